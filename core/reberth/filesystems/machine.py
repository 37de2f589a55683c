"""A virtual machine's folder: which of the images in it are the server's disks; and the parents of a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.sources.chain import Chains
from reberth.sources.given import parents_among, sort_out
from reberth.sources.machine_folder import machine_disks

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Machine", "parents_among", "read_machine"]


class Machine(NamedTuple):
    """What is in the folder.

    Attributes:
        disks: The server's disks; after each those of its parents that must be named, since they do not lie beside it.
        older: Names of older checkpoints, which are left out.
    """

    disks: tuple[Path, ...]
    older: tuple[str, ...]


def read_machine(folder: Path) -> Machine | None:
    """The machine of a folder; None for a folder that holds a server's files, and for a file.

    Raises:
        ReberthError: ``source.unreadable``.
    """
    if not machine_disks(folder):
        return None
    disks: list[Path] = []
    given = sort_out((folder,))
    for item in given:
        disks.append(item.path)
        if item.chain and not Chains().chain_if_whole(item.path):
            disks += [member.path for member in item.chain[1:]]
    return Machine(tuple(dict.fromkeys(disks)), tuple(name for item in given for name in item.older))
