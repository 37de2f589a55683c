"""VMDK extents that qemu-img reads but does not write: those of ESX snapshots and of exports; and descriptors."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

SECTOR = 512
_COW_ENTRIES, _SE_ENTRIES = 4096, 4096


def write_descriptor(
    path: Path,
    extents: Sequence[str],
    *,
    content: int = 0x12345678,
    parent: int = 0xFFFFFFFF,
    hint: str = "",
    kind: str = "vmfs",
    more: str = "",
    encoding: str = "UTF-8",
) -> Path:
    """A descriptor as ESX writes it; ``extents`` are whole lines, ``more`` comes last."""
    lines = [
        "# Disk DescriptorFile",
        "version=1",
        f'encoding="{encoding}"',
        f"CID={content:08x}",
        f"parentCID={parent:08x}",
        f'createType="{kind}"',
        *([f'parentFileNameHint="{hint}"'] if hint else []),
        "",
        "# Extent description",
        *extents,
        "",
        "# The Disk Data Base",
        "#DDB",
        "",
        'ddb.adapterType = "lsilogic"',
        more,
    ]
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def write_cowd(path: Path, content: bytes, owned: Collection[int], grain: int = 1) -> Path:
    """An ESX sparse extent that holds the grains ``owned``; ``grain`` in sectors."""
    size = grain * SECTOR
    tables = -(-len(content) // (size * _COW_ENTRIES))
    directory_at, tables_at = 4, 4 + -(-tables * 4 // SECTOR)
    place = tables_at + tables * 32
    entries, data = [0] * (tables * _COW_ENTRIES), bytearray()
    for number in sorted(owned):
        entries[number] = place + len(data) // SECTOR
        data += content[number * size : (number + 1) * size].ljust(size, b"\0")
    header = struct.pack("<4s7I", b"COWD", 1, 3, len(content) // SECTOR, grain, directory_at, tables, place)
    directory = struct.pack(f"<{tables}I", *(tables_at + 32 * number for number in range(tables)))
    image = header.ljust(directory_at * SECTOR, b"\0") + directory.ljust((tables_at - directory_at) * SECTOR, b"\0")
    path.write_bytes(image + struct.pack(f"<{len(entries)}I", *entries) + data)
    return path


def write_sesparse(path: Path, content: bytes, owned: Collection[int], zeroed: Collection[int] = ()) -> Path:
    """A space-efficient extent of grains of 4 KiB: those ``owned`` are stored, the last one first."""
    size = 8 * SECTOR
    tables = -(-len(content) // (size * _SE_ENTRIES))
    volatile, directory_at = 1, 2
    tables_at = directory_at + -(-tables * 8 // SECTOR)
    grains_at = tables_at + tables * 64
    entries, data = [0] * (tables * _SE_ENTRIES), bytearray()
    for place, number in enumerate(sorted(owned, reverse=True)):
        entries[number] = 3 << 60 | (place & 0xFFF) << 48 | place >> 12
        data += content[number * size : (number + 1) * size].ljust(size, b"\0")
    for turn, number in enumerate(zeroed):
        entries[number] = (1 + turn % 2) << 60
    header = bytearray(SECTOR)
    struct.pack_into("<QQQQQ", header, 0, 0xCAFEBABE, 0x200000001, len(content) // SECTOR, 8, 64)
    struct.pack_into("<QQ", header, 80, volatile, 1)
    struct.pack_into("<QQQQ", header, 128, directory_at, tables_at - directory_at, tables_at, tables * 64)
    struct.pack_into("<QQ", header, 192, grains_at, len(data) // SECTOR)
    directory = struct.pack(f"<{tables}Q", *(0x10000000 << 32 | number for number in range(tables)))
    image = bytes(header) + struct.pack("<Q", 0xCAFECAFE).ljust(SECTOR, b"\0")
    image += directory.ljust((tables_at - directory_at) * SECTOR, b"\0")
    path.write_bytes(image + struct.pack(f"<{len(entries)}Q", *entries) + data)
    return path


def write_stream(path: Path, content: bytes, *, grain: int = 128) -> Path:
    """A stream as VMware exports it: the directory's place is told by a footer, and each part begins with a marker."""
    size, entries, sectors = grain * SECTOR, 512, len(content) // SECTOR
    descriptor = write_descriptor(path, [f'RDONLY {sectors} SPARSE "generated-stream.vmdk"'], kind="streamOptimized")
    head = descriptor.read_bytes().ljust(20 * SECTOR, b"\0")

    def header(directory: int) -> bytes:
        numbers = (3, 1 << 16 | 1 << 17 | 1, sectors, grain, 1, 20, entries, 0, directory, 128)
        fields = struct.pack("<4sIIQQQQIQQQ", b"KDMV", *numbers)
        return (fields + b"\0\n \r\n" + struct.pack("<H", 1)).ljust(SECTOR, b"\0")

    def marker(length: int, kind: int) -> bytes:
        return struct.pack("<QII", length, 0, kind).ljust(SECTOR, b"\0")

    image = bytearray((header(0xFFFFFFFFFFFFFFFF) + head).ljust(128 * SECTOR, b"\0"))
    tables: list[int] = []
    for start in range(0, len(content), size * entries):
        table = [0] * entries
        for number in range(entries):
            place = start + number * size
            data = content[place : place + size]
            if any(data):
                table[number] = len(image) // SECTOR
                packed = zlib.compress(data.ljust(size, b"\0"))
                image += struct.pack("<QI", place // SECTOR, len(packed)) + packed
                image += bytes(-len(image) % SECTOR)
        image += marker(entries * 4 // SECTOR, 1)
        tables.append(len(image) // SECTOR)
        image += struct.pack(f"<{entries}I", *table)
    image += marker(1, 2)
    directory = len(image) // SECTOR
    image += struct.pack(f"<{len(tables)}I", *tables).ljust(SECTOR, b"\0")
    image += marker(1, 3) + header(directory) + marker(0, 0)
    path.write_bytes(image)
    return path
