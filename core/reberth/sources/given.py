"""What the user gave, sorted out: disks of the server, and images that are only parents of others."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from reberth.sources.chain import Chains, Member, real_path
from reberth.sources.machine_folder import machine_disks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_CHECKPOINTS = frozenset({".avhd", ".avhdx"})


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
    no disk of its own, and a folder that holds a parent of a disk given otherwise is only where that parent lies.
    What stands in the way of an image is left to :func:`reberth.sources.disk.open_disk` to say.

    Args:
        paths: Files and folders.
        beside: More of them, in which parents may be.

    Raises:
        ReberthError: ``source.unreadable`` for a folder.
    """
    chains = Chains((*paths, *beside))
    images = {path: machine_disks(path) for path in paths}
    found = {
        path: [Given(item, chains.chain_if_whole(item)) for item in inside or (path,)]
        for path, inside in images.items()
    }
    for folder, inside in images.items():
        places = {real_path(image) for image in inside}
        others = [item for path, items in found.items() if path != folder for item in items]
        if any(real_path(parent.path) in places for item in others for parent in item.chain[1:]):
            found[folder] = []
    parents = {parent.identity for items in found.values() for item in items for parent in item.chain[1:]}
    kept: list[Given] = []
    for path, items in found.items():
        leaves = [item for item in items if not item.chain or item.chain[0].identity not in parents]
        kept += _newest(leaves) if images[path] else leaves
    return tuple(kept)


def parents_among(path: Path, paths: Sequence[Path]) -> tuple[Path, ...]:
    """Which of ``paths`` are parents of the disk at ``path``."""
    chains = Chains(paths)
    parents = {member.identity for member in chains.chain_if_whole(path)[1:]}
    others = (chains.chain_if_whole(other) for other in paths)
    return tuple(chain[0].path for chain in others if chain and chain[0].identity in parents)


def _newest(leaves: Sequence[Given]) -> list[Given]:
    """Of the checkpoints on one disk only that which was written last: the others are states the server has left."""
    branches: dict[object, list[Given]] = defaultdict(list)
    for item in leaves:
        checkpoint = len(item.chain) > 1 and item.path.suffix.lower() in _CHECKPOINTS
        branches[item.chain[-1].identity if checkpoint else item.path].append(item)
    kept = []
    for branch in branches.values():
        newest = max(branch, key=lambda item: item.path.stat().st_mtime_ns) if len(branch) > 1 else branch[0]
        kept.append(newest._replace(older=tuple(item.path.name for item in branch if item is not newest)))
    return kept
