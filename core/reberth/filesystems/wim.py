"""One image of a WIM file as a tree. Every stream is checked against its SHA-1."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING, NamedTuple

from reberth.filesystems.filetime import nanoseconds
from reberth.filesystems.tree import DIRECTORY, PIECE, REPARSE_POINT, Entry
from reberth.filesystems.wim_images import choose_image
from reberth.filesystems.wim_metadata import NO_STREAM, WimMetadata
from reberth.filesystems.wim_resources import WimFile
from reberth.model.content import escape_file_name, escape_name
from reberth.model.errors import ReberthError
from reberth.model.inventory import SourceInfo, VolumeInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reberth.filesystems.wim_metadata import Dentry
    from reberth.filesystems.wim_resources import Resource

_JUNCTION, _SYMLINK = 0xA0000003, 0xA000000C
_MAX_TARGET = 64 << 10


class _Node(NamedTuple):
    """What is kept of a directory entry: the tree's view, the SHA-1, security index, and where its children begin."""

    entry: Entry
    digest: bytes
    security: int
    children: int


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
        chosen = choose_image(wim, image)
        volume = f"{source_id}.image{chosen.number}"
        tree = WimTree(volume, wim, chosen.number)
    except BaseException:
        # Whoever cancels, too, leaves no open file.
        wim.close()
        raise
    detail = f"{chosen.number} of {len(wim.metadata)}: {chosen.name}".rstrip(": ")
    source = SourceInfo(source_id, path.name, "wim", chosen.size, detail)
    return source, VolumeInfo(volume, source_id, "wim", label=chosen.name), tree


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
        self._metadata = WimMetadata(wim, index)
        self._root = self._node(self._metadata.root, "")
        self._folders: dict[str, dict[str, _Node]] = {}
        self._checked: set[bytes] = set()

    def _node(self, stored: Dentry, parent: str) -> _Node:
        """The tree's view of a directory entry."""
        name = escape_file_name(stored.name)
        found = self._wim.stream(stored.digest)
        directory = bool(stored.attributes & DIRECTORY)
        entry = Entry(
            name=name,
            path=f"{parent}\\{name}" if name else "\\",
            directory=directory,
            size=0 if directory or found is None else found.size,
            modified=nanoseconds(stored.written),
            attributes=stored.attributes,
            reparse_tag=stored.reparse_tag,
            target=self._target(stored, found) if stored.reparse_tag in {_JUNCTION, _SYMLINK} else "",
            id=stored.group,
            key=stored.place,
        )
        folder = directory and not stored.attributes & REPARSE_POINT
        return _Node(entry, stored.digest, stored.security, stored.children if folder else 0)

    def _target(self, stored: Dentry, found: Resource | None) -> str:
        """Target of a junction or symbolic link, whose reparse data is the stream ([MS-FSCC] 2.1.2).

        "" where that cannot be read: a link that leads nowhere, beside files that are well.
        """
        if found is None or not 8 < found.size <= _MAX_TARGET:
            return ""
        try:
            data = b"".join(self._wim.chunks(found))
        except ReberthError:
            return ""
        if hashlib.sha1(data, usedforsecurity=False).digest() != stored.digest:
            return ""
        offset, length = struct.unpack_from("<HH", data, 0)
        start = (12 if stored.reparse_tag == _SYMLINK else 8) + offset
        return escape_name(data[start : start + length].decode("utf-16-le", errors="replace").removeprefix("\\??\\"))

    def _children(self, folder: _Node) -> dict[str, _Node]:
        """Entries of a folder by name; read once."""
        path = folder.entry.path
        if path in self._folders:
            return self._folders[path]
        found: dict[str, _Node] = {}
        try:
            for stored in self._metadata.children(folder.children):
                item = self._node(stored, path.rstrip("\\"))
                if not item.entry.name:
                    raise ReberthError("filesystem.folder-unreadable", path=path)
                found[item.entry.name] = item
        except ValueError as error:
            raise ReberthError("filesystem.folder-unreadable", path=path) from error
        self._folders[path] = found
        return found

    def _look_up(self, path: str) -> _Node | None:
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
        if found.digest == NO_STREAM:
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
        return b"" if found is None else self._metadata.security(found.security)

    def close(self) -> None:
        """Close the WIM."""
        self._wim.close()
