"""Differencing VHD and VHDX, written from their specifications: qemu-img writes none, and Windows is not at hand.

What a child does not hold is filled with ``FILLER`` in its file, so that a reader who takes it from there is seen.
"""

from __future__ import annotations

import struct
import uuid
from typing import TYPE_CHECKING, Protocol

from reberth.sources.crc32c import crc32c

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

MIB = 1 << 20
SECTOR = 512
FILLER = 0xEE
_DATA_WRITE = uuid.UUID("5c000000-0000-4000-8000-000000000001")
_DISK = uuid.UUID("5c000000-0000-4000-8000-0000000000d1")


class Content(Protocol):
    """What a disk holds; more than memory does, where it is mostly zeros."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> bytes: ...


def vhd_identity(path: Path) -> bytes:
    """The unique id in a VHD's footer."""
    return path.read_bytes()[-512:][68:84]


def write_vhd_child(
    path: Path,
    parent: Path,
    content: Content,
    owned: Collection[int],
    *,
    relative: str | None = None,
    absolute: str = "",
    block_size: int = 2 * MIB,
    identity: bytes = b"",
    parent_identity: bytes = b"",
    stamp: int = 0,
) -> Path:
    r"""A differencing VHD of ``parent`` that holds the sectors ``owned`` of ``content``.

    Args:
        path: The file to write.
        parent: Its parent, a VHD.
        content: The whole disk as it reads in the end.
        owned: Numbers of the sectors that are in the child.
        relative: Path by the relative locator (W2ru); None for ``.\NAME``, "" for no such locator.
        absolute: Path by the absolute locator (W2ku) and in the header.
        block_size: Bytes.
        identity, parent_identity: Unique ids, where they are not to be the usual ones.
        stamp: The parent's time in seconds since 2000, 0 for none.
    """
    footer = bytearray(parent.read_bytes()[-512:])
    parent_identity = parent_identity or bytes(footer[68:84])
    footer[68:84] = identity or uuid.uuid5(_DISK, path.name).bytes
    struct.pack_into(">Q", footer, 16, 512)
    struct.pack_into(">QQ", footer, 40, len(content), len(content))
    struct.pack_into(">I", footer, 60, 4)
    _seal_vhd(footer, 64)
    relative = f".\\{parent.name}" if relative is None else relative
    locators = [(b"W2ku", absolute), (b"W2ru", relative)]
    blocks = -(-len(content) // block_size)
    table_at = 8192
    header = bytearray(1024)
    struct.pack_into(">8sQQIII", header, 0, b"cxsparse", (1 << 64) - 1, table_at, 0x10000, blocks, block_size)
    header[40:56] = parent_identity
    struct.pack_into(">I", header, 56, stamp)
    name = (absolute or parent.name).encode("utf-16-be")[:510]
    header[64 : 64 + len(name)] = name
    image = bytearray(table_at)
    for number, (code, text) in enumerate(locators):
        if text:
            path_data, place = text.encode("utf-16-le"), 2048 + 2048 * number
            struct.pack_into(">4sIIIQ", header, 576 + 24 * number, code, 2048, len(path_data), 0, place)
            image[place : place + len(path_data)] = path_data
    _seal_vhd(header, 36)
    image[0:512], image[512:1536] = footer, header
    table = [0xFFFFFFFF] * blocks
    data = bytearray()
    start = table_at + -(-4 * blocks // SECTOR) * SECTOR
    bitmap_size = -(-(block_size // SECTOR // 8) // SECTOR) * SECTOR
    for block, sectors in _by_block(owned, block_size // SECTOR).items():
        table[block] = (start + len(data)) // SECTOR
        bitmap = bytearray(bitmap_size)
        for sector in sectors:
            bitmap[sector // 8] |= 0x80 >> sector % 8
        data += bitmap + _block(content, block, block_size, SECTOR, sectors)
    image += struct.pack(f">{blocks}I", *table).ljust(start - table_at, b"\xff")
    path.write_bytes(image + data + footer)
    return path


def _seal_vhd(data: bytearray, place: int) -> None:
    """Set the checksum: one's complement of the sum of all other bytes."""
    struct.pack_into(">I", data, place, 0)
    struct.pack_into(">I", data, place, ~sum(data) & 0xFFFFFFFF)


def _by_block(owned: Collection[int], per_block: int) -> dict[int, list[int]]:
    """Sector numbers within their blocks, by block."""
    found: dict[int, list[int]] = {}
    for number in sorted(owned):
        found.setdefault(number // per_block, []).append(number % per_block)
    return found


def _block(content: Content, block: int, block_size: int, sector: int, sectors: Collection[int]) -> bytes:
    """A block's data: the sectors it holds, filler for the others."""
    data = bytearray([FILLER]) * block_size
    if len(sectors) == block_size // sector:
        return content[block * block_size : (block + 1) * block_size].ljust(block_size, b"\0")
    for number in sectors:
        start = block * block_size + number * sector
        piece = content[start : start + sector]
        data[number * sector : number * sector + len(piece)] = piece
    return bytes(data)


def vhdx_ids(path: Path) -> tuple[uuid.UUID, uuid.UUID]:
    """Id of the content (of the header that counts) and of the disk, of a VHDX."""
    data = path.read_bytes()
    headers = [data[place : place + 4096] for place in (64 << 10, 128 << 10)]
    header = max(headers, key=lambda item: struct.unpack_from("<Q", item, 8)[0] if item[:4] == b"head" else -1)
    at = data.index(uuid.UUID("beca12ab-b2e6-4523-93ef-c309e000c746").bytes_le)
    [metadata] = [
        struct.unpack_from("<Q", data, place + 16)[0]
        for place in range((192 << 10) + 16, (192 << 10) + 16 + 64, 32)
        if data[place : place + 16] == uuid.UUID("8b7ca206-4790-4b9a-b8fe-575f050f886e").bytes_le
    ]
    place = metadata + struct.unpack_from("<I", data, at + 16)[0]
    return uuid.UUID(bytes_le=header[32:48]), uuid.UUID(bytes_le=data[place : place + 16])


def locator_of(parent: Path, **more: str) -> dict[str, str]:
    """The parent locator of a VHDX child whose parent lies beside it."""
    return {"parent_linkage": f"{{{vhdx_ids(parent)[0]}}}", "relative_path": f".\\{parent.name}", **more}


def write_vhdx(
    path: Path,
    content: Content,
    owned: Collection[int] | None = None,
    locator: Mapping[str, str] | None = None,
    *,
    block_size: int = MIB,
    sector_size: int = SECTOR,
    states: Mapping[int, int] | None = None,
    data_write: uuid.UUID = _DATA_WRITE,
    disk: uuid.UUID = _DISK,
) -> Path:
    """A VHDX: dynamic, or differencing when it has a ``locator``.

    Args:
        path: The file to write.
        content: The whole disk as it reads in the end.
        owned: Numbers of the sectors that are in the file; None for all.
        locator: Keys and values of the parent locator.
        block_size, sector_size: Bytes.
        states: States ([MS-VHDX] 2.5.1.1) of blocks that hold nothing, instead of 0.
        data_write: Id of the content.
        disk: Id of the disk.
    """
    sectors = -(-len(content) // sector_size)
    per_block = block_size // sector_size
    blocks = -(-len(content) // block_size)
    ratio = (1 << 23) * sector_size // block_size
    chunks = -(-blocks // ratio)
    table = [0] * (chunks * (ratio + 1))
    for block, state in (states or {}).items():
        table[block + block // ratio] = state
    table_size = -(-8 * len(table) // MIB) * MIB
    at = {"log": MIB, "metadata": 2 * MIB, "table": 3 * MIB, "data": 3 * MIB + table_size}
    bitmaps = [bytearray(MIB) for _ in range(chunks)]
    data = bytearray()
    first_block = at["data"] + (chunks * MIB if locator else 0)
    for block, inside in _by_block(range(sectors) if owned is None else owned, per_block).items():
        whole = len(inside) == min(per_block, sectors - block * per_block)
        table[block + block // ratio] = (first_block + len(data)) | (6 if whole or not locator else 7)
        for number in inside:
            position = block % ratio * per_block + number
            bitmaps[block // ratio][position // 8] |= 1 << position % 8
        data += _block(content, block, block_size, sector_size, inside if locator else range(per_block))
    for chunk in range(chunks if locator else 0):
        table[chunk * (ratio + 1) + ratio] = (at["data"] + chunk * MIB) | 6
    image = bytearray(first_block)
    image[0:8] = b"vhdxfile"
    for number, place in enumerate((64 << 10, 128 << 10), start=1):
        header = bytearray(4096)
        struct.pack_into(
            "<4sIQ16s16s16sHHIQ",
            header,
            0,
            b"head",
            0,
            number,
            uuid.uuid5(disk, path.name).bytes_le,
            data_write.bytes_le,
            bytes(16),
            0,
            1,
            MIB,
            at["log"],
        )
        image[place : place + 4096] = _seal_vhdx(header)
    regions = bytearray(64 << 10)
    struct.pack_into("<4sIII", regions, 0, b"regi", 0, 2, 0)
    _region(regions, 0, "2dc27766-f623-4200-9d64-115e9bfd4a08", at["table"], table_size)
    _region(regions, 1, "8b7ca206-4790-4b9a-b8fe-575f050f886e", at["metadata"], MIB)
    _seal_vhdx(regions)
    image[192 << 10 : 256 << 10] = image[256 << 10 : 320 << 10] = regions
    image[at["metadata"] : at["table"]] = _metadata(content, block_size, sector_size, disk, locator)
    image[at["table"] : at["table"] + 8 * len(table)] = struct.pack(f"<{len(table)}Q", *table)
    for chunk in range(chunks if locator else 0):
        place = at["data"] + chunk * MIB
        image[place : place + MIB] = bitmaps[chunk]
    path.write_bytes(image + data)
    return path


def _seal_vhdx(data: bytearray) -> bytearray:
    """Set the checksum at offset 4."""
    struct.pack_into("<I", data, 4, 0)
    struct.pack_into("<I", data, 4, crc32c(bytes(data)))
    return data


def _region(table: bytearray, number: int, guid: str, offset: int, length: int) -> None:
    struct.pack_into("<16sQII", table, 16 + 32 * number, uuid.UUID(guid).bytes_le, offset, length, 1)


def _metadata(
    content: Content, block_size: int, sector_size: int, disk: uuid.UUID, locator: Mapping[str, str] | None
) -> bytes:
    """The metadata region ([MS-VHDX] 2.6)."""
    items = [
        ("caa16737-fa36-4d43-b3b6-33f0aa44e76b", struct.pack("<II", block_size, 2 if locator is not None else 0)),
        ("2fa54224-cd1b-4876-b211-5dbed83bf4b8", struct.pack("<Q", len(content))),
        ("beca12ab-b2e6-4523-93ef-c309e000c746", disk.bytes_le),
        ("8141bf1d-a96f-4709-ba47-f233a8faab5f", struct.pack("<I", sector_size)),
        ("cda348c7-445d-4471-9cc9-e9885251c556", struct.pack("<I", 4096)),
    ]
    if locator is not None:
        items.append(("a8d35f2d-b30b-454d-abf7-d3d84834ab0c", _locator(locator)))
    region = bytearray(MIB)
    struct.pack_into("<8sHH", region, 0, b"metadata", 0, len(items))
    place = 64 << 10
    for number, (guid, data) in enumerate(items):
        struct.pack_into("<16sIII", region, 32 + 32 * number, uuid.UUID(guid).bytes_le, place, len(data), 4)
        region[place : place + len(data)] = data
        place += -(-len(data) // 8) * 8
    return bytes(region)


def _locator(entries: Mapping[str, str]) -> bytes:
    """A parent locator ([MS-VHDX] 2.6.2.6)."""
    guid = uuid.UUID("b04aefb7-d19e-4a81-b789-25b8e9445913")
    table, texts = b"", b""
    start = 20 + 12 * len(entries)
    for key, value in entries.items():
        name, text = key.encode("utf-16-le"), value.encode("utf-16-le")
        place = start + len(texts)
        table += struct.pack("<IIHH", place, place + len(name), len(name), len(text))
        texts += name + text
    return struct.pack("<16sHH", guid.bytes_le, 0, len(entries)) + table + texts
