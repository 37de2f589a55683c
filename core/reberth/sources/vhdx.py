"""VHDX: fixed and dynamic disks of [MS-VHDX]."""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from reberth.model.errors import ReberthError
from reberth.sources.block_map import ABSENT, MAX_BLOCKS, BlockMap
from reberth.sources.crc32c import crc32c

if TYPE_CHECKING:
    from reberth.sources.image_file import ImageFile

SIGNATURE = b"vhdxfile"
_MIB = 1 << 20
# [MS-VHDX] 2.2: the header section is 1 MiB; offsets of the structures in it.
_HEADERS = (64 << 10, 128 << 10)
_REGION_TABLES = (192 << 10, 256 << 10)
_HEADER_SIZE, _REGION_TABLE_SIZE, _METADATA_TABLE_SIZE = 4096, 64 << 10, 64 << 10
_MAX_ENTRIES = 2047
_MAX_SIZE = 64 << 40
# 2.5.1.1 payload block states: not present, undefined, zero and unmapped blocks hold nothing; 7 needs a parent.
_NOTHING_THERE = frozenset({0, 1, 2, 3})
_FULLY_PRESENT = 6

_BAT_REGION = UUID("2dc27766-f623-4200-9d64-115e9bfd4a08").bytes_le
_METADATA_REGION = UUID("8b7ca206-4790-4b9a-b8fe-575f050f886e").bytes_le
_FILE_PARAMETERS = UUID("caa16737-fa36-4d43-b3b6-33f0aa44e76b").bytes_le
_VIRTUAL_DISK_SIZE = UUID("2fa54224-cd1b-4876-b211-5dbed83bf4b8").bytes_le
_LOGICAL_SECTOR_SIZE = UUID("8141bf1d-a96f-4709-ba47-f233a8faab5f").bytes_le
_PARENT_LOCATOR = UUID("a8d35f2d-b30b-454d-abf7-d3d84834ab0c").bytes_le


class _Parameters(NamedTuple):
    """What the metadata region says of the disk (2.6.2)."""

    size: int
    block_size: int
    sector_size: int
    fixed: bool


def open_vhdx(file: ImageFile) -> tuple[str, BlockMap, int]:
    """Open a VHDX; returns its format name, the disk and its logical sector size.

    Raises:
        ReberthError: ``source.damaged``, ``source.differencing``, ``source.vhdx-dirty-log``, ``source.truncated``.
    """
    header = _current_header(file)
    if header[48:64] != bytes(16) and _log_has_entries(file, header):
        raise ReberthError("source.vhdx-dirty-log", name=file.name)
    regions = _regions(file)
    parameters = _parameters(file, regions[_METADATA_REGION])
    disk = BlockMap(file, parameters.size, parameters.block_size, _table(file, regions[_BAT_REGION], parameters))
    return ("vhdx-fixed" if parameters.fixed else "vhdx-dynamic"), disk, parameters.sector_size


def _damaged(file: ImageFile, part: str) -> ReberthError:
    """The error for a structure that does not hold."""
    return ReberthError("source.damaged", name=file.name, part=part)


def _current_header(file: ImageFile) -> bytes:
    """The valid header with the higher sequence number (2.2.2.1)."""
    valid = []
    for offset in _HEADERS:
        data = file.read_at(offset, _HEADER_SIZE)
        if data[:4] == b"head" and _crc_fits(data):
            valid.append((struct.unpack_from("<Q", data, 8)[0], data))
    if not valid:
        raise _damaged(file, "VHDX headers")
    return max(valid)[1]


def _crc_fits(data: bytes) -> bool:
    """Checksum at offset 4, computed with that field zero."""
    stored: int = struct.unpack_from("<I", data, 4)[0]
    return crc32c(data[:4] + bytes(4) + data[8:]) == stored


