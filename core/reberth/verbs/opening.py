"""Opening what the user gave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reberth.filesystems.volumes import open_volumes

if TYPE_CHECKING:
    from reberth.filesystems.volumes import Volumes


def open_paths(paths: tuple[str, ...], wim_image: str, beside: tuple[str, ...] = ()) -> Volumes:
    """Open the user's paths as the volumes of one server (a context manager).

    Args:
        paths: Disks, their parents, folders.
        wim_image: Index or name of the image in a WIM.
        beside: More paths among which parents may be.

    Raises:
        ReberthError: ``source.*`` where a path cannot be read as a disk.
    """
    return open_volumes([Path(path) for path in paths], wim_image, [Path(path) for path in beside])
