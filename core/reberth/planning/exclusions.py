r"""What a person leaves behind of the content: files and folders of the server, such as ``D:\sites\shop\logs``.

An excluded folder stays as an empty one: an application that writes its log or an upload still finds the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.content import ContentRef, to_backslashes
from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.model.plan import Exclusion, LeftOut
from reberth.planning.holders import holders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.inventory import Inventory

EXCLUDED = "selection.excluded"


class Excluded(NamedTuple):
    """A choice: the path as written, and the place it means."""

    written: str
    place: ContentRef


def read_exclusions(inventory: Inventory, written: Iterable[str]) -> tuple[Excluded, ...]:
    r"""The places that the paths mean, by drive letter or volume id; one that lies in another is dropped.

    Raises:
        ReberthError: ``selection.excluded-outside`` for a path in no content folder: a slip of the pen.
    """
    by_name = {volume.letter.upper(): volume.id for volume in inventory.volumes if volume.letter}
    by_name |= {volume.id.upper(): volume.id for volume in inventory.volumes}
    sites = inventory.iis.sites if inventory.iis is not None else ()
    directories = [item for site in sites for app in site.applications for item in app.virtual_directories]
    folders = {item.content for item in directories if item.content is not None}
    found: list[Excluded] = []
    for text in written:
        head, _, rest = to_backslashes(text).partition(":")
        volume = by_name.get(head.upper())
        place = ContentRef(volume or "", "\\" + rest.strip("\\"))
        if volume is None or not any(_relative(a, b) is not None for f in folders for a, b in ((f, place), (place, f))):
            known = ", ".join(sorted({item.expanded_path for item in directories if item.content is not None}))
            raise ReberthError("selection.excluded-outside", path=text, known=known or "-")
        found.append(Excluded(text, place))
    found.sort(key=lambda item: (item.place.volume, item.place.path.upper()))
    kept: list[Excluded] = []
    for item in found:
        if all(_relative(other.place, item.place) is None for other in kept):
            kept.append(item)
    return tuple(kept)


def exclusions_of(source: ContentRef, excluded: Iterable[Excluded]) -> Iterator[Exclusion]:
    """What of a content root stays behind; the path is "" where that is all of it."""
    for item in excluded:
        path = _relative(source, item.place)
        if path is not None:
            yield Exclusion(path, EXCLUDED, folder_stays=True)
        elif _relative(item.place, source) is not None:
            yield Exclusion("", EXCLUDED, folder_stays=True)


def is_left(place: ContentRef, excluded: Iterable[Excluded]) -> bool:
    """Whether a folder is one of the excluded ones or lies in one."""
    return any(_relative(item.place, place) is not None for item in excluded)


def exclusion_fates(excluded: Iterable[Excluded]) -> Iterator[LeftOut]:
    """Each choice as what it is."""
    for item in excluded:
        yield LeftOut("content", item.written, EXCLUDED, {"path": item.written}, (Evidence("choice", item.written),))


class Behind:
    """What stays behind of a root, looked up by path; a folder that stays, but empty, is not among it itself."""

    def __init__(self, exclusions: Iterable[Exclusion]) -> None:
        """Sort the exclusions once: there may be thousands."""
        exclusions = tuple(exclusions)
        self._above = {item.path.upper() for item in exclusions}
        self._itself = {item.path.upper() for item in exclusions if not item.folder_stays}

    def takes(self, path: str) -> bool:
        """Whether a path below the root is excluded, or a folder above it."""
        if path.upper() in self._itself:
            return True
        return bool(self._above) and any(rest and above in self._above for above, rest in holders(path))


def _relative(outer: ContentRef, inner: ContentRef) -> str | None:
    r"""``\logs`` for a folder in another one, "" for the same, None where it does not lie there."""
    prefix = outer.path.rstrip("\\")
    path = inner.path.rstrip("\\")
    if outer.volume != inner.volume or not f"{path}\\".upper().startswith(f"{prefix}\\".upper()):
        return None
    return path[len(prefix) :]
