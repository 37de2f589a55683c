"""Partition tables: GPT (UEFI specification 5.3) and MBR with logical drives; a disk may also be one bare volume."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.sources.disk import Disk
    from reberth.sources.source import ByteSource

_PROTECTIVE = 0xEE
_EXTENDED = frozenset({0x05, 0x0F, 0x85})
_DYNAMIC_DISK = 0x42
_MAX_LOGICAL = 128
_MAX_GPT_TABLE = 4 << 20
_GPT_SIGNATURE = b"EFI PART"
_LDM_TYPES = frozenset(
    UUID(text).bytes_le for text in ("5808c8aa-7e8f-42e0-85d2-e1e90434cfb3", "af9b60a0-1431-4f62-bc68-3311714a69ad")
)
_STORAGE_SPACES = UUID("e75caf8f-f680-4cee-afa3-b001e56efc2d").bytes_le


class Partition(NamedTuple):
    """One partition.

    Attributes:
        number: 1-based, as in the table.
        offset, size: Bytes on the disk.
        scheme: ``gpt``, ``mbr`` or ``none``.
        signature: Hex of what ``MountedDevices`` holds for a volume here ("" for a bare volume): MBR disk signature
            and byte offset (12 bytes), or ``DMIO:ID:`` and the partition's GUID (24 bytes).
        special: ``ldm`` or ``storage-spaces`` for partitions that hold no volume of their own, else "".
    """

    number: int
    offset: int
    size: int
    scheme: str
    signature: str = ""
    special: str = ""


def read_partitions(disk: Disk) -> tuple[Partition, ...]:
    """Partitions of a disk in table order; a bare volume is one partition of scheme ``none``.

    Partitions that reach beyond the disk are left out: there is nothing there to read.
    """
    source = disk.source
    sector = disk.sector_size
    if source.size < sector:
        return ()
    start = source.read_at(0, 512)
    if start[3:11] in {b"NTFS    ", b"-FVE-FS-"} or start[510:512] != b"\x55\xaa":
        return (Partition(1, 0, source.size, "none"),)
    entries = [struct.unpack_from("<B3xB3xII", start, 446 + 16 * index) for index in range(4)]
    if any(kind == _PROTECTIVE for _, kind, _, _ in entries):
        found = _gpt(source, sector)
        if found is not None:
            return found
    return tuple(item for item in _mbr(source, sector, start) if item.offset + item.size <= source.size)


def _gpt(source: ByteSource, sector: int) -> tuple[Partition, ...] | None:
    """GPT by its first header, else by the backup at the disk's end; None where neither holds."""
    for place in (sector, source.size - sector):
        header = source.read_at(place, 512)
        size: int = struct.unpack_from("<I", header, 12)[0]
        if header[:8] != _GPT_SIGNATURE or not 92 <= size <= 512:
            continue
        stored: int = struct.unpack_from("<I", header, 16)[0]
        if zlib.crc32(header[:16] + bytes(4) + header[20:size]) != stored:
            continue
        table_at, count, entry_size, table_crc = struct.unpack_from("<QIII", header, 72)
        length = count * entry_size
        if entry_size < 128 or length > _MAX_GPT_TABLE or table_at * sector + length > source.size:
            continue
        table = source.read_at(table_at * sector, length)
        if zlib.crc32(table) == table_crc:
            return tuple(_gpt_entries(source, sector, table, entry_size))
    return None


def _gpt_entries(source: ByteSource, sector: int, table: bytes, entry_size: int) -> Iterator[Partition]:
    """The used entries of a GPT."""
    for index in range(len(table) // entry_size):
        kind, guid, first, last = struct.unpack_from("<16s16sQQ", table, index * entry_size)
        offset, size = first * sector, (last - first + 1) * sector
        if kind == bytes(16) or size <= 0 or offset + size > source.size:
            continue
        special = "ldm" if kind in _LDM_TYPES else "storage-spaces" if kind == _STORAGE_SPACES else ""
        yield Partition(index + 1, offset, size, "gpt", (b"DMIO:ID:" + guid).hex(), special)


def _mbr(source: ByteSource, sector: int, start: bytes) -> Iterator[Partition]:
    """Primary partitions 1 to 4 and the logical drives of an extended one, from 5."""
    signature = start[440:444]
    for index in range(4):
        kind, first, count = struct.unpack_from("<4xB3xII", start, 446 + 16 * index)
        if not kind or not count or kind == _PROTECTIVE:
            continue
        if kind in _EXTENDED:
            yield from _logical(source, sector, signature, first)
        else:
            yield _mbr_partition(index + 1, kind, (first * sector, count * sector), signature)


def _logical(source: ByteSource, sector: int, signature: bytes, base: int) -> Iterator[Partition]:
    """The chain of extended boot records; a circle or a stray link ends it."""
    place, seen, number = base, set[int](), 5
    while place not in seen and len(seen) < _MAX_LOGICAL and (place + 1) * sector <= source.size:
        seen.add(place)
        record = source.read_at(place * sector, 512)
        if record[510:512] != b"\x55\xaa":
            return
        kind, first, count = struct.unpack_from("<4xB3xII", record, 446)
        if kind and count:
            yield _mbr_partition(number, kind, ((place + first) * sector, count * sector), signature)
            number += 1
        next_kind, next_first, _ = struct.unpack_from("<4xB3xII", record, 462)
        if next_kind not in _EXTENDED:
            return
        place = base + next_first


def _mbr_partition(number: int, kind: int, extent: tuple[int, int], signature: bytes) -> Partition:
    """A partition with the value that MountedDevices knows it by."""
    offset, size = extent
    special = "ldm" if kind == _DYNAMIC_DISK else ""
    return Partition(number, offset, size, "mbr", (signature + struct.pack("<Q", offset)).hex(), special)
