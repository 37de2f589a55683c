"""The text that describes a VMDK: its extents, and its place in a chain of snapshots.

"Virtual Disk Format 5.0" (VMware, 2011), chapter "Layout Basics", "The Descriptor".
"""

from __future__ import annotations

import re
from pathlib import PureWindowsPath
from typing import NamedTuple

from reberth.model.errors import ReberthError

SIGNATURE = b"# Disk DescriptorFile"
# 8 TiB in extents of 2 GiB are 4,000 lines of some fifty bytes.
MAX_DESCRIPTOR = 1 << 20
_NO_PARENT = 0xFFFFFFFF
_EXTENT = re.compile(
    r'(RW|RDONLY|NOACCESS)\s+(\d{1,15})\s+([A-Z0-9]{1,20})(?:\s+"([^"]*)"(?:\s+(\d{1,15})(?:\s.*)?)?)?', re.IGNORECASE
)
# How such a line begins, whatever follows: partitions of a device have an id after the offset.
_ACCESS = re.compile(r"(?:RW|RDONLY|NOACCESS)\s", re.IGNORECASE)
# What VMware writes; any other name is not handed to Python, which knows encodings that are none.
_ENCODING = re.compile(r"utf-8|windows-125\d|shift_jis|gbk|big5|euc-(?:kr|jp)|iso-8859-\d{1,2}", re.IGNORECASE)
_SECTOR = 512


class Extent(NamedTuple):
    """A part of the disk.

    Attributes:
        kind: In capitals: ``FLAT``, ``SPARSE``, ``VMFS``, ``VMFSSPARSE``, ``SESPARSE``, ``ZERO``, or another.
        size: Bytes.
        name: The file that holds it, without folders; "" for none, and for what is no file.
        start: Where a flat extent begins in its file, in bytes.
    """

    kind: str
    size: int
    name: str = ""
    start: int = 0


class Descriptor(NamedTuple):
    """What a descriptor says.

    Attributes:
        content: CID, which changes with the first write after the disk was opened.
        parent: CID that its parent had; None for a disk that is whole by itself.
        hint: Where the parent was.
        kind: ``createType``: ``monolithicSparse``, ``vmfs`` and the like.
        extents: In the disk's order.
        encrypted: Whether VMware encrypted the disk.
    """

    content: int
    parent: int | None
    hint: str
    kind: str
    extents: tuple[Extent, ...]
    encrypted: bool


def parse_descriptor(data: bytes, name: str) -> Descriptor:
    """Read the descriptor of the file ``name``.

    Raises:
        ReberthError: ``source.damaged``.
    """
    described, end, _ = data.partition(b"\0")
    # Lines that are not read, or not understood, would leave out a part of the disk and move all that follows.
    damaged = not end and len(data) >= MAX_DESCRIPTOR
    entries: dict[str, str] = {}
    extents: list[Extent] = []
    for line in map(str.strip, _text(described).splitlines()):
        if found := _EXTENT.fullmatch(line):
            extents.append(_extent(*found.groups()))
        elif _ACCESS.match(line):
            damaged = True
        else:
            key, _, value = line.partition("=")
            entries.setdefault(key.strip().lower(), value.strip().strip('"'))
    hint = entries.get("parentfilenamehint", "")
    try:
        content = int(entries.get("cid", ""), 16) & 0xFFFFFFFF
        # A snapshot without its parent would read as zeros.
        parent = int(entries.get("parentcid", "" if hint else "ffffffff"), 16) & 0xFFFFFFFF
    except ValueError as error:
        raise ReberthError("source.damaged", name=name, part="VMDK descriptor") from error
    if damaged:
        raise ReberthError("source.damaged", name=name, part="VMDK descriptor")
    return Descriptor(
        content,
        None if parent == _NO_PARENT else parent,
        hint,
        entries.get("createtype", ""),
        tuple(extents),
        any(key.startswith("encryption.") for key in entries),
    )


def _text(data: bytes) -> str:
    """The text in the encoding that it names; names of files may have any letters."""
    named = re.search(rb'(?m)^encoding[ \t]*=[ \t]*"?([\w-]{1,20})', data)
    encoding = named[1].decode() if named else "utf-8"
    try:
        return data.decode(encoding if _ENCODING.fullmatch(encoding) else "utf-8")
    except (UnicodeDecodeError, LookupError):
        return data.decode("windows-1252", errors="replace")


def _extent(access: str, sectors: str, kind: str, path: str | None, start: str | None) -> Extent:
    """A line; what may not be accessed is kept as such, so that opening the disk says it."""
    kind = "NOACCESS" if access.upper() == "NOACCESS" else kind.upper()
    return Extent(kind, int(sectors) * _SECTOR, PureWindowsPath(path or "").name, int(start or 0) * _SECTOR)
