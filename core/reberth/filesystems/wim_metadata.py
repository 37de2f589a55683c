"""The metadata of one WIM image: its directory entries and security descriptors ([MS-WIM] and wimlib's headers)."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING, NamedTuple

from reberth.filesystems.tree import REPARSE_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.filesystems.wim_resources import WimFile

NO_STREAM = bytes(20)
_MAX_METADATA = 1 << 30
_DENTRY = struct.Struct("<QIiQ")
_DENTRY_SIZE = 102
_STREAM_SIZE = 38


class Dentry(NamedTuple):
    """A directory entry as it is stored.

    Attributes:
        place: Where it lies in the metadata.
        name: Its name, "" for the root.
        attributes: Windows' file attributes.
        written: FILETIME of the last change.
        digest: SHA-1 of its unnamed stream, ``NO_STREAM`` where it has none.
        reparse_tag: 0 where it is no reparse point.
        group: Number that the names of one file share, 0 for a file of one name.
        security: Index of its security descriptor, negative for none.
        children: Where the entries of this folder begin, 0 where it has none.
    """

    place: int
    name: str
    attributes: int
    written: int
    digest: bytes
    reparse_tag: int
    group: int
    security: int
    children: int


class WimMetadata:
    """The metadata of an image, held in memory."""

    def __init__(self, wim: WimFile, index: int) -> None:
        """Read and check the metadata of an image (1-based).

        Raises:
            ReberthError: ``source.damaged``, ``source.truncated``.
        """
        resource, digest = wim.metadata[index - 1]
        if resource.size > _MAX_METADATA:
            raise wim.damaged("WIM metadata")
        self._data = b"".join(wim.chunks(resource))
        if hashlib.sha1(self._data, usedforsecurity=False).digest() != digest or len(self._data) < 8:
            raise wim.damaged("WIM metadata")
        self._security = self._security_table()
        total: int = struct.unpack_from("<I", self._data, 0)[0]
        root = (max(total, 8) + 7) & ~7
        if root + _DENTRY_SIZE > len(self._data):
            raise wim.damaged("WIM metadata")
        self.root = self._dentry(root)
        # Places of the entries read so far: in a tree each is in one folder, so that a walk comes to an end.
        self._read = {root}

    def _security_table(self) -> tuple[tuple[int, int], ...]:
        """Offset and length of each security descriptor."""
        total, count = struct.unpack_from("<II", self._data, 0)
        if total > len(self._data) or 8 + 8 * count > max(total, 8):
            return ()
        sizes = struct.unpack_from(f"<{count}Q", self._data, 8)
        place = 8 + 8 * count
        table = []
        for size in sizes:
            if place + size > len(self._data):
                break
            table.append((place, size))
            place += size
        return tuple(table)

    def security(self, index: int) -> bytes:
        """A security descriptor, empty where there is none of that number."""
        if not 0 <= index < len(self._security):
            return b""
        place, size = self._security[index]
        return self._data[place : place + size]

    def children(self, place: int) -> Iterator[Dentry]:
        """The entries of a folder, which can be asked for once.

        Args:
            place: Where they begin, 0 where there are none.

        Raises:
            ValueError: For an entry that reaches out of the metadata, or that was seen in another folder.
        """
        while place and place + 8 <= len(self._data):
            length: int = struct.unpack_from("<Q", self._data, place)[0]
            if length < _DENTRY_SIZE:
                return
            if place + length > len(self._data) or place in self._read:
                raise ValueError(place)
            self._read.add(place)
            yield self._dentry(place)
            place = self._after(place, length)

    def _dentry(self, place: int) -> Dentry:
        """One directory entry (wimlib: struct wim_dentry_on_disk), its named streams skipped."""
        data = self._data
        _, attributes, security, children = _DENTRY.unpack_from(data, place)
        written: int = struct.unpack_from("<Q", data, place + 56)[0]
        digest = data[place + 64 : place + 84]
        linked = bool(attributes & REPARSE_POINT)
        reparse: int = struct.unpack_from("<I", data, place + 88)[0]
        group: int = struct.unpack_from("<Q", data, place + 88)[0]
        streams, _, length = struct.unpack_from("<HHH", data, place + 96)
        stored = data[place + _DENTRY_SIZE : place + _DENTRY_SIZE + (length & ~1)]
        if streams and digest == NO_STREAM:
            digest = self._unnamed_stream(place, streams)
        return Dentry(
            place=place,
            name=stored.decode("utf-16-le", errors="surrogatepass"),
            attributes=attributes,
            written=written,
            digest=digest,
            reparse_tag=reparse if linked else 0,
            group=0 if linked else group,
            security=security,
            children=children,
        )

    def _unnamed_stream(self, place: int, streams: int) -> bytes:
        """The SHA-1 of the unnamed one of an entry's extra streams."""
        length: int = struct.unpack_from("<Q", self._data, place)[0]
        for start in self._streams(place + ((length + 7) & ~7), streams):
            if start + _STREAM_SIZE > len(self._data):
                break
            digest, name = struct.unpack_from("<20sH", self._data, start + 16)
            if not name and digest != NO_STREAM:
                return bytes(digest)
        return NO_STREAM

    def _after(self, place: int, length: int) -> int:
        """Where the next entry begins: behind this one and its extra streams."""
        count: int = struct.unpack_from("<H", self._data, place + 96)[0]
        place += (length + 7) & ~7
        for start in self._streams(place, count):
            size: int = struct.unpack_from("<Q", self._data, start)[0]
            place = start + ((size + 7) & ~7)
        return place

    def _streams(self, place: int, count: int) -> Iterator[int]:
        """Where the extra streams of an entry begin (wimlib: struct wim_extra_stream_entry_on_disk)."""
        for _ in range(count):
            if place + 8 > len(self._data):
                return
            size: int = struct.unpack_from("<Q", self._data, place)[0]
            if size < _STREAM_SIZE:
                return
            yield place
            place += (size + 7) & ~7
