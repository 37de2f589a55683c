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
# Links to folders that are full of links multiply (pnpm lays out node_modules so), and a hostile disk's never end.
_MOST_LINKS = 10_000


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
    stack = [_Open("", root.tree, root.entry, (_identity(root.tree, root.entry),), {root.entry.id})]
    links = 0
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
            if entry.target and visited.entry.directory and not visited.problem:
                links += 1
                if links > _MOST_LINKS:
                    visited = Visited(visited.path, folder.tree, entry, "application.too-many-links")
            yield visited
            if visited.entry.directory and not visited.problem:
                chain = (*folder.chain, _identity(visited.tree, visited.entry))
                entered = {visited.entry.id} if entry.target else folder.entered
                entered.add(visited.entry.id)
                inner.append(_Open(visited.path, visited.tree, visited.entry, chain, entered))
        stack.extend(reversed(inner))


def _target(volumes: Volumes, tree: FileTree, link: Entry) -> Found | None:
    """Where a link leads, None where nothing can be read there, be it gone, damaged or on a volume of another kind."""
    try:
        return volumes.find(ContentRef(tree.volume, link.path))
    except ReberthError:
        return None


class _Open(NamedTuple):
    """A folder still to be read.

    Attributes:
        chain: Every folder above it and itself, to notice links that lead in circles.
        entered: Ids of all folders that were met since the last link on the way to it.
    """

    path: str
    tree: FileTree
    entry: Entry
    chain: tuple[tuple[str, str | int], ...]
    entered: set[int]


def _identity(tree: FileTree, entry: Entry) -> tuple[str, str | int]:
    """What tells a folder from others, whichever way and in whichever case it was written."""
    return tree.volume, entry.id or entry.path.upper()


def _visit(volumes: Volumes, folder: _Open, entry: Entry, *, clash: bool) -> Visited:
    """One entry of a folder, its link followed and its problem named."""
    path = f"{folder.path}\\{entry.name}"
    tree = folder.tree
    problem = entry.problem or name_problem(entry.name) or ("application.name-differs-in-case" if clash else "")
    if problem:
        return Visited(path, tree, entry, problem)
    if entry.reparse_tag and not entry.target:
        return Visited(path, tree, entry, "filesystem.file-elsewhere")
    if entry.reparse_tag:
        target = _target(volumes, tree, entry)
        if target is None or target.entry.reparse_tag:
            return Visited(path, tree, entry, "application.link-leads-out")
        if _identity(target.tree, target.entry) in folder.chain:
            return Visited(path, tree, entry, "application.link-in-circle")
        tree, entry = target.tree, target.entry
    elif entry.directory and entry.id and entry.id in folder.entered:
        # No volume has a folder at two places: its index is damaged, and may lead in circles without end.
        return Visited(path, tree, entry, "filesystem.folder-unreadable")
    if entry.attributes & ENCRYPTED and not entry.directory:
        return Visited(path, tree, entry, "filesystem.file-encrypted")
    if len(folder.chain) > _MAX_DEPTH:
        return Visited(path, tree, entry, "application.folder-too-deep")
    return Visited(path, tree, entry)
