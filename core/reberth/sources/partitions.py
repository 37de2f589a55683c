"""Partition tables: GPT (UEFI specification 5.3) and MBR with logical drives; a disk may also be one bare volume."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.sources.disk import Disk
    from reberth.sources.source import ByteSource

_PROTECTIVE = 0xEE
_EXTENDED = frozenset({0x05, 0x0F, 0x85})
_DYNAMIC_DISK = 0x42
_MAX_LOGICAL = 128
# Windows writes 128 entries of 128 bytes.
_MAX_GPT_TABLE = 128 << 10
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

    Partitions that reach beyond the disk are named too, so that a file that was cut off is not taken for a server
    with fewer drives.

    Raises:
        ReberthError: ``source.truncated``, ``source.damaged`` (a disk with GPT neither of whose headers holds).
    """
    source = disk.source
    start = source.read_at(0, 512)
    if _is_bare_volume(start):
        return (Partition(1, 0, source.size, "none"),)
    kinds = {start[446 + 16 * index + 4] for index in range(4)} - {0}
    if _PROTECTIVE in kinds:
        # A raw image does not tell the sector size of its disk.
        for sector in dict.fromkeys((disk.sector_size, 4096)):
            found = _gpt(source, sector)
            if found is not None:
                return found
        if kinds == {_PROTECTIVE}:
            raise ReberthError("source.damaged", name=disk.name, part="GPT")
    return tuple(_mbr(source, disk.sector_size, start))


def _is_bare_volume(start: bytes) -> bool:
    """Whether a boot sector is a volume's own; those of FAT end like an MBR, with code where its table would be."""
    oem = start[3:11]
    if start[510:512] != b"\x55\xaa" or oem in {b"NTFS    ", b"EXFAT   ", b"-FVE-FS-"}:
        return True
    return start[0] in {0xE9, 0xEB} and (start[54:57] == b"FAT" or start[82:87] == b"FAT32")


def _gpt(source: ByteSource, sector: int) -> tuple[Partition, ...] | None:
    """GPT by its first header, else by the backup at the disk's end; None where neither holds."""
    for place in (sector, source.size - sector):
        if not sector <= place <= source.size - 512:
            continue
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
            return tuple(_gpt_entries(sector, table, entry_size))
    return None


def _gpt_entries(sector: int, table: bytes, entry_size: int) -> Iterator[Partition]:
    """The used entries of a GPT."""
    for index in range(len(table) // entry_size):
        kind, guid, first, last = struct.unpack_from("<16s16sQQ", table, index * entry_size)
        offset, size = first * sector, (last - first + 1) * sector
        if kind == bytes(16) or size <= 0:
            continue
        special = "ldm" if kind in _LDM_TYPES else "storage-spaces" if kind == _STORAGE_SPACES else ""
        yield Partition(index + 1, offset, size, "gpt", (b"DMIO:ID:" + guid).hex(), special)


def _mbr(source: ByteSource, sector: int, start: bytes) -> Iterator[Partition]:
    """Primary partitions 1 to 4 and the logical drives of an extended one, from 5."""
    signature = start[440:444]
    logical = 5
    for index in range(4):
        kind, first, count = struct.unpack_from("<4xB3xII", start, 446 + 16 * index)
        if not kind or not count or kind == _PROTECTIVE:
            continue
        if kind in _EXTENDED:
            for extent_kind, extent in _logical(source, sector, first):
                yield _mbr_partition(logical, extent_kind, extent, signature)
                logical += 1
        else:
            yield _mbr_partition(index + 1, kind, (first * sector, count * sector), signature)


def _logical(source: ByteSource, sector: int, base: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Kind and extent of each logical drive along the chain of boot records; a circle or a stray link ends it."""
    place, seen = base, set[int]()
    while place not in seen and len(seen) < _MAX_LOGICAL and (place + 1) * sector <= source.size:
        seen.add(place)
        record = source.read_at(place * sector, 512)
        if record[510:512] != b"\x55\xaa":
            return
        kind, first, count = struct.unpack_from("<4xB3xII", record, 446)
        if kind and count:
            yield kind, ((place + first) * sector, count * sector)
        next_kind, next_first, _ = struct.unpack_from("<4xB3xII", record, 462)
        if next_kind not in _EXTENDED:
            return
        place = base + next_first


def _mbr_partition(number: int, kind: int, extent: tuple[int, int], signature: bytes) -> Partition:
    """A partition with the value that MountedDevices knows it by."""
    offset, size = extent
    special = "ldm" if kind == _DYNAMIC_DISK else ""
    return Partition(number, offset, size, "mbr", (signature + struct.pack("<Q", offset)).hex(), special)
