"""Replay of a hive's transaction logs, in memory.

A server that was powered off hard leaves its last changes in ``SYSTEM.LOG1`` and ``SYSTEM.LOG2``. Windows 8.1 and
later append entries to them; the format is described in Maxim Suhanov's "Windows registry file format specification",
"New format". The form before that is replayed by :mod:`reberth.registry.dirty_vector`.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from reberth.registry import base_block, dirty_vector
from reberth.registry.base_block import SECTOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_HIVE = 512 << 20
_SEED = 0x82EF4D887A4E55C5
_MASK = 0xFFFFFFFF


class _LogEntry(NamedTuple):
    """One entry: its sequence number, the length of the hive's bins after it, and the pages it writes."""

    sequence: int
    bins_size: int
    pages: tuple[tuple[int, bytes], ...]


def replay(hive: bytes, logs: Sequence[bytes]) -> bytes | None:
    """The hive with its logs applied, or None where no log continues it.

    Args:
        hive: The whole hive, which is dirty.
        logs: ``.LOG1``, ``.LOG2`` and ``.LOG`` as far as they are there.
    """
    usable = _usable(hive, logs)
    if not usable:
        return dirty_vector.replay(hive, logs, MAX_HIVE)
    data = bytearray(hive)
    if not base_block.is_sound(data):
        base_block.restore(data, _latest(logs))
    for entry in usable:
        data += bytes(max(0, base_block.SIZE + entry.bins_size - len(data)))
        for offset, page in entry.pages:
            place = base_block.SIZE + offset
            data[place : place + len(page)] = page
    base_block.finish(data, usable[-1].sequence + 1 & _MASK, usable[-1].bins_size)
    return bytes(data)


def _usable(hive: bytes, logs: Sequence[bytes]) -> list[_LogEntry]:
    """Entries that continue the hive, in order of sequence and without a gap.

    Those of all logs count from the hive's second sequence number on; where the hive's own base block is torn, only
    those of the log that was begun last, whose copy of the block is taken.
    """
    if base_block.is_sound(hive):
        expected = base_block.sequences(hive)[1]
    else:
        latest = _latest(logs)
        if not latest:
            return []
        logs, expected = [latest], base_block.sequences(latest)[0]
    usable: list[_LogEntry] = []
    for entry in sorted((entry for log in logs for entry in _entries(log)), key=lambda item: item.sequence):
        # The logs may start later than the hive's own number, but not earlier, and have no gap among themselves.
        if entry.sequence == usable[-1].sequence + 1 if usable else entry.sequence >= expected:
            usable.append(entry)
    return usable


def _latest(logs: Sequence[bytes]) -> bytes:
    """The log of the new form with a sound base block that was begun last, empty for none."""
    sound = [log for log in logs if base_block.is_sound(log) and log[SECTOR : SECTOR + 4] == b"HvLE"]
    return max(sound, key=base_block.sequences, default=b"")


def _entries(log: bytes) -> Iterator[_LogEntry]:
    """Sound entries of one log, in file order; the first that does not hold ends it."""
    place = SECTOR
    while place + 40 <= len(log) and log[place : place + 4] == b"HvLE":
        size, _, sequence, bins_size, count, hash_1, hash_2 = struct.unpack_from("<IIIIIQQ", log, place + 4)
        if size < SECTOR or size % SECTOR or place + size > len(log) or 40 + 8 * count > size:
            return
        if bins_size % base_block.SIZE or base_block.SIZE + bins_size > MAX_HIVE:
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
