"""Replay of a hive's transaction logs, in memory.

A server that was powered off hard leaves its last changes in ``SYSTEM.LOG1`` and ``SYSTEM.LOG2``. The format since
Windows 8.1 is described in Maxim Suhanov's "Windows registry file format specification", "Transaction log files".
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BASE_BLOCK = 4096
_SECTOR = 512
_SEED = 0x82EF4D887A4E55C5
_MASK = 0xFFFFFFFF


class _LogEntry(NamedTuple):
    """One entry: its sequence number, the hive's length after it, and the pages it writes."""

    sequence: int
    bins_size: int
    pages: tuple[tuple[int, bytes], ...]


def is_dirty(base_block: bytes) -> bool:
    """Whether the two sequence numbers of a base block differ: the hive was being written."""
    first, second = struct.unpack_from("<II", base_block, 4)
    return bool(first != second)


def replay(hive: bytes, logs: Sequence[bytes]) -> bytes | None:
    """The hive with its logs applied, or None where no log continues it.

    Entries of all logs are taken in sequence order, from the hive's second sequence number on. The base block gets
    the sequence number after the last one and a fitting checksum.
    """
    expected: int = struct.unpack_from("<I", hive, 8)[0]
    usable: list[_LogEntry] = []
    for entry in sorted((entry for log in logs for entry in _entries(log)), key=lambda item: item.sequence):
        # The logs may start later than the hive's own number, but not earlier, and have no gap among themselves.
        if entry.sequence == usable[-1].sequence + 1 if usable else entry.sequence >= expected:
            usable.append(entry)
    if not usable:
        return None
    data = bytearray(hive)
    for entry in usable:
        end = BASE_BLOCK + entry.bins_size
        if len(data) < end:
            data += bytes(end - len(data))
        struct.pack_into("<I", data, 40, entry.bins_size)
        for offset, page in entry.pages:
            place = BASE_BLOCK + offset
            data[place : place + len(page)] = page
    struct.pack_into("<II", data, 4, usable[-1].sequence + 1, usable[-1].sequence + 1)
    struct.pack_into("<I", data, 508, _checksum(data))
    return bytes(data)


def _checksum(base_block: bytearray) -> int:
    """XOR of the first 127 words; 0 and all ones are written as 1 and all ones less one."""
    value = 0
    for word in struct.unpack_from("<127I", base_block):
        value ^= word
    return {0: 1, _MASK: _MASK - 1}.get(value, value)


def _entries(log: bytes) -> Iterator[_LogEntry]:
    """Sound entries of one log, in file order; the first that does not hold ends it."""
    place = _SECTOR
    while place + 40 <= len(log) and log[place : place + 4] == b"HvLE":
        size, _, sequence, bins_size, count, hash_1, hash_2 = struct.unpack_from("<IIIIIQQ", log, place + 4)
        if size < _SECTOR or size % _SECTOR or place + size > len(log) or 40 + 8 * count > size:
            return
        if _marvin32(log[place : place + 32]) != hash_2 or _marvin32(log[place + 40 : place + size]) != hash_1:
            return
        data = place + 40 + 8 * count
        pages = []
        for index in range(count):
            offset, length = struct.unpack_from("<II", log, place + 40 + 8 * index)
            if data + length > place + size or offset + length > bins_size:
                return
            pages.append((offset, log[data : data + length]))
            data += length
        yield _LogEntry(sequence, bins_size, tuple(pages))
        place += size


def _marvin32(data: bytes) -> int:
    """The Marvin32 hash with the registry's fixed seed, as a 64-bit integer."""
    low, high = _SEED & _MASK, _SEED >> 32
    whole = len(data) & ~3
    for (word,) in struct.iter_unpack("<I", data[:whole]):
        low = (low + word) & _MASK
        high ^= low
        low = ((low << 20 | low >> 12) + high) & _MASK
        high = (high << 9 & _MASK | high >> 23) ^ low
        low = ((low << 27 & _MASK | low >> 5) + high) & _MASK
        high = high << 19 & _MASK | high >> 13
    low = (low + int.from_bytes(data[whole:] + b"\x80", "little")) & _MASK
    for _ in range(2):
        high ^= low
        low = ((low << 20 & _MASK | low >> 12) + high) & _MASK
        high = (high << 9 & _MASK | high >> 23) ^ low
        low = ((low << 27 & _MASK | low >> 5) + high) & _MASK
        high = high << 19 & _MASK | high >> 13
    return low | high << 32
