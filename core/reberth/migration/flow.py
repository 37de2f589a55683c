"""The steps of a migration: what each depends on, and what a change means for those after it. No window needed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.migration.document import Migration

State = Literal["to-do", "current", "done", "warning", "look-again", "locked"]


class Step(NamedTuple):
    """A step of the wizard.

    Attributes:
        name: ``image``, ``artifacts``, ``sites``, ``readiness``, ``dockerfile``, ``build``, ``run``.
        inputs: Fields of the document whose change makes the step worth another look.
        needs: Steps whose result it works on.
        ready: Whether it can be entered at all.
    """

    name: str
    inputs: Callable[[Migration], object]
    needs: tuple[str, ...]
    ready: Callable[[Migration, bool], bool]


def _disks(item: Migration) -> object:
    return item.paths, item.wim_image, item.letters, item.identities


def _chosen(item: Migration) -> object:
    return _disks(item), item.selection


def _built_from(item: Migration) -> object:
    return _chosen(item), item.edits, item.tag, item.build_isolation


def _last_build_is_good(item: Migration) -> bool:
    return bool(item.builds) and not item.builds[-1].code


STEPS: tuple[Step, ...] = (
    Step("image", lambda item: (item.paths, item.wim_image), (), lambda _item, _scanned: True),
    Step("artifacts", _disks, ("image",), lambda _item, scanned: scanned),
    Step("sites", _disks, ("image",), lambda _item, scanned: scanned),
    Step("readiness", _chosen, ("sites",), lambda _item, scanned: scanned),
    Step("dockerfile", _chosen, ("sites",), lambda _item, scanned: scanned),
    Step("build", _built_from, ("dockerfile",), lambda _item, scanned: scanned),
    Step(
        "run",
        lambda item: (item.builds[-1:], item.run),
        ("build",),
        lambda item, _scanned: _last_build_is_good(item),
    ),
)
NAMES = tuple(step.name for step in STEPS)


def fingerprint(step: Step, migration: Migration) -> str:
    """A hash of what the step depends on."""
    data = msgspec.json.encode(msgspec.to_builtins(step.inputs(migration)), order="deterministic")
    return hashlib.sha256(data).hexdigest()[:16]


def build_inputs(migration: Migration) -> str:
    """A fingerprint of everything that a build depends on."""
    return fingerprint(STEPS[NAMES.index("build")], migration)


def build_is_current(migration: Migration) -> bool:
    """Whether the last image is what the choices would give now; one of an older document counts as such."""
    last = migration.builds[-1] if migration.builds else None
    return last is not None and last.inputs in {"", build_inputs(migration)}


def state(name: str, migration: Migration, *, current: str, scanned: bool, warnings: frozenset[str]) -> State:
    """How a step stands.

    Args:
        name: The step.
        migration: The document.
        current: The step on screen.
        scanned: Whether the disks have been scanned in this session.
        warnings: Steps with something that a person should see.
    """
    step = STEPS[NAMES.index(name)]
    if name == current:
        return "current"
    if not step.ready(migration, scanned):
        return "locked"
    seen = migration.seen.get(name)
    if seen is None:
        return "to-do"
    if seen != fingerprint(step, migration):
        return "look-again"
    return "warning" if name in warnings else "done"


def mark_seen(name: str, migration: Migration) -> Migration:
    """The document after the step was left by Next or by a job that ended well."""
    step = STEPS[NAMES.index(name)]
    return msgspec.structs.replace(migration, seen={**migration.seen, name: fingerprint(step, migration)})


def next_step(name: str) -> str | None:
    """The step after this one."""
    place = NAMES.index(name) + 1
    return NAMES[place] if place < len(NAMES) else None


def previous_step(name: str) -> str | None:
    """The step before this one."""
    place = NAMES.index(name) - 1
    return NAMES[place] if place >= 0 else None
