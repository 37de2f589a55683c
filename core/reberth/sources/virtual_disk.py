"""The two formats of virtual disks that know parents, told apart by content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.sources.image_file import ImageFile
from reberth.sources.vhd import COOKIE, Vhd, read_vhd
from reberth.sources.vhdx import SIGNATURE, Vhdx, read_vhdx

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.sources.linkage import Linkage

_SECTOR = 512


def read_virtual_disk(file: ImageFile) -> Vhd | Vhdx | None:
    """What the headers of a VHD or VHDX say; None for anything else.

    Raises:
        ReberthError: ``source.damaged``, ``source.vhdx-dirty-log``, ``source.not-supported-yet``,
            ``source.truncated``, ``source.unreadable``.
    """
    start = file.read_at(0, min(8, file.size))
    if start == SIGNATURE:
        return read_vhdx(file)
    tail = file.read_at(file.size - _SECTOR, _SECTOR) if file.size >= _SECTOR else b""
    # Old tools wrote footers of 511 bytes, so the cookie may stand one byte later.
    return read_vhd(file) if COOKIE in {start, tail[:8], tail[1:9]} else None


def linkage_of(path: Path) -> Linkage | None:
    """A file's place in a chain of differencing disks; None where it is no VHD or VHDX.

    Raises:
        ReberthError: As :func:`read_virtual_disk` and :class:`ImageFile`.
    """
    file = ImageFile(path)
    try:
        disk = read_virtual_disk(file)
        return None if disk is None else disk.linkage
    finally:
        file.close()
