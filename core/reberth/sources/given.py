"""What the user gave, sorted out: disks of the server, and images that are only parents of others."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.sources.chain import Chains, Member, real_path
from reberth.sources.machine_folder import disks_below, machine_disks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Of Hyper-V, and of VMware: web-000001.vmdk.
_CHECKPOINT = re.compile(r".*(\.avhdx?|-\d{6}\.vmdk)", re.IGNORECASE)


class Given(NamedTuple):
    """A source of the server.

    Attributes:
        path: A disk image, a WIM file, or a folder that is no virtual machine's.
        chain: The disk and its parents; empty where they could not be told.
        older: Names of older checkpoints on the same parents, which are left out.
    """

    path: Path
    chain: tuple[Member, ...] = ()
    older: tuple[str, ...] = ()


def sort_out(paths: Sequence[Path], beside: Sequence[Path] = ()) -> tuple[Given, ...]:
    """The server's own disks among what was given, in its order.

    A virtual machine's folder stands for its disks: of each chain the newest checkpoint. A parent of another disk is
    no disk of its own, nor is an extent of a VMDK, and a folder that holds one of a disk given otherwise is only where
    that lies. What stands in the way of an image is left to :func:`reberth.sources.disk.open_disk` to say.

    Args:
        paths: Files and folders.
        beside: More of them, in which parents and extents may be.

    Raises:
        ReberthError: ``source.unreadable`` for a folder.
    """
    chains = Chains((*paths, *beside))
    images = {path: machine_disks(path) for path in paths}
    found = {
        path: [Given(item, chains.chain_if_whole(item)) for item in inside or (path,)]
        for path, inside in images.items()
    }
    needed = {item.path: _needed(item, chains) for items in found.values() for item in items}
    for folder, inside in images.items():
        places = {real_path(image) for image in inside}
        others = [item for path, items in found.items() if path != folder for item in items]
        if any(not places.isdisjoint(needed[item.path]) for item in others):
            found[folder] = []
    items = [item for given in found.values() for item in given]
    parents = {parent.identity for item in items for parent in item.chain[1:]}
    extents = {real_path(extent) for item in items for path in _paths(item) for extent in chains.extents(path)}
    kept: list[Given] = []
    for path, given in found.items():
        leaves = [item for item in given if not item.chain or item.chain[0].identity not in parents]
        leaves = [item for item in leaves if real_path(item.path) not in extents]
        kept += _newest(leaves, chains) if images[path] else leaves
    return tuple(kept)


def parents_among(path: Path, paths: Sequence[Path]) -> tuple[Path, ...]:
    """Which of ``paths`` are parents of the disk at ``path``, or extents of it or of them."""
    chains = Chains(paths)
    chain = chains.chain_if_whole(path)
    parents = {member.identity for member in chain[1:]}
    extents = {real_path(extent) for item in _paths(Given(path, chain)) for extent in chains.extents(item)}
    wholes = {other: chains.chain_if_whole(other) for other in paths}
    return tuple(
        other
        for other, whole in wholes.items()
        if real_path(other) in extents or (whole and whole[0].identity in parents)
    )


def newer_beside(path: Path, places: Sequence[Path]) -> tuple[str, ...]:
    """Names of disks beside the one at ``path`` that are on top of it: its machine writes to them, not to it.

    Args:
        path: A disk image, or the extent of one.
        places: As ``paths`` of :func:`sort_out`.
    """
    chains, own = Chains(places), real_path(path)
    try:
        others = disks_below(path.parent)
    except ReberthError:
        return ()
    wholes = ((other, chains.chain_if_whole(other)[1:]) for other in others if real_path(other) != own)
    return tuple(
        other.name
        for other, parents in wholes
        if any(own in map(real_path, (parent.path, *chains.extents(parent.path))) for parent in parents)
    )


def _paths(item: Given) -> tuple[Path, ...]:
    """The disk itself and its parents."""
    return (item.path, *(parent.path for parent in item.chain[1:]))


def _needed(item: Given, chains: Chains) -> set[str]:
    """The files that hold the bytes of a disk, other than itself."""
    extents = [extent for path in _paths(item) for extent in chains.extents(path)]
    return {real_path(path) for path in (*_paths(item)[1:], *extents)}


def _newest(leaves: Sequence[Given], chains: Chains) -> list[Given]:
    """Of the checkpoints on one disk only that which was written last: the others are states the server has left."""

    def written(item: Given) -> int:
        # The descriptor of a VMDK is written when its machine starts, its extents are all the time.
        return max(path.stat().st_mtime_ns for path in (item.path, *chains.extents(item.path)))

    branches: dict[object, list[Given]] = defaultdict(list)
    for item in leaves:
        checkpoint = len(item.chain) > 1 and _CHECKPOINT.fullmatch(item.path.name)
        branches[item.chain[-1].identity if checkpoint else item.path].append(item)
    kept = []
    for branch in branches.values():
        newest = max(branch, key=written) if len(branch) > 1 else branch[0]
        kept.append(newest._replace(older=tuple(item.path.name for item in branch if item is not newest)))
    return kept
