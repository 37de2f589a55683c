"""Keys read by ourselves, for walks over tens of thousands of them, where each call into libregf is too dear.

Only names, subkeys and default values, after Maxim Suhanov's "Windows registry file format specification": key nodes,
subkeys lists, key values. What is damaged is passed over, and noted on the hive as libregf's readers do.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from reberth.registry import base_block
from reberth.registry.value import RegistryValue
from reberth.registry.value_data import value_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.registry.hive_file import HiveFile

_NODE = struct.Struct("<2sH16xI4xI4xII28xH2x")
_NAME_AT = 76
_ASCII_NAME = 0x20
_NOTHING = 0xFFFFFFFF
_MOST_SUBKEYS = 1_000_000
_MOST_LISTS = 10_000
_READ = 256


class RawKey:
    """A key by its place.

    Attributes:
        name: Its own name.
    """

    def __init__(self, file: HiveFile, offset: int) -> None:
        """Read the key node at ``offset``, counted from the first hive bin.

        Raises:
            OSError: Where there is none.
        """
        self._file = file
        start = base_block.SIZE + offset + 4
        data = file.at(start, min(_READ, file.size - start))
        if len(data) < _NAME_AT:
            raise OSError(offset)
        signature, flags, self._subkeys, self._list, self._values, self._value_list, length = _NODE.unpack_from(data)
        if signature != b"nk":
            raise OSError(offset)
        if _NAME_AT + length > len(data):
            data = file.at(start, _NAME_AT + length)
        name = data[_NAME_AT : _NAME_AT + length]
        self.name: str = name.decode("latin-1" if flags & _ASCII_NAME else "utf-16-le", errors="replace")

    def subkeys(self, *, by_place: bool = False) -> Iterator[RawKey]:
        """All subkeys in stored order, or by their place in the file: of many, that reads each block but once."""
        if not self._subkeys or self._list == _NOTHING:
            return
        try:
            offsets = _offsets(self._file, self._list, min(self._subkeys, _MOST_SUBKEYS))
        except (OSError, struct.error):
            self._file.damaged = True
            return
        for offset in sorted(offsets) if by_place else offsets:
            try:
                yield RawKey(self._file, offset)
            except (OSError, struct.error):
                self._file.damaged = True

    def value(self, name: str) -> str:
        """A value's text by name, "" for the default value; "" where there is none, or it cannot be read."""
        if not self._values or self._value_list == _NOTHING:
            return ""
        try:
            count = min(self._values, _MOST_LISTS)
            listed = self._file.at(base_block.SIZE + self._value_list + 4, 4 * count)
            for (offset,) in struct.iter_unpack("<I", listed):
                place = base_block.SIZE + offset + 4
                length, kind, flags = struct.unpack("<2xH8xIH", self._file.at(place, 18))
                text = self._file.at(place + 20, length) if length == len(name) * (1 if flags & 1 else 2) else b"?"
                if text.decode("latin-1" if flags & 1 else "utf-16-le", errors="replace").upper() == name.upper():
                    return RegistryValue("", name, kind, value_data(self._file, place)).text
        except (OSError, struct.error):
            self._file.damaged = True
        return ""


def _offsets(file: HiveFile, place: int, count: int) -> list[int]:
    """Places of subkeys: from a list of either kind, or from the lists that a list names."""
    found: list[int] = []
    lists = [place]
    for number, item in enumerate(lists):
        if len(found) >= count:
            break
        if number > _MOST_LISTS:
            raise OSError(place)
        start = base_block.SIZE + item + 4
        signature, entries = struct.unpack("<2sH", file.at(start, 4))
        width = 8 if signature in {b"lf", b"lh"} else 4
        data = file.at(start + 4, width * entries)
        if signature == b"ri" and number == 0:
            lists += [offset for (offset,) in struct.iter_unpack("<I", data)]
        elif signature in {b"lf", b"lh", b"li"}:
            found += struct.unpack(f"<{entries * width // 4}I", data)[:: width // 4]
        else:
            raise OSError(item)
    return found[:count]
