"""One image of a WIM file as a tree. Every stream is checked against its SHA-1."""

from __future__ import annotations

import hashlib
import re
import struct
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from reberth.filesystems.filetime import nanoseconds
from reberth.filesystems.tree import DIRECTORY, PIECE, REPARSE_POINT, Entry
from reberth.filesystems.wim_resources import WimFile
from reberth.model.content import escape_file_name, escape_name
from reberth.model.errors import ReberthError
from reberth.model.inventory import SourceInfo, VolumeInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reberth.filesystems.wim_resources import Resource

_DECIMAL = re.compile("[0-9]{1,18}")
_MAX_METADATA = 1 << 30
_NO_STREAM = bytes(20)
_JUNCTION, _SYMLINK = 0xA0000003, 0xA000000C
_MAX_TARGET = 64 << 10
_DENTRY = struct.Struct("<QIiQ")
_DENTRY_SIZE = 102
_STREAM_SIZE = 38


class WimImage(NamedTuple):
    """An image as the XML describes it: 1-based number, name, size of its files in bytes."""

    number: int
    name: str
    size: int


class _Dentry(NamedTuple):
    """A directory entry: the tree's view, the SHA-1 of its stream, security id and where its children begin."""

    entry: Entry
    digest: bytes
    security: int
    children: int


def wim_images(wim: WimFile) -> tuple[WimImage, ...]:
    """The images of a WIM. Images that the XML does not describe still count."""
    found: dict[int, WimImage] = {}
    if wim.xml:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(wim.xml.decode("utf-16", errors="replace").lstrip("\ufeff").encode(), parser)
        except etree.XMLSyntaxError:
            root = etree.Element("WIM")
        for node in root.iter("IMAGE"):
            index = node.get("INDEX", "")
            if _DECIMAL.fullmatch(index):
                number = int(index)
                size = node.findtext("TOTALBYTES") or ""
                name = node.findtext("NAME") or ""
                found[number] = WimImage(number, name, int(size) if _DECIMAL.fullmatch(size) else 0)
    return tuple(found.get(index, WimImage(index, "", 0)) for index in range(1, len(wim.metadata) + 1))


def open_wim(path: Path, image: str, source_id: str) -> tuple[SourceInfo, VolumeInfo, WimTree]:
    """Open one image.

    Args:
        path: The WIM file.
        image: Index or name; "" where there is only one.
        source_id: ``wim0``.

    Raises:
        ReberthError: ``source.wim-choice`` (several, none chosen), ``source.wim-no-such-image``, ``source.damaged``.
    """
    wim = WimFile(path)
    try:
        chosen = _choose(wim, wim_images(wim), image)
        volume = f"{source_id}.image{chosen.number}"
        tree = WimTree(volume, wim, chosen.number)
    except BaseException:
        wim.close()
        raise
    detail = f"{chosen.number} of {len(wim.metadata)}: {chosen.name}".rstrip(": ")
    source = SourceInfo(source_id, path.name, "wim", chosen.size, detail)
    return source, VolumeInfo(volume, source_id, "wim", label=chosen.name), tree


def _choose(wim: WimFile, images: tuple[WimImage, ...], wanted: str) -> WimImage:
    """The image a person means."""
    names = "; ".join(f"{item.number}: {item.name or '?'}" for item in images) or "-"
    if not wanted and len(images) == 1:
        return images[0]
    if not wanted:
        raise ReberthError("source.wim-choice", name=wim.file.name, images=names)
    for item in images:
        if wanted == str(item.number) or (item.name and wanted.lower() == item.name.lower()):
            return item
    raise ReberthError("source.wim-no-such-image", name=wim.file.name, wanted=wanted, images=names)


