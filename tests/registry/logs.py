"""Transaction logs as Windows writes them, made from the difference of two states of a hive."""

from __future__ import annotations

import struct

from reberth.registry.replay import _marvin32
from tests.support.hand_hive import seal

_PAGE = 4096


def pages(before: bytes, after: bytes, size: int = _PAGE) -> list[int]:
    """Places of the bins' pages that differ."""
    length = len(after) - _PAGE
    return [
        at
        for at in range(0, length, size)
        if before[_PAGE + at : _PAGE + at + size] != after[_PAGE + at : _PAGE + at + size]
    ]


def dirty(hive: bytes, first: int, second: int) -> bytes:
    """The hive with other sequence numbers."""
    data = bytearray(hive)
    struct.pack_into("<II", data, 4, first, second)
    return seal(data)


def log_head(hive: bytes, sequence: int, kind: int) -> bytes:
    """First sector of a log: a copy of the base block."""
    head = bytearray(hive[:512])
    struct.pack_into("<II", head, 4, sequence, sequence)
    struct.pack_into("<I", head, 28, kind)
    return seal(head)


def log_entry(sequence: int, before: bytes, after: bytes, *, bins_size: int | None = None) -> bytes:
    """One ``HvLE`` entry that turns one state of the hive into the other."""
    places = pages(before, after)
    rows = b"".join(struct.pack("<II", at, _PAGE) for at in places)
    body = rows + b"".join(after[_PAGE + at : 2 * _PAGE + at] for at in places)
    size = -(-(40 + len(body)) // 512) * 512
    body = body.ljust(size - 40, b"\0")
    head = struct.pack(
        "<4sIIIII", b"HvLE", size, 0, sequence, len(after) - _PAGE if bins_size is None else bins_size, len(places)
    )
    head += struct.pack("<Q", _marvin32(body))
    return head + struct.pack("<Q", _marvin32(head)) + body


def new_log(hive: bytes, first: int, *entries: bytes) -> bytes:
    """A log since Windows 8.1."""
    return log_head(hive, first, 6) + b"".join(entries)


def old_log(before: bytes, after: bytes, sequence: int) -> bytes:
    """A log up to Windows Server 2012; the base block of ``after`` is the one backed up."""
    sectors = [at + part for at in pages(before, after) for part in range(0, _PAGE, 512)]
    bitmap = bytearray((len(after) - _PAGE) // 512 // 8)
    for at in sectors:
        bitmap[at // 512 // 8] |= 1 << at // 512 % 8
    vector = b"DIRT" + bytes(bitmap)
    vector = vector.ljust(-(-len(vector) // 512) * 512, b"\0")
    return log_head(after, sequence, 1) + vector + b"".join(after[_PAGE + at : _PAGE + at + 512] for at in sectors)
