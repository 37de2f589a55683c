"""References to bytes on a disk, and one reversible escape for names that text cannot hold."""

from __future__ import annotations

import re

from msgspec import Struct


class ContentRef(Struct, frozen=True, order=True):
    r"""A file or folder on a volume of the scanned server.

    Attributes:
        volume: Volume id of the inventory (``disk0.partition2``, ``wim0.image1``, ``folder0.root``).
        path: Path on that volume in Windows form, starting with a backslash: ``\inetpub\wwwroot``; ``\`` is
            the root. Lone surrogates are escaped by :func:`escape_name`.
    """

    volume: str
    path: str


_LONE = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile("/u([dD][89a-fA-F][0-9a-fA-F]{2})")

# A slash that begins no escape, be it of a surrogate or of a backslash.
_SLASH = re.compile("/(?!u(?:[dD][89a-fA-F][0-9a-fA-F]{2}|005C))")


def escape_name(name: str) -> str:
    """Write lone surrogates, legal in NTFS names but not in UTF-8, as ``/uD800``.

    A slash can stand in no Windows name, so the escape is reversible and cannot be confused with a name.
    """
    return _LONE.sub(lambda match: f"/u{ord(match.group()):04X}", name) if not name.isascii() else name


def unescape_name(name: str) -> str:
    """The inverse of :func:`escape_name`."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), name) if "/" in name else name


def escape_file_name(name: str) -> str:
    """One name as a file system holds it: as :func:`escape_name`, and a backslash as ``/u005C``.

    POSIX has such names, and damaged volumes. Unescaped they would be paths.
    """
    return escape_name(name).replace("\\", "/u005C")


def unescape_file_name(name: str) -> str:
    """The inverse of :func:`escape_file_name`."""
    return unescape_name(name.replace("/u005C", "\\"))


def to_backslashes(path: str) -> str:
    """A Windows path with slashes, as people write it too, in its usual form; escapes of names stay."""
    return _SLASH.sub(r"\\", path)
