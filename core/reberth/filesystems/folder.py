"""A folder or share of the host as the system drive of a server."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from reberth.filesystems.tree import DIRECTORY, PIECE, Entry
from reberth.host.paths import long_path
from reberth.model.content import escape_file_name, escape_name, unescape_file_name
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SYMLINK = 0xA000000C
# [MS-FSCC] 2.1.2.1: the tag of what stands for something elsewhere, such as a junction.
_NAME_SURROGATE = 0x20000000


class FolderTree:
    """A folder of the host, read as a Windows volume: names ignore case on every host."""

    def __init__(self, volume: str, folder: Path) -> None:
        """Read ``folder``; ``volume`` is its id in the inventory.

        Raises:
            ReberthError: ``source.no-access``.
        """
        self.volume = volume
        self.label = ""
        self._root = long_path(os.fspath(folder.absolute()))
        try:
            os.scandir(self._root).close()
        except OSError as error:
            raise ReberthError("source.no-access", path=str(folder)) from error

    def find(self, path: str) -> Entry | None:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        try:
            # Followed if it is a link itself: the user pointed at it.
            entry: Entry | None = self._entry("", "\\", os.stat(self._root), self._root)  # noqa: PTH116 - as below
        except OSError as error:
            raise ReberthError("filesystem.folder-unreadable", path="\\") from error
        for part in path.strip("\\").split("\\"):
            if not part:
                continue
            if entry is None or not entry.directory or entry.reparse_tag:
                return None
            same = [item for item in self.list(entry) if item.name.upper() == part.upper()]
            entry = next((item for item in same if item.name == part), same[0] if same else None)
        return entry

    def list(self, folder: Entry) -> list[Entry]:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        prefix = folder.path.rstrip("\\")
        found: list[Entry] = []
        try:
            with os.scandir(self._host(folder.path)) as items:
                for item in items:
                    name = escape_file_name(item.name)
                    found.append(self._entry(name, f"{prefix}\\{name}", item.stat(follow_symlinks=False), item.path))
        except OSError as error:
            raise ReberthError("filesystem.folder-unreadable", path=folder.path) from error
        found.sort(key=lambda entry: (entry.name.upper(), entry.name))
        return found

    def _entry(self, name: str, path: str, status: os.stat_result, host: str) -> Entry:
        """Our view of a host entry; host links show as symbolic links and are never followed here."""
        attributes = getattr(status, "st_file_attributes", 0)
        # Windows itself reads through all other tags: deduplication, its own compression, the cloud.
        tag: int = getattr(status, "st_reparse_tag", 0)
        if not tag & _NAME_SURROGATE:
            tag = 0
        target = ""
        if stat.S_ISLNK(status.st_mode):
            tag = tag or _SYMLINK
            target = _windows_target(host)
        directory = stat.S_ISDIR(status.st_mode) or bool(attributes & DIRECTORY)
        if not directory and not stat.S_ISREG(status.st_mode) and not tag:
            # A socket, pipe or device of the host: nothing that a Windows folder could hold.
            tag = _SYMLINK
        return Entry(
            name=name,
            path=path,
            directory=directory,
            size=0 if directory else status.st_size,
            modified=status.st_mtime_ns,
            attributes=attributes,
            reparse_tag=tag,
            target=target,
            # Numbers of files repeat where another file system is mounted in the folder.
            id=status.st_dev << 64 | status.st_ino if status.st_ino else 0,
        )

    def chunks(self, entry: Entry, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        if entry.reparse_tag:
            raise ReberthError("filesystem.file-elsewhere", path=entry.path, tag=f"0x{entry.reparse_tag:08X}")
        left = entry.size - offset if length is None else min(length, entry.size - offset)
        try:
            with open(self._host(entry.path), "rb", buffering=0) as file:  # noqa: PTH123 - the path is a plain string
                file.seek(offset)
                while left > 0:
                    data = file.read(min(PIECE, left))
                    if not data:
                        raise ReberthError("filesystem.file-unreadable", path=entry.path)
                    left -= len(data)
                    yield data
        except OSError as error:
            raise ReberthError("filesystem.file-unreadable", path=entry.path) from error

    def security(self, entry: Entry) -> bytes:  # noqa: ARG002 - the protocol's signature
        """Empty: rights of a copied folder or a share are not the server's."""
        return b""

    def close(self) -> None:
        """Nothing is held open."""

    def _host(self, path: str) -> str:
        """The host's path of an entry."""
        parts = [unescape_file_name(part) for part in path.strip("\\").split("\\") if part]
        return os.path.join(self._root, *parts)  # noqa: PTH118 - names need not be valid text


def _windows_target(host: str) -> str:
    """A host link's target in Windows form."""
    try:
        return escape_name(os.readlink(host)).removeprefix("\\\\?\\").replace("/", "\\")  # noqa: PTH115
    except OSError:
        return ""
