"""What is on these disks?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.requests import ScanRequest
from reberth.verbs.taking import open_paths, take_inventory

if TYPE_CHECKING:
    from reberth.model.events import Emit
    from reberth.model.inventory import Inventory

__all__ = ["ScanRequest", "scan"]


def scan(request: ScanRequest, emit: Emit) -> Inventory:
    """Take the inventory of a server's disks. Nothing is mounted, nothing is written.

    Raises:
        ReberthError: ``source.*``, ``filesystem.*``, ``registry.*``, ``windows.*``, ``iis.*``, ``component.*``.
    """
    with open_paths(request.paths, request.wim_image) as volumes:
        return take_inventory(volumes, request.letters, emit, request.artifacts)
