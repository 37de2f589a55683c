"""Where a path leads when a junction or symbolic link lies on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reberth.filesystems.tree import Entry, FileTree

# Windows itself gives up after 63 reparse points; no sane server comes near.
MAX_HOPS = 32


def link_target(tree: FileTree, path: str, found: Entry | None) -> str | None:
    r"""The path to go on with after the first link on the way to ``path``.

    Args:
        tree: The tree that ``path`` is on.
        path: Windows form, from the volume's root.
        found: What the tree has at ``path`` (then itself a link), or None where the way there is a link or broken.

    Returns:
        A path with a drive letter or volume GUID, or from this volume's root (``\inetpub``); None where there is no
        link to follow.
    """
    if found is not None:
        return _join(path, found.target, "")
    parts = [part for part in path.split("\\") if part]
    way = ""
    for index, part in enumerate(parts):
        way = f"{way}\\{part}"
        entry = tree.find(way)
        if entry is None:
            return None
        if entry.reparse_tag:
            return _join(way, entry.target, "\\".join(parts[index + 1 :]))
    return None


def _join(link: str, target: str, rest: str) -> str | None:
    """The target, made absolute by the link's own folder where it is relative, with the rest of the way."""
    if not target:
        return None
    target = target.rstrip("\\")
    if target[1:2] != ":" and not target.lower().startswith("volume{"):
        base = [] if target.startswith("\\") else [part for part in link.split("\\") if part][:-1]
        for part in target.split("\\"):
            if part == "..":
                base = base[:-1]
            elif part and part != ".":
                base.append(part)
        target = "\\" + "\\".join(base)
    return f"{target}\\{rest}" if rest else target + ("\\" if target.endswith(":") else "")
