"""List a folder of the offline server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.filesystems.walk import walk
from reberth.model.requests import ListedEntry, ListRequest
from reberth.verbs.opening import open_paths
from reberth.verbs.places import find_place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reberth.filesystems.tree import Entry
    from reberth.model.events import Emit

__all__ = ["ListRequest", "ListedEntry", "list_folder"]


def list_folder(request: ListRequest, write: Callable[[ListedEntry], None], _emit: Emit) -> int:
    """Hand a folder's entries, or one file's, to ``write`` one by one, sorted by name, and return how many there were.

    Raises:
        ReberthError: ``source.*``, ``filesystem.no-such-path``, ``filesystem.folder-unreadable``.
    """
    with open_paths(request.paths, request.wim_image) as volumes:
        tree, entry = find_place(volumes, request.path)
        entries: Iterable[Entry] = (entry,)
        if entry.directory:
            entries = walk(tree, entry) if request.recursive else tree.list(entry)
        count = 0
        for count, item in enumerate(entries, start=1):  # noqa: B007 - the last number is the count
            write(ListedEntry(item.path, item.directory, item.size, item.modified, item.target))
        return count
