"""What a copy of a folder would hold: links followed inside the image, and each thing that cannot be carried named.

The scan counts with this walk and the context room copies with it, so that they cannot disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.filesystems.tree import ENCRYPTED, Entry, FileTree
from reberth.model.content import ContentRef
from reberth.model.errors import ReberthError
from reberth.model.names import name_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.filesystems.volumes import Found, Volumes

_MAX_DEPTH = 200


class Visited(NamedTuple):
    r"""One file or folder below a content root.

    Attributes:
        path: Below the root in Windows form: ``\bin\shop.dll``.
        tree: The tree that holds it (another volume's where a junction led there).
        entry: What is there; for a followed link, the link's target.
        problem: Catalogue code when it cannot be carried, else "". Nothing below such a folder is visited.
    """

    path: str
    tree: FileTree
    entry: Entry
    problem: str = ""


def walk_content(volumes: Volumes, root: Found) -> Iterator[Visited]:
    """Visit everything below a content root, depth first, in an order that depends on names only.

    Junctions, symbolic links and mount points are followed inside the supplied volumes; one that leads out of
    them, or back to a folder on the way to it, is yielded with its problem. Of names that differ only in case the
    first is carried, for Windows can hold only one.

    Args:
        volumes: The server's volumes.
        root: The folder to walk.
    """
    stack = [_Open("", root.tree, root.entry, ((root.tree.volume, root.entry.path),))]
    while stack:
        folder = stack.pop()
        try:
            entries = folder.tree.list(folder.entry)
        except ReberthError as error:
            yield Visited(folder.path or "\\", folder.tree, folder.entry, error.code)
            continue
        inner: list[_Open] = []
        seen = ""
        for entry in entries:
            upper = entry.name.upper()
            clash = upper == seen
            seen = upper
            visited = _visit(volumes, folder, entry, clash=clash)
            yield visited
            if visited.entry.directory and not visited.problem:
                chain = (*folder.chain, (visited.tree.volume, visited.entry.path))
                inner.append(_Open(visited.path, visited.tree, visited.entry, chain))
        stack.extend(reversed(inner))


class _Open(NamedTuple):
    """A folder still to be read; ``chain`` is every folder above it, to notice circles."""

    path: str
    tree: FileTree
    entry: Entry
    chain: tuple[tuple[str, str], ...]


def _visit(volumes: Volumes, folder: _Open, entry: Entry, *, clash: bool) -> Visited:
    """One entry of a folder, its link followed and its problem named."""
    path = f"{folder.path}\\{entry.name}"
    tree = folder.tree
    problem = name_problem(entry.name) or ("application.name-differs-in-case" if clash else "")
    if problem:
        return Visited(path, tree, entry, problem)
    if entry.reparse_tag and not entry.target:
        return Visited(path, tree, entry, "filesystem.file-elsewhere")
    if entry.reparse_tag:
        target = volumes.find(ContentRef(tree.volume, entry.path))
        if target is None or target.entry.reparse_tag:
            return Visited(path, tree, entry, "application.link-leads-out")
        if (target.tree.volume, target.entry.path) in folder.chain:
            return Visited(path, tree, entry, "application.link-in-circle")
        tree, entry = target.tree, target.entry
    if entry.attributes & ENCRYPTED and not entry.directory:
        return Visited(path, tree, entry, "filesystem.file-encrypted")
    if len(folder.chain) > _MAX_DEPTH:
        return Visited(path, tree, entry, "application.folder-too-deep")
    return Visited(path, tree, entry)
