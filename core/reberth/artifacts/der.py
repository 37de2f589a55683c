"""As much of an X.509 certificate as people need to recognise it (RFC 5280, 4.1; X.690 for the encoding)."""

from __future__ import annotations

from typing import NamedTuple

_COMMON_NAME = bytes((0x55, 0x04, 0x03))
_ORGANISATION = (bytes((0x55, 0x04, 0x0A)), bytes((0x55, 0x04, 0x0B)))
_SEQUENCE, _SET, _OID, _INTEGER, _VERSION, _UTC_TIME = 0x30, 0x31, 0x06, 0x02, 0xA0, 0x17
_ENCODINGS = {0x0C: "utf-8", 0x1E: "utf-16-be", 0x1C: "utf-32-be"}


class CertificateNames(NamedTuple):
    """Subject, issuer and last day (``2030-12-31``); each "" where it could not be read."""

    subject: str
    issuer: str
    expires: str


def read_names(data: bytes) -> CertificateNames:
    """Read a DER certificate; broken ones give empty fields."""
    try:
        certificate = _parts(_inner(data, _SEQUENCE))
        fields = _parts(certificate[0][1])
        if fields and fields[0][0] == _VERSION:
            fields = fields[1:]
        issuer, validity, subject = fields[2][1], fields[3][1], fields[4][1]
        return CertificateNames(_name(subject), _name(issuer), _day(_parts(validity)[1]))
    except (IndexError, ValueError):
        return CertificateNames("", "", "")


def _inner(data: bytes, tag: int) -> bytes:
    """The content of the one element that ``data`` begins with."""
    found = _parts(data)
    if found[0][0] != tag:
        raise ValueError(tag)
    return found[0][1]


def _parts(data: bytes) -> list[tuple[int, bytes]]:
    """Elements one after the other: tag and content."""
    found = []
    place = 0
    while place < len(data):
        tag, length = data[place], data[place + 1]
        place += 2
        if length & 0x80:
            size = length & 0x7F
            if not 0 < size <= 4:
                raise ValueError(size)
            length = int.from_bytes(data[place : place + size], "big")
            place += size
        if place + length > len(data):
            raise ValueError(length)
        found.append((tag, data[place : place + length]))
        place += length
    return found


def _name(data: bytes) -> str:
    """The common name, else organisation and unit."""
    texts: dict[bytes, str] = {}
    for _, item in _parts(data):
        for _, pair in _parts(item):
            (tag, kind), (encoding, value) = _parts(pair)[:2]
            if tag == _OID:
                texts.setdefault(kind, value.decode(_ENCODINGS.get(encoding, "latin-1"), errors="replace"))
    return texts.get(_COMMON_NAME) or ", ".join(texts[kind] for kind in _ORGANISATION if kind in texts)


def _day(time: tuple[int, bytes]) -> str:
    """UTCTime and GeneralizedTime as a date (RFC 5280, 4.1.2.5: two digits below 50 mean 20xx)."""
    text = time[1].decode("ascii", errors="replace")
    if time[0] == _UTC_TIME:
        text = ("20" if int(text[:2]) < 50 else "19") + text
    return f"{int(text[:4]):04d}-{int(text[4:6]):02d}-{int(text[6:8]):02d}"
