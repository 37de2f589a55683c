"""Space-efficient sparse extents of VMDK (SESPARSE): snapshots of ESXi on VMFS 6, and of disks above 2 TiB.

VMware published nothing on them. What is read of them is what QEMU reads (``block/vmdk.c``), and qemu-img is what the
tests compare with.
"""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError
from reberth.sources.block_map import ABSENT
from reberth.sources.differencing import ZEROS
from reberth.sources.vmdk_grains import SECTOR, GrainTables, SparseExtent, damaged, read_directory

if TYPE_CHECKING:
    from reberth.sources.image_file import ImageFile

MAGIC, _VOLATILE_MAGIC = (struct.pack("<Q", number) for number in (0xCAFEBABE, 0xCAFECAFE))
_VERSION = 0x200000001
# The upper half of an entry of the directory that is there, and the upper four bits of grains that read as zeros.
_TABLE, _UNMAPPED, _ZEROED, _ALLOCATED = 0x10000000, 1, 2, 3


def read_space_efficient(file: ImageFile) -> SparseExtent:
    """The constant header; the volatile one says whether the journal was written out.

    Raises:
        ReberthError: ``source.not-supported-yet``, ``source.truncated``.
    """
    header = file.read_at(0, SECTOR)
    version, sectors, grain, table = struct.unpack_from("<QQQQ", header, 8)
    if version != _VERSION:
        raise ReberthError("source.not-supported-yet", name=file.name, format=f"VMDK SESPARSE, version {version:#x}")
    volatile, _, _, _, _, _, offset, length, tables_at = struct.unpack_from("<9Q", header, 80)
    [grains_at] = struct.unpack_from("<Q", header, 192)
    size, grain = sectors * SECTOR, grain * SECTOR

    def tables(size: int) -> GrainTables:
        _check_volatile(file, volatile * SECTOR)
        per_table = table * SECTOR // 8
        stored = read_directory(file, "Q", offset * SECTOR, size, grain, per_table)
        if len(stored) * 8 > length * SECTOR or any(entry and entry >> 32 != _TABLE for entry in stored):
            raise damaged(file, "VMDK grain directory")
        offsets = ((tables_at + (entry & 0xFFFFFFFF) * table) * SECTOR if entry else ABSENT for entry in stored)
        places = (_inside(file, place) for place in offsets)

        def read(place: int) -> array[int]:
            entries = array("Q", file.read_at(place, 8 * per_table))
            return array("Q", (_grain(file, entry, grains_at * SECTOR, grain) for entry in entries))

        return GrainTables(file, grain, per_table, array("Q", places), read)

    return SparseExtent(size, (0, 0), False, False, tables)


def _check_volatile(file: ImageFile, place: int) -> None:
    state = file.read_at(place, SECTOR)
    if state[:8] != _VOLATILE_MAGIC:
        raise damaged(file, "VMDK volatile header")
    if state[24]:
        raise ReberthError("source.not-supported-yet", name=file.name, format="VMDK SESPARSE with an open journal")


def _grain(file: ImageFile, entry: int, start: int, grain: int) -> int:
    """The place of a grain; the number of an allocated one has its low twelve bits above the others."""
    kind = entry >> 60
    if kind == _ALLOCATED:
        return _inside(file, start + ((entry >> 48 & 0xFFF) | (entry & 0xFFFFFFFFFFFF) << 12) * grain)
    if kind in {_UNMAPPED, _ZEROED}:
        return ZEROS
    if entry:
        raise damaged(file, "VMDK grain table")
    return ABSENT


def _inside(file: ImageFile, place: int) -> int:
    if place >= file.size:
        raise ReberthError("source.truncated", name=file.name, offset=place, need=SECTOR, have=file.size)
    return place
