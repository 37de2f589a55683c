"""Hives laid out by hand, cell by cell, for forms that no free writer makes: big data, all kinds of subkey lists."""

from __future__ import annotations

import struct
from typing import NamedTuple

_NOTHING = 0xFFFFFFFF
_SEGMENT = 16344
_PAGE = 4096


class HandKey(NamedTuple):
    """A key: values as (name, type, data); ``kind`` is the form of its subkey list, ``ri:lh`` an index of leaves."""

    name: str
    values: tuple[tuple[str, int, bytes], ...] = ()
    subkeys: tuple[HandKey, ...] = ()
    kind: str = "lh"


def hand_hive(root: HandKey, sequence: int = 1) -> bytes:
    """A whole hive ("Windows registry file format specification", 1.5)."""
    cells = _Cells()
    security = cells.add(b"")
    descriptor = struct.pack("<BBHIIII", 1, 0, 0x8000, 0, 0, 0, 0)
    sk = struct.pack("<2sHIIII", b"sk", 0, security, security, 1, len(descriptor)) + descriptor
    security = cells.add(sk)
    struct.pack_into("<II", cells.data, security + 8, security, security)
    place = cells.key(root, _NOTHING, security, 0x2C)
    bins = cells.finished()
    head = bytearray(_PAGE)
    struct.pack_into("<4sIIQIIIIIII", head, 0, b"regf", sequence, sequence, 7, 1, 5, 0, 1, place, len(bins), 1)
    return seal(head + bins)


def seal(hive: bytes | bytearray) -> bytes:
    """The hive (or log) with the checksum that fits its first sector."""
    data = bytearray(hive)
    value = 0
    for (word,) in struct.iter_unpack("<I", data[:508]):
        value ^= word
    struct.pack_into("<I", data, 508, value)
    return bytes(data)


class _Cells:
    """Cells of one large bin."""

    def __init__(self) -> None:
        self.data = bytearray(struct.pack("<4sII", b"hbin", 0, 0).ljust(32, b"\0"))

    def add(self, content: bytes) -> int:
        place = len(self.data)
        size = -(-(len(content) + 4) // 8) * 8
        self.data += struct.pack("<i", -size) + content.ljust(size - 4, b"\0")
        return place

    def key(self, key: HandKey, parent: int, security: int, flags: int = 0x20) -> int:
        name, compressed = _name(key.name)
        place = self.add(bytes(76 + len(name)))
        subkeys = sorted(key.subkeys, key=lambda item: item.name.upper())
        places = [self.key(item, place, security, 0) for item in subkeys]
        listed = self._subkeys(key.kind, subkeys, places) if places else _NOTHING
        values = [self._value(*value) for value in key.values]
        value_list = self.add(struct.pack(f"<{len(values)}I", *values)) if values else _NOTHING
        flags |= 0x20 if compressed else 0
        fields = (0, parent, len(places), 0, listed, _NOTHING, len(values), value_list, security, _NOTHING)
        node = struct.pack("<2sHQ10I5IHH", b"nk", flags, 0, *fields, 0, 0, 0, 0, 0, len(name), 0) + name
        self.data[place + 4 : place + 4 + len(node)] = node
        return place

    def _subkeys(self, kind: str, subkeys: list[HandKey], places: list[int]) -> int:
        if kind.startswith("ri:"):
            parts = range(0, len(places), 100)
            leaves = [self._subkeys(kind[3:], subkeys[at : at + 100], places[at : at + 100]) for at in parts]
            return self.add(struct.pack(f"<2sH{len(leaves)}I", b"ri", len(leaves), *leaves))
        rows = struct.pack("<2sH", kind.encode(), len(places))
        for key, place in zip(subkeys, places, strict=True):
            rows += struct.pack("<I", place)
            if kind == "lf":
                rows += key.name.encode("latin-1", "ignore")[:4].ljust(4, b"\0")
            elif kind == "lh":
                value = 0
                for letter in key.name.upper():
                    value = (value * 37 + ord(letter)) & 0xFFFFFFFF
                rows += struct.pack("<I", value)
        return self.add(rows)

    def _value(self, name: str, kind: int, data: bytes) -> int:
        stored, compressed = _name(name)
        size = len(data)
        if size <= 4:
            size |= 0x80000000
            place = int.from_bytes(data.ljust(4, b"\0"), "little")
        elif size <= _SEGMENT:
            place = self.add(data)
        else:
            parts = [self.add(data[at : at + _SEGMENT]) for at in range(0, size, _SEGMENT)]
            listed = self.add(struct.pack(f"<{len(parts)}I", *parts))
            place = self.add(struct.pack("<2sHI", b"db", len(parts), listed))
        head = struct.pack("<2sHIIIHH", b"vk", len(stored), size, place, kind, int(compressed), 0)
        return self.add(head + stored)

    def finished(self) -> bytes:
        left = -len(self.data) % _PAGE
        if left:
            self.data += struct.pack("<i", left).ljust(left, b"\0")
        struct.pack_into("<I", self.data, 8, len(self.data))
        return bytes(self.data)


def _name(name: str) -> tuple[bytes, bool]:
    try:
        return name.encode("latin-1"), True
    except UnicodeEncodeError:
        return name.encode("utf-16-le"), False