def _log_has_entries(file: ImageFile, header: bytes) -> bool:
    """Whether the log holds an entry of the current log GUID: then the disk is not clean (2.3)."""
    length, offset = struct.unpack_from("<IQ", header, 68)
    guid = header[48:64]
    for place in range(offset, min(offset + length, file.size), 4096):
        entry = file.read_at(place, min(64, file.size - place))
        if entry[:4] == b"loge" and entry[32:48] == guid:
            return True
    return False


def _regions(file: ImageFile) -> dict[bytes, tuple[int, int]]:
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
    raise _damaged(file, "VHDX region tables")


def _parameters(file: ImageFile, region: tuple[int, int]) -> _Parameters:
    """The metadata table and the items we need (2.6)."""
    base, region_length = region
    data = file.read_at(base, _METADATA_TABLE_SIZE)
    if data[:8] != b"metadata":
        raise _damaged(file, "VHDX metadata")
    items: dict[bytes, tuple[int, int]] = {}
    for index in range(min(struct.unpack_from("<H", data, 10)[0], _MAX_ENTRIES)):
        guid, offset, length = struct.unpack_from("<16sII", data, 32 + 32 * index)
        if offset + length <= region_length:
            items[guid] = (base + offset, length)
    try:
        block_size, flags = struct.unpack("<II", file.read_at(items[_FILE_PARAMETERS][0], 8))
        (size,) = struct.unpack("<Q", file.read_at(items[_VIRTUAL_DISK_SIZE][0], 8))
        (sector_size,) = struct.unpack("<I", file.read_at(items[_LOGICAL_SECTOR_SIZE][0], 4))
    except KeyError as error:
        raise _damaged(file, "VHDX metadata") from error
    sound = _MIB <= block_size <= 256 * _MIB and block_size & (block_size - 1) == 0
    if not sound or sector_size not in {512, 4096} or not 0 < size <= _MAX_SIZE:
        raise _damaged(file, "VHDX parameters")
    if flags & 2:
        locator = items.get(_PARENT_LOCATOR)
        parent = _parent_name(file.read_at(locator[0], min(locator[1], _MIB))) if locator else ""
        raise ReberthError("source.differencing", name=file.name, parent=parent or "?")
    return _Parameters(size, block_size, sector_size, bool(flags & 1))


def _parent_name(locator: bytes) -> str:
    """The parent's path from the parent locator (2.6.2.6): the relative one, else any other."""
    names: dict[str, str] = {}
    if len(locator) < 20:
        return ""
    for index in range(min(struct.unpack_from("<H", locator, 18)[0], 16)):
        place = 20 + 12 * index
        if place + 12 > len(locator):
            break
        key, value, key_length, value_length = struct.unpack_from("<IIHH", locator, place)
        name = locator[key : key + key_length].decode("utf-16-le", errors="replace")
        names[name] = locator[value : value + value_length].decode("utf-16-le", errors="replace")
    return names.get("relative_path") or names.get("absolute_win32_path") or names.get("volume_path") or ""


def _table(file: ImageFile, region: tuple[int, int], parameters: _Parameters) -> array[int]:
    """The block allocation table (2.5): a sector bitmap entry follows each ``ratio`` payload entries."""
    offset, length = region
    blocks = -(-parameters.size // parameters.block_size)
    ratio = (1 << 23) * parameters.sector_size // parameters.block_size
    entries = blocks + (blocks - 1) // ratio
    if blocks > MAX_BLOCKS or entries * 8 > length:
        raise _damaged(file, "VHDX block allocation table")
    stored = array("Q", file.read_at(offset, entries * 8))
    table = array("Q", [ABSENT]) * blocks
    for index in range(blocks):
        entry = stored[index + index // ratio]
        state = entry & 7
        if state in _NOTHING_THERE:
            continue
        place = (entry >> 20) * _MIB
        need = min(parameters.block_size, parameters.size - index * parameters.block_size)
        if state != _FULLY_PRESENT or place < _MIB:
            raise _damaged(file, "VHDX block allocation table")
        if place + need > file.size:
            raise ReberthError("source.truncated", name=file.name, offset=place, need=need, have=file.size)
        table[index] = place
    return table
