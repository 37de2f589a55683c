"""What configuration files name outside of the image: paths, shares, the old machine, mail, drivers, printers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.readiness.places import Place, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.application import NoticedKind
    from reberth.model.finding import Finding
    from reberth.readiness.chosen import Chosen

# R41, R42, R49, R35, R53.
_TOLD: tuple[tuple[NoticedKind, str], ...] = (
    ("this-machine", "readiness.own-machine"),
    ("share", "readiness.share-named"),
    ("mail", "readiness.mail-here"),
    ("data-provider", "readiness.data-provider"),
    ("printer", "readiness.printer-named"),
)


def names_outside(chosen: Chosen) -> Iterator[Finding]:
    """Names that mean another thing in a container, or nothing."""
    for what, code in _TOLD:
        yield from merged(
            code,
            "action",
            (Place(item, found.detail, (found.evidence,)) for item, found in chosen.noticed(what)),
        )


def paths_outside(chosen: Chosen) -> Iterator[Finding]:
    """R42: full paths that lead to nothing in the image."""
    there = {chosen.server_path(root.source).rstrip("\\").upper() for root in chosen.plan.contents}
    there.add(chosen.inventory.windows.system_root.upper())
    holding = {above for path in there for above in _up(path)}
    # Of single files that artifacts brought, those that lie where they lay.
    for file in chosen.plan.extras.files:
        place = chosen.server_path(file.source).upper()
        if file.target.upper().endswith(place[2:]):
            there.add(place)
    yield from merged(
        "readiness.path-not-in-image",
        "action",
        (
            Place(item, found.detail, (found.evidence,))
            for item, found in chosen.noticed("path")
            if not _is_there(found.detail, there, holding)
        ),
    )


def _is_there(path: str, there: set[str], holding: set[str]) -> bool:
    """Whether a path lies in a folder of the image, or is one that holds such a folder."""
    plain = path.replace("/", "\\").rstrip("\\").upper()
    return plain in holding or any(above in there for above in _up(plain))


def _up(path: str) -> Iterator[str]:
    """A path and all folders above it."""
    while path:
        yield path
        path = path.rpartition("\\")[0]
