"""The subject of an X.509 certificate (RFC 5280 4.1, DER of X.690): Python's ssl tells it of trusted ones only."""

from __future__ import annotations

_NAMES = {b"\x55\x04\x03": "CN", b"\x55\x04\x06": "C", b"\x55\x04\x07": "L", b"\x55\x04\x08": "ST"}
_NAMES |= {b"\x55\x04\x0a": "O", b"\x55\x04\x0b": "OU"}
_VERSION = 0xA0
_ENCODINGS = {0x1E: "utf-16-be", 0x1C: "utf-32-be", 0x14: "latin-1"}


def subject_of(certificate: bytes) -> str:
    """The subject as ``CN=shop.example, O=Example``; empty where the bytes are no certificate."""
    try:
        fields = _children(_children(_children(certificate)[0][1])[0][1])
        if fields and fields[0][0] == _VERSION:
            del fields[0]
        # serialNumber, signature, issuer, validity, subject
        names = [_children(pair[1])[0] for pair in _children(fields[4][1])]
        parts = []
        for _, pair in names:
            (_, kind), (tag, value) = _children(pair)[:2]
            text = value.decode(_ENCODINGS.get(tag, "utf-8"), errors="replace")
            parts.append(f"{_NAMES.get(kind, 'OID')}={text}")
    except (IndexError, ValueError):
        return ""
    return ", ".join(parts)[:300]


def _children(data: bytes) -> list[tuple[int, bytes]]:
    """The elements that stand one after the other in ``data``, as tag and content.

    Raises:
        IndexError: Where an element ends too early.
    """
    found = []
    place = 0
    while place < len(data):
        tag, length = data[place], data[place + 1]
        place += 2
        if length & 0x80:
            count = length & 0x7F
            length = int.from_bytes(data[place : place + count], "big")
            place += count
        if place + length > len(data):
            raise IndexError
        found.append((tag, data[place : place + length]))
        place += length
    return found
