"""What is on these disks?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from reberth.verbs.taking import open_paths, take_inventory

if TYPE_CHECKING:
    from reberth.model.events import Emit
    from reberth.model.inventory import Inventory


class ScanRequest(Struct, frozen=True, omit_defaults=True):
    """A scan.

    Attributes:
        paths: Disk images, WIM files or folders of one server.
        wim_image: Index (1-based) or name of the WIM image, "" when there is only one.
        letters: Volume id and drive letter, for volumes whose letter the server does not tell.
    """

    paths: tuple[str, ...]
    wim_image: str = ""
    letters: tuple[tuple[str, str], ...] = ()


def scan(request: ScanRequest, emit: Emit) -> Inventory:
    """Take the inventory of a server's disks. Nothing is mounted, nothing is written.

    Raises:
        ReberthError: ``source.*``, ``filesystem.*``, ``registry.*``, ``windows.*``, ``iis.*``, ``component.*``.
    """
    with open_paths(request.paths, request.wim_image) as volumes:
        return take_inventory(volumes, request.letters, emit)
