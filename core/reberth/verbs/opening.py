"""Opening what the user gave."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reberth.filesystems.volumes import open_volumes

if TYPE_CHECKING:
    from reberth.filesystems.volumes import Volumes


def open_paths(paths: tuple[str, ...], wim_image: str) -> Volumes:
    """Open the user's paths as the volumes of one server (a context manager).

    Raises:
        ReberthError: ``source.*`` where a path cannot be read as a disk.
    """
    return open_volumes([Path(path) for path in paths], wim_image)
