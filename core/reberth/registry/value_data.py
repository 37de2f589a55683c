"""The data of a value, read by ourselves.

libregf 20260526 gives wrong bytes for data of one to three bytes that is kept in the value's own record, and loses the
end of big data whose last segment fills its cell (hivex loses that too). The format is described in Maxim Suhanov's
"Windows registry file format specification", "Key value" and "Big data".
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from reberth.registry import base_block

if TYPE_CHECKING:
    from reberth.registry.hive_file import HiveFile

_IN_PLACE = 0x80000000
_SEGMENT = 16344
_MAX_DATA = 64 << 20


def value_data(file: HiveFile, offset: int) -> bytes:
    """The raw data of a value.

    Args:
        file: The hive.
        offset: Of the value's ``vk`` record in the file.

    Raises:
        OSError: Where the value is damaged.
    """
    signature, _, size, place = struct.unpack("<2sHII", file.at(offset, 12))
    if signature != b"vk":
        raise OSError(offset)
    if size & _IN_PLACE:
        size &= ~_IN_PLACE
        if size > 4:
            raise OSError(offset)
        return struct.pack("<I", place)[:size]
    if size == 0:
        return b""
    if size > _MAX_DATA:
        raise OSError(offset)
    minor: int = struct.unpack("<I", file.at(24, 4))[0]
    if size > _SEGMENT and minor > 3:
        return _big_data(file, place, size)
    return _cell(file, place, size)


def _cell(file: HiveFile, place: int, size: int) -> bytes:
    """The first bytes of a cell's content."""
    length: int = struct.unpack("<i", file.at(base_block.SIZE + place, 4))[0]
    if size > abs(length) - 4:
        raise OSError(place)
    return file.at(base_block.SIZE + place + 4, size)


def _big_data(file: HiveFile, place: int, size: int) -> bytes:
    """Data in segments of 16,344 bytes, the last one shorter."""
    signature, count, listed = struct.unpack("<2sHI", _cell(file, place, 8))
    if signature != b"db" or count != -(-size // _SEGMENT):
        raise OSError(place)
    data = bytearray()
    for segment in struct.unpack(f"<{count}I", _cell(file, listed, 4 * count)):
        data += _cell(file, segment, min(_SEGMENT, size - len(data)))
    return bytes(data)
