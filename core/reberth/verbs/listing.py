"""List a folder of the offline server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from reberth.filesystems.walk import walk
from reberth.verbs.places import find_place
from reberth.verbs.taking import open_paths

if TYPE_CHECKING:
    from reberth.filesystems.tree import Entry
    from reberth.model.events import Emit


class ListRequest(Struct, frozen=True, omit_defaults=True):
    r"""A listing: ``path`` is ``C:\inetpub`` or ``disk0.partition2:\inetpub``."""

    paths: tuple[str, ...]
    path: str
    wim_image: str = ""
    recursive: bool = False


class ListedEntry(Struct, frozen=True, omit_defaults=True):
    """One line of a listing; ``modified`` in nanoseconds since 1970 UTC, ``target`` of a junction or link."""

    path: str
    directory: bool
    size: int = 0
    modified: int = 0
    target: str = ""


def list_folder(request: ListRequest, _emit: Emit) -> tuple[ListedEntry, ...]:
    """List a folder, or one file, sorted by name.

    Raises:
        ReberthError: ``source.*``, ``filesystem.no-such-path``, ``filesystem.folder-unreadable``.
    """
    with open_paths(request.paths, request.wim_image) as volumes:
        tree, entry = find_place(volumes, request.path)
        if not entry.directory:
            return (_listed(entry),)
        entries = walk(tree, entry) if request.recursive else tree.list(entry)
        return tuple(_listed(item) for item in entries)


def _listed(entry: Entry) -> ListedEntry:
    """The public part of an entry."""
    return ListedEntry(entry.path, entry.directory, entry.size, entry.modified, entry.target)
