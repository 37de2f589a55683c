"""The chain of a differencing disk: from the child over its parents to the disk that is whole by itself."""

from __future__ import annotations

import os
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.sources.machine_folder import disks_below, find_below, find_given, is_folder
from reberth.sources.virtual_disk import linkage_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reberth.sources.linkage import Linkage, ParentLink

# Hyper-V allows 50 checkpoints.
_MOST_PARENTS = 64
# FAT keeps local time in steps of two seconds, which summer time moves by an hour.
_SLACK = 3602


class Member(NamedTuple):
    """A disk of a chain; ``linkage`` is None for a file of no format that has chains."""

    path: Path
    linkage: Linkage | None

    @property
    def identity(self) -> tuple[str, bytes]:
        """By which it is known to be a parent, wherever it lies; its path where it has no such mark."""
        if self.linkage is None or not self.linkage.unique:
            return real_path(self.path), b""
        return self.linkage.family, self.linkage.identity


class Chains:
    """Finds parents: beside their children, and in what the user gave."""

    def __init__(self, places: Sequence[Path] = ()) -> None:
        """Look in ``places`` too: files, by their identity whatever they are called, and folders of such files."""
        self._places = places
        self._known: dict[Path, Linkage | ReberthError | None] = {}

    def chain(self, path: Path) -> tuple[Member, ...]:
        """The disk at ``path`` and its parents, the nearest first.

        Raises:
            ReberthError: ``source.parent-missing``, ``source.parent-changed``, ``source.parent-other``,
                ``source.parent-loop``, ``source.chain-too-long``, and as :func:`linkage_of`.
        """
        members = [Member(path, self._linkage(path))]
        seen = {real_path(path)}
        while (linkage := members[-1].linkage) is not None and linkage.parent is not None:
            found = self._parent(members[-1].path, linkage, linkage.parent)
            if real_path(found.path) in seen:
                raise ReberthError("source.parent-loop", name=path.name, parent=found.path.name)
            if len(members) > _MOST_PARENTS:
                raise ReberthError("source.chain-too-long", name=path.name, most=_MOST_PARENTS)
            seen.add(real_path(found.path))
            members.append(found)
        return tuple(members)

    def chain_if_whole(self, path: Path) -> tuple[Member, ...]:
        """As :meth:`chain`; nothing where something stands in its way, or for a folder."""
        if is_folder(path):
            return ()
        try:
            return self.chain(path)
        except ReberthError:
            return ()

    def extents(self, path: Path) -> tuple[Path, ...]:
        """Further files that hold the bytes of the disk at ``path``, as far as they are found; not its parents'."""
        try:
            linkage = None if is_folder(path) else self._linkage(path)
        except ReberthError:
            return ()
        names = linkage.extents if linkage is not None else ()
        found = (find_given(path.parent, name, self._places) for name in names)
        return tuple(extent for extent in found if extent is not None)

    def _parent(self, child: Path, own: Linkage, link: ParentLink) -> Member:
        """The file that is the child's parent by its identity, or what is wrong with the one that has its name."""
        trouble: ReberthError | None = None
        names = {name.lower() for name in link.names}
        for path in self._candidates(child, link):
            named = path.name.lower() in names
            try:
                linkage = self._linkage(path)
            except ReberthError as error:
                trouble = trouble or (error if named else None)
                continue
            if _fits(linkage, own, link, named=named):
                if real_path(path) != real_path(child):
                    return Member(path, linkage)
                trouble = ReberthError("source.parent-loop", name=child.name, parent=path.name)
            elif named:
                same = linkage is not None and linkage.disk and linkage.disk == own.disk
                code = "source.parent-changed" if same else "source.parent-other"
                trouble = trouble or ReberthError(code, name=child.name, parent=path.name)
        raise trouble or ReberthError("source.parent-missing", name=child.name, parent=link.name, path=link.path)

    def _candidates(self, child: Path, link: ParentLink) -> Iterator[Path]:
        """Files that may be the parent, the likeliest first."""
        for path in (*link.relative, *link.names):
            if found := find_below(child.parent, path):
                yield found
        for place in self._places:
            if not is_folder(place):
                yield place
                continue
            for name in link.names:
                if found := find_below(place, name):
                    yield found
            yield from disks_below(place)

    def _linkage(self, path: Path) -> Linkage | None:
        """As :func:`linkage_of`; a file is read once."""
        if path not in self._known:
            try:
                self._known[path] = linkage_of(path)
            except ReberthError as error:
                self._known[path] = error
        known = self._known[path]
        if isinstance(known, ReberthError):
            raise known
        return known


def _fits(linkage: Linkage | None, own: Linkage, link: ParentLink, *, named: bool) -> bool:
    """Whether a file is the parent that ``link`` means."""
    if not link.identities:
        return named
    if linkage is None or linkage.family != own.family or linkage.identity not in link.identities:
        return False
    return linkage.unique or named


def real_path(path: Path) -> str:
    """By which two paths to one file are the same."""
    return os.path.normcase(os.path.realpath(path))


def with_other_times(chain: Sequence[Member]) -> list[tuple[Member, Member]]:
    """Children and their parents whose time is not the one that the child remembers.

    A VHD knows its parent by an id that stays when the parent is written to; only the time may tell, and a copy may
    have lost it. Windows itself writes no time (2008 R2 and later), so that nothing can be told.
    """
    found = []
    for child, parent in pairwise(chain):
        link = child.linkage.parent if child.linkage is not None else None
        if link is None or not link.written or parent.linkage is None:
            continue
        times = (parent.linkage.made, int(parent.path.stat().st_mtime))
        if all(abs(link.written - time) > _SLACK for time in times):
            found.append((child, parent))
    return found