class WimTree:
    """The tree of one image; its metadata is held in memory, its files are not."""

    def __init__(self, volume: str, wim: WimFile, index: int) -> None:
        """Read the metadata of an image.

        Raises:
            ReberthError: ``source.damaged``.
        """
        self.volume = volume
        self.label = ""
        self._wim = wim
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
        self._root = self._dentry(root, "")
        self._folders: dict[str, dict[str, _Dentry]] = {}
        # Places of the entries read so far: in a tree each is in one folder, so that a walk comes to an end.
        self._read = {root}
        self._checked: set[bytes] = set()

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

    def _dentry(self, place: int, parent: str) -> _Dentry:
        """One directory entry (wimlib: struct wim_dentry_on_disk), its named streams skipped."""
        data = self._data
        _, attributes, security, children = _DENTRY.unpack_from(data, place)
        written: int = struct.unpack_from("<Q", data, place + 56)[0]
        digest = data[place + 64 : place + 84]
        reparse: int = struct.unpack_from("<I", data, place + 88)[0]
        group: int = 0 if attributes & REPARSE_POINT else struct.unpack_from("<Q", data, place + 88)[0]
        streams, _, length = struct.unpack_from("<HHH", data, place + 96)
        stored = data[place + _DENTRY_SIZE : place + _DENTRY_SIZE + (length & ~1)]
        name = escape_file_name(stored.decode("utf-16-le", errors="surrogatepass"))
        if streams and digest == _NO_STREAM:
            digest = self._unnamed_stream(place, streams)
        found = self._wim.stream(digest)
        directory = bool(attributes & DIRECTORY)
        target = ""
        if attributes & REPARSE_POINT and found is not None and reparse in {_JUNCTION, _SYMLINK}:
            target = self._target(found.size, digest, reparse)
        entry = Entry(
            name=name,
            path=f"{parent}\\{name}" if name else "\\",
            directory=directory,
            size=0 if directory or found is None else found.size,
            modified=nanoseconds(written),
            attributes=attributes,
            reparse_tag=reparse if attributes & REPARSE_POINT else 0,
            target=target,
            id=group,
            key=place,
        )
        return _Dentry(entry, digest, security, children if directory and not attributes & REPARSE_POINT else 0)

    def _unnamed_stream(self, place: int, streams: int) -> bytes:
        """The SHA-1 of the unnamed one of an entry's extra streams."""
        length: int = struct.unpack_from("<Q", self._data, place)[0]
        place += (length + 7) & ~7
        for _ in range(streams):
            if place + _STREAM_SIZE > len(self._data):
                break
            size, digest, name = struct.unpack_from("<Q8x20sH", self._data, place)
            if size < _STREAM_SIZE:
                break
            if not name and digest != _NO_STREAM:
                return bytes(digest)
            place += (size + 7) & ~7
        return _NO_STREAM

    def _target(self, size: int, digest: bytes, tag: int) -> str:
        """Target of a junction or symbolic link, whose reparse data is the stream ([MS-FSCC] 2.1.2).

        "" where that cannot be read: a link that leads nowhere, beside files that are well.
        """
        found = self._wim.stream(digest)
        if found is None or not 8 < size <= _MAX_TARGET:
            return ""
        try:
            data = b"".join(self._wim.chunks(found))
        except ReberthError:
            return ""
        if hashlib.sha1(data, usedforsecurity=False).digest() != digest:
            return ""
        offset, length = struct.unpack_from("<HH", data, 0)
        start = (12 if tag == _SYMLINK else 8) + offset
        return escape_name(data[start : start + length].decode("utf-16-le", errors="replace").removeprefix("\\??\\"))

    def _children(self, folder: _Dentry) -> dict[str, _Dentry]:
        """Entries of a folder by name; read once."""
        path = folder.entry.path
        if path in self._folders:
            return self._folders[path]
        found: dict[str, _Dentry] = {}
        place = folder.children
        while place and place + 8 <= len(self._data):
            length: int = struct.unpack_from("<Q", self._data, place)[0]
            if length < _DENTRY_SIZE:
                break
            if place + length > len(self._data) or place in self._read:
                raise ReberthError("filesystem.folder-unreadable", path=path)
            self._read.add(place)
            item = self._dentry(place, path.rstrip("\\"))
            if not item.entry.name:
                raise ReberthError("filesystem.folder-unreadable", path=path)
            found[item.entry.name] = item
            place = self._after(place, length)
        self._folders[path] = found
        return found

    def _after(self, place: int, length: int) -> int:
        """Where the next entry begins: behind this one and its extra streams."""
        streams: int = struct.unpack_from("<H", self._data, place + 96)[0]
        place += (length + 7) & ~7
        for _ in range(streams):
            if place + 8 > len(self._data):
                break
            size: int = struct.unpack_from("<Q", self._data, place)[0]
            if size < _STREAM_SIZE:
                break
            place += (size + 7) & ~7
        return place

    def _look_up(self, path: str) -> _Dentry | None:
        """An entry by path, ignoring case; the exact name wins."""
        item = self._root
        for part in path.strip("\\").split("\\"):
            if not part:
                continue
            children = self._children(item)
            exact = children.get(part)
            if exact is None:
                exact = next((child for name, child in children.items() if name.upper() == part.upper()), None)
            if exact is None:
                return None
            item = exact
        return item

    def find(self, path: str) -> Entry | None:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        found = self._look_up(path)
        return None if found is None else found.entry

    def list(self, folder: Entry) -> list[Entry]:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        found = self._look_up(folder.path)
        if found is None:
            raise ReberthError("filesystem.folder-unreadable", path=folder.path)
        entries = [item.entry for item in self._children(found).values()]
        entries.sort(key=lambda entry: (entry.name.upper(), entry.name))
        return entries

    def chunks(self, entry: Entry, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """See :class:`reberth.filesystems.tree.FileTree`.

        What is read to its end is checked against its SHA-1; a file that is read from the middle (a hive, block by
        block) is read whole for that once. Only the first bytes of a file, read alone, are not checked.
        """
        found = self._look_up(entry.path)
        if found is None or entry.reparse_tag:
            raise ReberthError("filesystem.file-elsewhere", path=entry.path, tag=f"0x{entry.reparse_tag:08X}")
        if found.digest == _NO_STREAM:
            return
        resource = self._wim.stream(found.digest)
        if resource is None:
            raise ReberthError("filesystem.file-unreadable", path=entry.path)
        left = resource.size - offset if length is None else min(length, resource.size - offset)
        try:
            if offset and found.digest not in self._checked:
                for _ in self._pieces(resource, found.digest, 0, resource.size):
                    pass
                self._checked.add(found.digest)
            yield from self._pieces(resource, found.digest, offset, left)
        except ReberthError as error:
            raise ReberthError("filesystem.file-damaged", path=entry.path) from error

    def _pieces(self, resource: Resource, expected: bytes, offset: int, left: int) -> Iterator[bytes]:
        """``left`` bytes of a stream from ``offset`` on, checked where that is all of it."""
        digest = hashlib.sha1(usedforsecurity=False) if offset == 0 and left == resource.size else None
        for piece in self._wim.chunks(resource, offset) if left > 0 else ():
            part = piece[:left]
            left -= len(part)
            if digest is not None:
                digest.update(part)
            for start in range(0, len(part), PIECE):
                yield part[start : start + PIECE]
            if left <= 0:
                break
        if digest is not None and digest.digest() != expected:
            raise self._wim.damaged("WIM stream")

    def security(self, entry: Entry) -> bytes:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        found = self._look_up(entry.path)
        if found is None or not 0 <= found.security < len(self._security):
            return b""
        place, size = self._security[found.security]
        return self._data[place : place + size]

    def close(self) -> None:
        """Close the WIM."""
        self._wim.close()
