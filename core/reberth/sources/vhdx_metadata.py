"""The metadata region of a VHDX: size, block size, sector size, and the parent ([MS-VHDX] 2.6)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from reberth.model.errors import ReberthError
from reberth.sources.linkage import ParentLink

if TYPE_CHECKING:
    from reberth.sources.source import NamedSource

_MIB = 1 << 20
_TABLE_SIZE = 64 << 10
_MAX_ENTRIES = 2047
_MAX_SIZE = 64 << 40
_MAX_LOCATOR_ENTRIES = 16

_FILE_PARAMETERS = UUID("caa16737-fa36-4d43-b3b6-33f0aa44e76b").bytes_le
_VIRTUAL_DISK_SIZE = UUID("2fa54224-cd1b-4876-b211-5dbed83bf4b8").bytes_le
_VIRTUAL_DISK_ID = UUID("beca12ab-b2e6-4523-93ef-c309e000c746").bytes_le
_LOGICAL_SECTOR_SIZE = UUID("8141bf1d-a96f-4709-ba47-f233a8faab5f").bytes_le
_PARENT_LOCATOR = UUID("a8d35f2d-b30b-454d-abf7-d3d84834ab0c").bytes_le
_VHDX_LOCATOR = UUID("b04aefb7-d19e-4a81-b789-25b8e9445913").bytes_le
_LEAVE_BLOCKS_ALLOCATED, _HAS_PARENT = 1, 2


class Metadata(NamedTuple):
    """What the metadata region says of the disk.

    Attributes:
        size: Virtual size in bytes.
        block_size, sector_size: Bytes.
        fixed: Whether all blocks are meant to stay allocated.
        disk_id: The disk's id as the guest sees it; b"" where it is missing.
        parent: For a differencing disk.
    """

    size: int
    block_size: int
    sector_size: int
    fixed: bool
    disk_id: bytes
    parent: ParentLink | None


def read_metadata(file: NamedSource, region: tuple[int, int]) -> Metadata:
    """Read the region at an offset and of a length in bytes.

    Raises:
        ReberthError: ``source.damaged``, ``source.truncated``.
    """
    items = _items(file, region)
    try:
        block_size, flags = struct.unpack("<II", file.read_at(items[_FILE_PARAMETERS][0], 8))
        (size,) = struct.unpack("<Q", file.read_at(items[_VIRTUAL_DISK_SIZE][0], 8))
        (sector_size,) = struct.unpack("<I", file.read_at(items[_LOGICAL_SECTOR_SIZE][0], 4))
    except KeyError as error:
        raise damaged(file, "VHDX metadata") from error
    sound = _MIB <= block_size <= 256 * _MIB and block_size & (block_size - 1) == 0
    if not sound or sector_size not in {512, 4096} or not 0 < size <= _MAX_SIZE:
        raise damaged(file, "VHDX parameters")
    disk_id = file.read_at(items[_VIRTUAL_DISK_ID][0], 16) if _VIRTUAL_DISK_ID in items else b""
    parent = _parent(file, items.get(_PARENT_LOCATOR)) if flags & _HAS_PARENT else None
    return Metadata(size, block_size, sector_size, bool(flags & _LEAVE_BLOCKS_ALLOCATED), disk_id, parent)


def damaged(file: NamedSource, part: str) -> ReberthError:
    """The error for a structure that does not hold."""
    return ReberthError("source.damaged", name=file.name, part=part)


def _items(file: NamedSource, region: tuple[int, int]) -> dict[bytes, tuple[int, int]]:
    """The metadata table (2.6.1): offset in the file and length by item id."""
    base, region_length = region
    data = file.read_at(base, _TABLE_SIZE)
    if data[:8] != b"metadata":
        raise damaged(file, "VHDX metadata")
    items: dict[bytes, tuple[int, int]] = {}
    for index in range(min(struct.unpack_from("<H", data, 10)[0], _MAX_ENTRIES)):
        guid, offset, length = struct.unpack_from("<16sII", data, 32 + 32 * index)
        if offset + length <= region_length:
            items[guid] = (base + offset, length)
    return items


def _parent(file: NamedSource, item: tuple[int, int] | None) -> ParentLink:
    """The parent by the VHDX parent locator (2.6.2.6.3)."""
    if item is None:
        raise damaged(file, "VHDX parent locator")
    locator = file.read_at(item[0], min(item[1], _MIB))
    if locator[:16] != _VHDX_LOCATOR:
        raise damaged(file, "VHDX parent locator")
    found = _entries(locator)
    # The second one is all zeros in what Windows writes; it counts while a chain is being merged.
    linkages = (_guid(found.get(key, "")) for key in ("parent_linkage", "parent_linkage2"))
    identities = tuple(linkage for linkage in linkages if any(linkage))
    if not identities:
        raise damaged(file, "VHDX parent locator")
    relative = filter(None, [found.get("relative_path", "")])
    absolute = filter(None, [found.get("absolute_win32_path", ""), found.get("volume_path", "")])
    return ParentLink(identities, tuple(relative), tuple(absolute))


def _entries(locator: bytes) -> dict[str, str]:
    """Keys and values of a parent locator (2.6.2.6.1, 2.6.2.6.2); what lies outside of it reads as short."""
    found: dict[str, str] = {}
    if len(locator) < 20:
        return found
    for index in range(min(struct.unpack_from("<H", locator, 18)[0], _MAX_LOCATOR_ENTRIES)):
        place = 20 + 12 * index
        if place + 12 > len(locator):
            break
        key, value, key_length, value_length = struct.unpack_from("<IIHH", locator, place)
        name = locator[key : key + key_length].decode("utf-16-le", errors="replace")
        text = locator[value : value + value_length].decode("utf-16-le", errors="replace")
        found[name] = text.partition("\0")[0]
    return found


def _guid(text: str) -> bytes:
    """The bytes of ``{83ed0ec3-...}``; b"" for what is no GUID."""
    try:
        return UUID(text.strip("{}")).bytes_le
    except ValueError:
        return b""
