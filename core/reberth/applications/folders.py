"""Folders of the disks and what belongs to them: looked up by path, for a server may have thousands."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reberth.model.content import ContentRef

T = TypeVar("T")


class FolderTable(Generic[T]):
    """Values by folder; names ignore case, as on the server."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], list[T]] = {}

    def add(self, folder: ContentRef, value: T) -> None:
        """Put a value to a folder, behind those that it has."""
        self._values.setdefault((folder.volume, branch(folder.path)), []).append(value)

    def values(self) -> Iterator[T]:
        """All values, by folder in the order in which folders came."""
        return (value for values in self._values.values() for value in values)

    def nearest(self, place: ContentRef) -> Sequence[T]:
        """The values of a folder, else of the nearest folder above it that has any; empty where none has."""
        path = branch(place.path)
        while (place.volume, path) not in self._values:
            if not path:
                return ()
            path = path[: path.rindex("\\", 0, -1) + 1] if path.count("\\") > 1 else ""
        return self._values[place.volume, path]


class Branches(Generic[T]):
    """Things by the path where they are, to be asked for those at a path and below it."""

    def __init__(self, things: Iterable[tuple[str, T]]) -> None:
        self._things = sorted(((branch(path), thing) for path, thing in things), key=lambda item: item[0])
        self._paths = [path for path, _ in self._things]

    def below(self, path: str) -> list[T]:
        """Things at the path or below it, sorted by their paths."""
        start = branch(path)
        # All that begin with it stand together; no letter of a path is as high as the last one there is.
        first, end = bisect_left(self._paths, start), bisect_left(self._paths, f"{start}\U0010ffff")
        return [thing for _, thing in self._things[first:end]]


def branch(path: str) -> str:
    r"""A path such that those of all things below it begin with it: ``\\SHOP\\``; the root's is ``\\``."""
    return path.rstrip("\\").upper() + "\\"


def outermost(roots: Iterable[ContentRef]) -> list[ContentRef]:
    """Roots that lie in no other root of the list, sorted."""
    kept: list[ContentRef] = []
    last = ("", "")
    # What lies in a folder comes right behind it, before anything else does.
    for ref in sorted(set(roots), key=lambda item: (item.volume, branch(item.path), item.path)):
        place = (ref.volume, branch(ref.path))
        if not (kept and place[0] == last[0] and place[1].startswith(last[1])):
            kept.append(ref)
            last = place
    return kept
