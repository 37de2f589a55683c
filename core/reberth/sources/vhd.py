"""VHD: fixed and dynamic disks of the "Virtual Hard Disk Image Format Specification" 1.0 (2006)."""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError
from reberth.sources.block_map import ABSENT, MAX_BLOCKS, BlockMap
from reberth.sources.raw import RawDisk

if TYPE_CHECKING:
    from reberth.sources.image_file import ImageFile

COOKIE = b"conectix"
_SECTOR = 512
_FIXED, _DYNAMIC, _DIFFERENCING = 2, 3, 4
_UNUSED_BLOCK = 0xFFFFFFFF
_MAX_SIZE = 2040 << 30
_MIN_BLOCK, _MAX_BLOCK = 4096, 256 << 20


def open_vhd(file: ImageFile) -> tuple[str, RawDisk | BlockMap]:
    """Open a VHD; returns its format name and the disk.

    Raises:
        ReberthError: ``source.damaged``, ``source.differencing``, ``source.truncated``.
    """
    footer = _footer(file)
    size: int = struct.unpack_from(">Q", footer, 48)[0]
    kind: int = struct.unpack_from(">I", footer, 60)[0]
    if not size or size > _MAX_SIZE:
        raise ReberthError("source.damaged", name=file.name, part="VHD footer")
    if kind == _FIXED:
        if size + _SECTOR > file.size:
            raise ReberthError("source.truncated", name=file.name, offset=0, need=size + _SECTOR, have=file.size)
        return "vhd-fixed", RawDisk(file, size)
    if kind not in {_DYNAMIC, _DIFFERENCING}:
        raise ReberthError("source.damaged", name=file.name, part="VHD footer")
    header = file.read_at(struct.unpack_from(">Q", footer, 16)[0], 1024)
    if header[:8] != b"cxsparse" or not _checksum_fits(header, 36):
        raise ReberthError("source.damaged", name=file.name, part="VHD dynamic disk header")
    if kind == _DIFFERENCING:
        parent = header[64:576].decode("utf-16-be", errors="replace").partition("\0")[0]
        raise ReberthError("source.differencing", name=file.name, parent=parent or "?")
    return "vhd-dynamic", _dynamic(file, header, size)


def _footer(file: ImageFile) -> bytes:
    """The footer at the end, else its copy at the start (dynamic disks have one)."""
    for offset in (file.size - _SECTOR, file.size - _SECTOR + 1, 0):
        if offset >= 0:
            # Tools before Virtual PC 2004 wrote 511 bytes; the last one is reserved and zero.
            data = file.read_at(offset, min(_SECTOR, file.size - offset)).ljust(_SECTOR, b"\0")
            if data[:8] == COOKIE and _checksum_fits(data, 64):
                return data
    raise ReberthError("source.damaged", name=file.name, part="VHD footer")


def _checksum_fits(data: bytes, place: int) -> bool:
    """One's complement of the sum of all bytes but the checksum itself (specification, "Checksum")."""
    stored: int = struct.unpack_from(">I", data, place)[0]
    return (~(sum(data) - sum(data[place : place + 4]))) & 0xFFFFFFFF == stored


def _dynamic(file: ImageFile, header: bytes, size: int) -> BlockMap:
    """The block allocation table; each block is preceded by a bitmap of its sectors."""
    table_offset: int = struct.unpack_from(">Q", header, 16)[0]
    entries, block_size = struct.unpack_from(">II", header, 28)
    if not _MIN_BLOCK <= block_size <= _MAX_BLOCK or block_size & (block_size - 1):
        raise ReberthError("source.damaged", name=file.name, part="VHD block size")
    needed = -(-size // block_size)
    if not needed <= min(entries, MAX_BLOCKS):
        raise ReberthError("source.damaged", name=file.name, part="VHD block allocation table")
    # One bit a sector, padded to whole sectors.
    bitmap = -(-(block_size // _SECTOR // 8) // _SECTOR) * _SECTOR
    stored = array("I", file.read_at(table_offset, 4 * needed))
    stored.byteswap()
    table = array("Q", [ABSENT]) * needed
    for index, sector in enumerate(stored):
        if sector == _UNUSED_BLOCK:
            continue
        offset = sector * _SECTOR + bitmap
        length = min(block_size, size - index * block_size)
        if offset + length > file.size:
            raise ReberthError("source.truncated", name=file.name, offset=offset, need=length, have=file.size)
        table[index] = offset
    return BlockMap(file, size, block_size, table)
