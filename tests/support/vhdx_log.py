"""Dirty VHDX files: what a disk became is written into its log alone, as [MS-VHDX] 2.3 lays it out."""

from __future__ import annotations

import struct
import uuid
from typing import TYPE_CHECKING, NamedTuple

from reberth.sources.crc32c import crc32c

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = 4096
LOG = uuid.UUID("10900000-0000-4000-8000-000000000001")
_HEADERS = (64 << 10, 128 << 10)


class Change(NamedTuple):
    """A page that a log entry writes, or a run of ``zeros`` bytes."""

    offset: int
    data: bytes = b""
    zeros: int = 0


def changes(before: bytes, after: bytes, log: tuple[int, int]) -> list[Change]:
    """The pages that differ, outside of the headers and the log (offset and length)."""
    found = []
    for offset in range(192 << 10, len(after), PAGE):
        page = after[offset : offset + PAGE]
        if page != before[offset : offset + PAGE].ljust(PAGE, b"\0") and not log[0] <= offset < sum(log):
            found.append(Change(offset, page) if any(page) else Change(offset, zeros=PAGE))
    return found


def log_region(image: bytes) -> tuple[int, int]:
    """Offset and length of the log, by the header that counts."""
    place = _current(image)
    length, offset = struct.unpack_from("<IQ", image, place + 68)
    return offset, length


def _current(image: bytes) -> int:
    """Offset of the header with the higher sequence number."""
    return max(_HEADERS, key=lambda place: struct.unpack_from("<Q", image, place + 8)[0])


def entry(number: int, tail: int, written: Sequence[Change], flushed: int, last: int, guid: uuid.UUID = LOG) -> bytes:
    """One log entry (2.3.1): header, descriptors, data sectors."""
    descriptors, sectors = b"", b""
    for change in written:
        if change.zeros:
            descriptors += struct.pack("<4sIQQQ", b"zero", 0, change.zeros, change.offset, number)
            continue
        trailing, leading = change.data[-4:], change.data[:8]
        descriptors += struct.pack("<4s4s8sQQ", b"desc", trailing, leading, change.offset, number)
        sectors += struct.pack("<4sI", b"data", number >> 32) + change.data[8:-4]
        sectors += struct.pack("<I", number & 0xFFFFFFFF)
    size = -(-(64 + len(descriptors)) // PAGE) * PAGE
    length = size + len(sectors)
    header = struct.pack(
        "<4sIIIQII16sQQ", b"loge", 0, length, tail, number, len(written), 0, guid.bytes_le, flushed, last
    )
    data = bytearray((header + descriptors).ljust(size, b"\0") + sectors)
    struct.pack_into("<I", data, 4, crc32c(bytes(data)))
    return bytes(data)


def with_log(image: bytes, entries: Sequence[bytes], start: int = 0, guid: uuid.UUID = LOG) -> bytes:
    """The image with entries in its log from ``start`` on, round its end if need be, and with the log's id set."""
    dirty = bytearray(image)
    offset, length = log_region(image)
    written = b"".join(entries)
    for at in range(0, len(written), PAGE):
        place = offset + (start + at) % length
        dirty[place : place + PAGE] = written[at : at + PAGE]
    header = _current(image)
    dirty[header + 48 : header + 64] = guid.bytes_le
    struct.pack_into("<I", dirty, header + 4, 0)
    struct.pack_into("<I", dirty, header + 4, crc32c(bytes(dirty[header : header + PAGE])))
    return bytes(dirty)
