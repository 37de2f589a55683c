"""VHD: fixed, dynamic and differencing disks of the "Virtual Hard Disk Image Format Specification" 1.0 (2006)."""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.sources.block_map import ABSENT, MAX_BLOCKS, BlockMap
from reberth.sources.differencing import Blocks, DifferencingDisk
from reberth.sources.linkage import Linkage, ParentLink
from reberth.sources.raw import RawDisk

if TYPE_CHECKING:
    from reberth.sources.image_file import ImageFile
    from reberth.sources.source import ByteSource

COOKIE = b"conectix"
_SECTOR = 512
_FIXED, _DYNAMIC, _DIFFERENCING = 2, 3, 4
_FORMATS = {_FIXED: "vhd-fixed", _DYNAMIC: "vhd-dynamic", _DIFFERENCING: "vhd-differencing"}
_UNUSED_BLOCK = 0xFFFFFFFF
_MAX_SIZE = 2040 << 30
_MIN_BLOCK, _MAX_BLOCK = 4096, 256 << 20
# The longest path that Windows knows has 32,767 characters of two bytes.
_MAX_PATH = 64 << 10
# Times count from 2000-01-01 UTC ("Time Stamp"); in seconds since 1970.
_EPOCH = 946_684_800


class Vhd(NamedTuple):
    """What the footer and the header of a VHD say.

    Attributes:
        file: The image.
        format: ``vhd-fixed``, ``vhd-dynamic`` or ``vhd-differencing``.
        size: Virtual size in bytes.
        linkage: Its place in a chain.
        header: The dynamic disk header; b"" for a fixed disk.
        sector_size: Bytes of a logical sector.
        replayed: Never: a VHD has no log.
        unclean: Never: a VHD does not tell.
    """

    file: ImageFile
    format: str
    size: int
    linkage: Linkage
    header: bytes = b""
    sector_size: int = _SECTOR
    replayed: bool = False
    unclean: bool = False

    def open(self, parent: ByteSource | None) -> ByteSource:
        """The disk's bytes; ``parent`` for a differencing disk, which closes it.

        Raises:
            ReberthError: ``source.damaged``, ``source.truncated``.
        """
        if not self.header:
            return RawDisk(self.file, self.size)
        block_size, bitmap, table = _blocks(self)
        if parent is None:
            return BlockMap(self.file, self.size, block_size, table)
        bitmaps = array("Q", (place - bitmap if place else ABSENT for place in table))
        return DifferencingDisk(self.file, self.size, Blocks(block_size, _SECTOR, table, bitmaps, False), parent)


def read_vhd(file: ImageFile) -> Vhd:
    """Read what tells the disk's kind and size, and its parent.

    Raises:
        ReberthError: ``source.damaged``, ``source.truncated``.
    """
    footer = _footer(file)
    size: int = struct.unpack_from(">Q", footer, 48)[0]
    kind: int = struct.unpack_from(">I", footer, 60)[0]
    if not 0 < size <= _MAX_SIZE or kind not in _FORMATS:
        raise ReberthError("source.damaged", name=file.name, part="VHD footer")
    linkage = Linkage("vhd", footer[68:84], made=_seconds(footer, 24))
    if kind == _FIXED:
        if size + _SECTOR > file.size:
            raise ReberthError("source.truncated", name=file.name, offset=0, need=size + _SECTOR, have=file.size)
        return Vhd(file, _FORMATS[kind], size, linkage)
    header = file.read_at(struct.unpack_from(">Q", footer, 16)[0], 1024)
    if header[:8] != b"cxsparse" or not _checksum_fits(header, 36):
        raise ReberthError("source.damaged", name=file.name, part="VHD dynamic disk header")
    if kind == _DIFFERENCING:
        linkage = linkage._replace(parent=_parent(file, header))
    return Vhd(file, _FORMATS[kind], size, linkage, header)


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


def _parent(file: ImageFile, header: bytes) -> ParentLink:
    """The parent by its unique id, its name, and the parent locators for Windows (specification, "Parent Locator")."""
    identity = header[40:56]
    if not any(identity):
        raise ReberthError("source.damaged", name=file.name, part="VHD parent unique ID")
    paths: dict[bytes, list[str]] = {b"W2ru": [], b"W2ku": []}
    for place in range(576, 768, 24):
        code, _, length, _, offset = struct.unpack_from(">4sIIIQ", header, place)
        # A locator that does not hold is passed over: the others and the header name the parent as well.
        if code in paths and 0 < length <= _MAX_PATH and offset + length <= file.size:
            paths[code].append(_text(file.read_at(offset, length), "utf-16-le"))
    relative, absolute = paths[b"W2ru"], [*paths[b"W2ku"], _text(header[64:576], "utf-16-be")]
    written = _seconds(header, 56)
    return ParentLink((identity,), tuple(filter(None, relative)), tuple(filter(None, absolute)), written)


def _seconds(data: bytes, place: int) -> int:
    """A time in seconds since 1970; 0 for none."""
    stamp: int = struct.unpack_from(">I", data, place)[0]
    return stamp + _EPOCH if stamp else 0


def _text(data: bytes, encoding: str) -> str:
    """A name up to its end mark."""
    return data.decode(encoding, errors="replace").partition("\0")[0]


def _blocks(disk: Vhd) -> tuple[int, int, array[int]]:
    """Block size, size of the bitmap before each block, and where each block's data is, from the allocation table."""
    file, size, header = disk.file, disk.size, disk.header
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
    return block_size, bitmap, table
