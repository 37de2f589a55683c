"""The first page of a hive and of its logs.

Offsets as in Maxim Suhanov's "Windows registry file format specification", "Base block".
"""

from __future__ import annotations

import struct

SIZE = 4096
SECTOR = 512
_MASK = 0xFFFFFFFF


def is_sound(block: bytes | bytearray) -> bool:
    """Whether a base block (its first sector is enough) has its signature and a fitting checksum."""
    if len(block) < SECTOR or block[:4] != b"regf":
        return False
    return bool(struct.unpack_from("<I", block, 508)[0] == checksum(block))


def is_dirty(block: bytes | bytearray) -> bool:
    """Whether the hive was being written: its two sequence numbers differ, or the block itself is torn."""
    first, second = sequences(block)
    return first != second or not is_sound(block)


def sequences(block: bytes | bytearray) -> tuple[int, int]:
    """Primary and secondary sequence number."""
    first, second = struct.unpack_from("<II", block, 4)
    return first, second


def written(block: bytes | bytearray) -> int:
    """Last written timestamp (FILETIME)."""
    time: int = struct.unpack_from("<Q", block, 12)[0]
    return time


def bins_size(block: bytes | bytearray) -> int:
    """Bytes of hive bins that follow the block."""
    size: int = struct.unpack_from("<I", block, 40)[0]
    return size


def checksum(block: bytes | bytearray) -> int:
    """XOR of the first 127 words; 0 and all ones are written as 1 and all ones less one."""
    value = 0
    for word in struct.unpack_from("<127I", block):
        value ^= word
    return {0: 1, _MASK: _MASK - 1}.get(value, value)


def restore(hive: bytearray, log: bytes) -> None:
    """Take the base block over from a log, which holds a copy of its first sector, as a primary file's."""
    hive[:SECTOR] = log[:SECTOR]
    struct.pack_into("<I", hive, 28, 0)


def finish(hive: bytearray, sequence: int, size: int) -> None:
    """Write equal sequence numbers, the size of the bins and the checksum that fits them."""
    struct.pack_into("<II", hive, 4, sequence, sequence)
    struct.pack_into("<I", hive, 40, size)
    struct.pack_into("<I", hive, 508, checksum(hive))
