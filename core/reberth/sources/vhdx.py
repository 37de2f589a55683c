"""VHDX: fixed, dynamic and differencing disks of [MS-VHDX]."""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from reberth.model.errors import ReberthError
from reberth.sources.block_map import ABSENT, MAX_BLOCKS, BlockMap
from reberth.sources.crc32c import crc32c
from reberth.sources.differencing import ZEROS, Blocks, DifferencingDisk
from reberth.sources.linkage import Linkage
from reberth.sources.vhdx_log import Log, ReplayedFile
from reberth.sources.vhdx_metadata import Metadata, damaged, read_metadata

if TYPE_CHECKING:
    from reberth.sources.source import ByteSource, NamedSource

SIGNATURE = b"vhdxfile"
_MIB = 1 << 20
# [MS-VHDX] 2.2: the header section is 1 MiB; offsets of the structures in it.
_HEADERS = (64 << 10, 128 << 10)
_REGION_TABLES = (192 << 10, 256 << 10)
_HEADER_SIZE, _REGION_TABLE_SIZE = 4096, 64 << 10
_MAX_ENTRIES = 2047
# 2.5.1.1 payload block states. Undefined, zero and unmapped blocks may be read as zeros, whoever has a parent.
_NOT_PRESENT, _UNDEFINED, _ZERO, _UNMAPPED, _FULLY_PRESENT, _PARTIALLY_PRESENT = 0, 1, 2, 3, 6, 7
_READ_AS_ZEROS = frozenset({_UNDEFINED, _ZERO, _UNMAPPED})
# 2.5.1.2 sector bitmap block states.
_BITMAP_PRESENT = 6

_BAT_REGION = UUID("2dc27766-f623-4200-9d64-115e9bfd4a08").bytes_le
_METADATA_REGION = UUID("8b7ca206-4790-4b9a-b8fe-575f050f886e").bytes_le


class Vhdx(NamedTuple):
    """What the headers and the metadata of a VHDX say.

    Attributes:
        file: The image, with its log applied.
        metadata: Size and kind.
        linkage: Its place in a chain.
        table: Offset and length in bytes of the region that holds the block allocation table.
        replayed: Whether the disk was not closed cleanly, so that a log had to be applied.
        unclean: Never: its log mends it.
    """

    file: NamedSource
    metadata: Metadata
    linkage: Linkage
    table: tuple[int, int]
    replayed: bool = False
    unclean: bool = False

    @property
    def format(self) -> str:
        """``vhdx-fixed``, ``vhdx-dynamic`` or ``vhdx-differencing``."""
        if self.linkage.parent is not None:
            return "vhdx-differencing"
        return "vhdx-fixed" if self.metadata.fixed else "vhdx-dynamic"

    @property
    def size(self) -> int:
        """Virtual size in bytes."""
        return self.metadata.size

    @property
    def sector_size(self) -> int:
        """Bytes of a logical sector."""
        return self.metadata.sector_size

    def open(self, parent: ByteSource | None) -> ByteSource:
        """The disk's bytes; ``parent`` for a differencing disk, which closes it.

        Raises:
            ReberthError: ``source.damaged``, ``source.truncated``.
        """
        blocks = _blocks(self)
        if parent is None:
            return BlockMap(self.file, self.size, blocks.block_size, blocks.places)
        return DifferencingDisk(self.file, self.size, blocks, parent)


def read_vhdx(file: NamedSource) -> Vhdx:
    """Read what tells the disk's kind and size, and its parent.

    Raises:
        ReberthError: ``source.damaged``, ``source.vhdx-dirty-log``, ``source.truncated``,
            ``source.not-supported-yet``.
    """
    header = _current_header(file)
    replayed = False
    if header[48:64] != bytes(16):
        log = Log(file, header)
        file = ReplayedFile(file, log)
        replayed = log.used
    regions = _regions(file)
    metadata = read_metadata(file, regions[_METADATA_REGION])
    linkage = Linkage("vhdx", header[32:48], metadata.disk_id, parent=metadata.parent)
    return Vhdx(file, metadata, linkage, regions[_BAT_REGION], replayed)


