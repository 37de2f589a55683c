"""What an artifact kind is: a name, words, a discovery on an offline server, and a plan made of plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.extras import (
        CarriedFile,
        CarriedText,
        HostEntry,
        OwnService,
        RegistrySetting,
        SetupAction,
    )
    from reberth.model.inventory import Inventory
    from reberth.model.plan import AddOnStep, ContentRoot, Database, ExposedPort, FeatureStep, Outcome
    from reberth.model.selection import Selection


class Planning(NamedTuple):
    r"""What a kind may look at while planning: plain data, no disk.

    Attributes:
        inventory, selection: What was found, and what was chosen.
        base: Reference of the base image.
        base_features: Windows features that the base image has.
        target_path: Maps a path of the source to the image's (``D:\x`` to ``C:\drives\D\x``).
        roots: Content that is copied anyway.
        named: Upper-cased names of this kind's records that the user named (``--artifact KIND/NAME``).
        enabled: Windows features that the image enables.
    """

    inventory: Inventory
    selection: Selection
    base: str
    base_features: frozenset[str]
    target_path: Callable[[str], str]
    roots: tuple[ContentRoot, ...]
    named: frozenset[str] = frozenset()
    enabled: frozenset[str] = frozenset()

    def chosen(self, record: ArtifactRecord) -> bool:
        """Whether the user named this very record."""
        return record.name.upper() in self.named


class Parts(NamedTuple):
    """What a kind adds to the plan; ``outcomes`` hold one fate for each of its records."""

    outcomes: tuple[Outcome, ...] = ()
    features: tuple[FeatureStep, ...] = ()
    add_ons: tuple[AddOnStep, ...] = ()
    files: tuple[CarriedFile, ...] = ()
    texts: tuple[CarriedText, ...] = ()
    settings: tuple[RegistrySetting, ...] = ()
    actions: tuple[SetupAction, ...] = ()
    hosts: tuple[HostEntry, ...] = ()
    services: tuple[OwnService, ...] = ()
    watched: tuple[str, ...] = ()
    ports: tuple[ExposedPort, ...] = ()
    databases: tuple[Database, ...] = ()


class Kind(NamedTuple):
    """An artifact kind.

    Attributes:
        name: What ``--artifact`` takes.
        code: Catalogue code of its explanation: what is looked for, what carrying over means, what it needs.
        discover: Finds records on an offline server. A ``ReberthError`` is told as a finding; other kinds go on.
        plan: Decides over the records that the user has not refused.
    """

    name: str
    code: str
    discover: Callable[[OfflineServer], Iterable[ArtifactRecord]]
    plan: Callable[[Sequence[ArtifactRecord], Planning], Parts]
