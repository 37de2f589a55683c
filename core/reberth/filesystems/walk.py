"""Everything below a folder, as it lies on its volume."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.filesystems.tree import Entry, FileTree


def walk(tree: FileTree, folder: Entry) -> Iterator[Entry]:
    """Entries below ``folder``, depth first, sorted, each folder before what is in it; links are not followed.

    Raises:
        ReberthError: ``filesystem.folder-unreadable``.
    """
    stack = [iter(tree.list(folder))]
    seen = {folder.id}
    while stack:
        entry = next(stack[-1], None)
        if entry is None:
            stack.pop()
            continue
        yield entry
        # A damaged index may lead back to a folder on the way down.
        if entry.directory and not entry.reparse_tag and (not entry.id or entry.id not in seen):
            seen.add(entry.id)
            stack.append(iter(tree.list(entry)))