def _current_header(file: NamedSource) -> bytes:
    """The valid header with the higher sequence number (2.2.2.1)."""
    valid = []
    for offset in _HEADERS:
        data = file.read_at(offset, _HEADER_SIZE)
        if data[:4] == b"head" and _crc_fits(data):
            valid.append((struct.unpack_from("<Q", data, 8)[0], data))
    if not valid:
        raise damaged(file, "VHDX headers")
    return max(valid)[1]


def _crc_fits(data: bytes) -> bool:
    """Checksum at offset 4, computed with that field zero."""
    stored: int = struct.unpack_from("<I", data, 4)[0]
    return crc32c(data[:4] + bytes(4) + data[8:]) == stored


def _regions(file: NamedSource) -> dict[bytes, tuple[int, int]]:
    """The region table (2.2.3): GUID to offset and length."""
    for place in _REGION_TABLES:
        data = file.read_at(place, _REGION_TABLE_SIZE)
        if data[:4] != b"regi" or not _crc_fits(data):
            continue
        found: dict[bytes, tuple[int, int]] = {}
        for index in range(min(struct.unpack_from("<I", data, 8)[0], _MAX_ENTRIES)):
            guid, offset, length, required = struct.unpack_from("<16sQII", data, 16 + 32 * index)
            if guid not in {_BAT_REGION, _METADATA_REGION} and required & 1:
                raise ReberthError(
                    "source.not-supported-yet", name=file.name, format=f"VHDX region {UUID(bytes_le=guid)}"
                )
            found[guid] = (offset, length)
        if _BAT_REGION in found and _METADATA_REGION in found:
            return found
    raise damaged(file, "VHDX region tables")


def _blocks(disk: Vhdx) -> Blocks:
    """The block allocation table (2.5): a sector bitmap entry follows each ``ratio`` payload entries."""
    file, size, block_size = disk.file, disk.size, disk.metadata.block_size
    differencing = disk.linkage.parent is not None
    blocks = -(-size // block_size)
    ratio = (1 << 23) * disk.sector_size // block_size
    # That of the last chunk is left out where no block has a bitmap.
    entries = -(-blocks // ratio) * (ratio + 1) if differencing else blocks + (blocks - 1) // ratio
    if blocks > MAX_BLOCKS or entries * 8 > disk.table[1]:
        raise damaged(file, "VHDX block allocation table")
    stored = array("Q", file.read_at(disk.table[0], entries * 8))
    places, bitmaps = array("Q", [ABSENT]) * blocks, array("Q", [ABSENT]) * (blocks if differencing else 0)
    for index in range(blocks):
        entry = stored[index + index // ratio]
        state = entry & 7
        if state == _NOT_PRESENT:
            continue
        if state in _READ_AS_ZEROS:
            places[index] = ZEROS if differencing else ABSENT
            continue
        if state != _FULLY_PRESENT and not (differencing and state == _PARTIALLY_PRESENT):
            raise damaged(file, "VHDX block allocation table")
        places[index] = _place(file, entry, min(block_size, size - index * block_size))
        if state == _PARTIALLY_PRESENT:
            chunk, inside = divmod(index, ratio)
            bitmaps[index] = _bitmap(file, stored[chunk * (ratio + 1) + ratio], inside, _MIB // ratio)
    return Blocks(block_size, disk.sector_size, places, bitmaps, low_bit_first=True)


def _place(file: NamedSource, entry: int, need: int) -> int:
    """Offset of the block of an allocation table entry, ``need`` bytes of which must be there."""
    place = (entry >> 20) * _MIB
    if place < _MIB:
        raise damaged(file, "VHDX block allocation table")
    if place + need > file.size:
        raise ReberthError("source.truncated", name=file.name, offset=place, need=need, have=file.size)
    return place


def _bitmap(file: NamedSource, entry: int, index: int, size: int) -> int:
    """Offset of the bitmap of a chunk's block ``index`` (2.4): ``size`` bytes of the chunk's sector bitmap block."""
    if entry & 7 != _BITMAP_PRESENT:
        raise damaged(file, "VHDX sector bitmap")
    return _place(file, entry, (index + 1) * size) + index * size
