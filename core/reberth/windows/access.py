"""NTFS access lists: which rights were given on purpose ([MS-DTYP] 2.4)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_DACL_PRESENT = 0x0004
_ALLOWED, _DENIED = 0x00, 0x01
_INHERITED = 0x10
_HEADER = struct.Struct("<BBHIIII")


class AccessEntry(NamedTuple):
    """One entry of an access list.

    Attributes:
        sid: ``S-1-5-32-568``.
        rights: ACCESS_MASK (2.4.3).
        allow: False for a deny entry.
        flags: ACE flags (2.4.4.1): 1 object inherit, 2 container inherit, 8 inherit only.
    """

    sid: str
    rights: int
    allow: bool
    flags: int


def explicit_entries(descriptor: bytes) -> tuple[AccessEntry, ...]:
    """Allow and deny entries of a self-relative security descriptor that are not inherited.

    A descriptor that is empty, has no access list, or is cut short gives what can be read of it.
    """
    if len(descriptor) < _HEADER.size:
        return ()
    _, _, control, _, _, _, place = _HEADER.unpack_from(descriptor)
    if not control & _DACL_PRESENT or not 0 < place <= len(descriptor) - 8:
        return ()
    return tuple(entry for entry in _entries(descriptor, place) if not entry.flags & _INHERITED)


def _entries(data: bytes, place: int) -> Iterator[AccessEntry]:
    """Entries of an access list (2.4.5) of the two plain kinds."""
    length, count = struct.unpack_from("<HH", data, place + 2)
    end = min(place + length, len(data))
    place += 8
    for _ in range(count):
        if place + 8 > end:
            return
        kind, flags, size = struct.unpack_from("<BBH", data, place)
        if size < 8 or place + size > end:
            return
        if kind in {_ALLOWED, _DENIED}:
            rights: int = struct.unpack_from("<I", data, place + 4)[0]
            sid = _sid(data[place + 8 : place + size])
            if sid:
                yield AccessEntry(sid, rights, kind == _ALLOWED, flags)
        place += size


def _sid(data: bytes) -> str:
    """A SID as text (2.4.2); "" where it is cut short."""
    if len(data) < 8 or len(data) < 8 + 4 * data[1]:
        return ""
    parts = struct.unpack_from(f"<{data[1]}I", data, 8)
    return "-".join(["S", str(data[0]), str(int.from_bytes(data[2:8], "big")), *map(str, parts)])
