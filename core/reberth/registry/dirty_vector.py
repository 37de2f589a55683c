"""Replay of a transaction log of the old form, as Windows up to Server 2012 writes it.

Such a log holds one set of sectors and a bitmap ("dirty vector") of where they belong. It has no hashes: what is known
of its soundness is in its base block. The format is described in Maxim Suhanov's "Windows registry file format
specification", "Old format".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.registry import base_block
from reberth.registry.base_block import SECTOR

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNATURE = b"DIRT"


def replay(hive: bytes, logs: Sequence[bytes], limit: int) -> bytes | None:
    """The hive with the log applied that belongs to it, or None where none does.

    A log belongs to a hive of the same last written time. Where the hive's own base block is torn, the log written
    last is taken: sectors that are in the hive already do not change it.

    Args:
        hive: The whole hive.
        logs: In the order in which Windows would try them.
        limit: Most bytes that the hive may grow to.
    """
    whole = [log for log in logs if _is_whole(log)]
    if base_block.is_sound(hive):
        whole = [log for log in whole if base_block.written(log) == base_block.written(hive)]
    else:
        whole.sort(key=base_block.sequences, reverse=True)
    return next((data for log in whole if (data := _applied(hive, log, limit)) is not None), None)


def _is_whole(log: bytes) -> bool:
    """Whether a log of this form was written to its end."""
    if not base_block.is_sound(log) or log[SECTOR : SECTOR + 4] != _SIGNATURE:
        return False
    first, second = base_block.sequences(log)
    return first == second


def _applied(hive: bytes, log: bytes, limit: int) -> bytes | None:
    """The hive with a log's sectors in their places, None where the log is cut short."""
    size = base_block.bins_size(log)
    if size % base_block.SIZE or base_block.SIZE + size > limit:
        return None
    bitmap = log[SECTOR + 4 : SECTOR + 4 + size // SECTOR // 8]
    # Sectors start at the sector after the vector.
    place = SECTOR + -(-(4 + size // SECTOR // 8) // SECTOR) * SECTOR
    dirty = [8 * index + bit for index, byte in enumerate(bitmap) if byte for bit in range(8) if byte >> bit & 1]
    if place + len(dirty) * SECTOR > len(log):
        return None
    data = bytearray(hive)
    data += bytes(max(0, base_block.SIZE + size - len(data)))
    base_block.restore(data, log)
    for number in dirty:
        target = base_block.SIZE + number * SECTOR
        data[target : target + SECTOR] = log[place : place + SECTOR]
        place += SECTOR
    base_block.finish(data, base_block.sequences(log)[0], size)
    return bytes(data)
