"""What the artifact kinds add to a plan; each record of a kind that was asked for has exactly one fate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from reberth.artifacts.kind import Parts, Planning
from reberth.model.errors import ReberthError
from reberth.model.extras import Extras, can_be_written
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.planning.features import features_of_base
from reberth.planning.target_paths import TargetPaths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.artifacts.choosing import Wish, Wishes
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.extras import RegistrySetting
    from reberth.model.inventory import Inventory
    from reberth.model.plan import FeatureStep, Outcome, Plan
    from reberth.model.selection import Selection


class _Asked(NamedTuple):
    """Records of a kind: those to decide over, and those the user passed over by naming others."""

    records: list[ArtifactRecord]
    others: list[ArtifactRecord]


def with_artifacts(plan: Plan, inventory: Inventory, selection: Selection, wishes: Wishes) -> Plan:
    """The plan with what the kinds asked for add.

    Raises:
        ReberthError: ``selection.no-such-record``.
    """
    if not wishes.kinds:
        return plan
    context = Planning(
        inventory,
        selection,
        plan.base.reference,
        features_of_base(plan.base.reference) if plan.has_sites else frozenset(),
        TargetPaths(inventory.windows),
        plan.contents,
    )
    features = {item.name for item in plan.features}
    planned: dict[str, tuple[Parts, ...]] = {}
    # Features first: what stands on one must know whether the image gets it.
    for wish in sorted(wishes.kinds, key=lambda item: item.kind.name != "AllWindowsFeatures"):
        if wish.kind.name not in inventory.kinds:
            told = Undecided("artifact", wish.kind.name, "artifact.not-scanned", {"kind": wish.kind.name})
            planned[wish.kind.name] = (Parts(outcomes=(told,)),)
            continue
        asked = _asked(wish, inventory.artifacts)
        named = frozenset(name.upper() for name in wish.names)
        parts = wish.kind.plan(asked.records, context._replace(named=named, enabled=frozenset(features)))
        features |= {item.name for item in parts.features}
        planned[wish.kind.name] = (parts, Parts(outcomes=tuple(_passed_over(item) for item in asked.others)))
    return _merged(plan, [part for wish in wishes.kinds for part in planned[wish.kind.name]])


def _asked(wish: Wish, artifacts: Iterable[ArtifactRecord]) -> _Asked:
    """The records of a kind that the user wants decided."""
    mine = [item for item in artifacts if item.kind == wish.kind.name]
    named = {name.upper() for name in wish.names}
    missing = named - {item.name.upper() for item in mine}
    if missing:
        name = next(item for item in wish.names if item.upper() in missing)
        raise ReberthError("selection.no-such-record", kind=wish.kind.name, name=name)
    if wish.whole:
        return _Asked(mine, [])
    return _Asked(
        [item for item in mine if item.name.upper() in named],
        [item for item in mine if item.name.upper() not in named],
    )


def _passed_over(record: ArtifactRecord) -> Outcome:
    """The fate of a record whose kind was asked for by other names."""
    params = {"kind": record.kind, "name": record.name}
    return LeftOut(record.kind, record.name, "artifact.not-chosen", {**params}, record.evidence)


def _merged(plan: Plan, added: list[Parts]) -> Plan:
    """All parts in one plan. A fate by a kind replaces an earlier one of the same thing that was not carried."""
    outcomes = tuple(item for part in added for item in part.outcomes)
    settled = {(item.kind, item.name) for item in outcomes}
    kept = tuple(
        item for item in plan.outcomes if (item.kind, item.name) not in settled or isinstance(item, CarriedOver)
    )
    carried = {(item.kind, item.name) for item in kept}
    steps = {item.step for item in plan.features}
    features = [*plan.features, *_new_features((item for part in added for item in part.features), steps)]
    settings = [item for part in added for item in part.settings]
    unwritable = [item for item in settings if not can_be_written(item)]
    known = {item.step for item in plan.databases}
    databases = {item.step: item for part in added for item in part.databases if item.step not in known}
    ports = {item.port: item for part in added for item in part.ports}
    for port in plan.ports:
        ports.pop(port.port, None)
    return replace(
        plan,
        # The ASP.NET 3.5 features stand on NetFx3.
        features=tuple(sorted(features, key=lambda item: (item.name != "NetFx3", item.name))),
        add_ons=(*plan.add_ons, *(item for part in added for item in part.add_ons)),
        ports=(*plan.ports, *ports.values()),
        databases=(*plan.databases, *databases.values()),
        outcomes=(
            *kept,
            *(item for item in outcomes if (item.kind, item.name) not in carried),
            *(_unwritable(item) for item in unwritable),
        ),
        extras=Extras(
            files=tuple(item for part in added for item in part.files),
            texts=tuple(item for part in added for item in part.texts),
            settings=tuple(item for item in settings if can_be_written(item)),
            actions=tuple(item for part in added for item in part.actions),
            hosts=tuple(item for part in added for item in part.hosts),
            services=tuple(item for part in added for item in part.services),
            watched=tuple(dict.fromkeys(item for part in added for item in part.watched)),
        ),
    )


def _unwritable(item: RegistrySetting) -> Outcome:
    """A value whose key or name no registry file can hold."""
    name = f"{item.key}\\{item.name}"
    return Undecided("registry value", name, "artifact.registry-name", {"name": name}, item.evidence)


def _new_features(features: Iterable[FeatureStep], known: set[str]) -> Iterator[FeatureStep]:
    """Features that no other step enables."""
    for item in features:
        if item.step not in known:
            known.add(item.step)
            yield item
