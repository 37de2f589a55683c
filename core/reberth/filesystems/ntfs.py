"""NTFS through libfsntfs, over our own window of the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pyfsntfs

from reberth.filesystems.tree import ENCRYPTED, REPARSE_POINT, Entry
from reberth.model.content import escape_name, unescape_name
from reberth.model.errors import ReberthError
from reberth.sources.window import Window, WindowFile

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20
_FILETIME_EPOCH = 116_444_736_000_000_000
_REPARSE_ATTRIBUTE = 0xC0
_MFT_INDEX = 0xFFFFFFFFFFFF
# MFT records below this number are the file system's own files ($MFT ... $Extend).
_FIRST_USER_RECORD = 24
_ROOT_RECORD = 5


class NtfsTree:
    """The tree of one NTFS volume. One per thread: handles of libfsntfs never cross threads."""

    def __init__(self, volume: str, window: Window) -> None:
        """Open the volume that ``window`` shows; ``volume`` is its id in the inventory.

        Raises:
            ReberthError: ``filesystem.ntfs-damaged``.
        """
        self.volume = volume
        self._file = WindowFile(window)
        self._ntfs = pyfsntfs.volume()
        try:
            self._ntfs.open_file_object(self._file)
            self.label = self._ntfs.name or ""
        except OSError as error:
            raise self._failure("filesystem.ntfs-damaged", "\\") from error

    def find(self, path: str) -> Entry | None:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        path = "\\" + path.strip("\\")
        try:
            found = self._ntfs.get_file_entry_by_path(unescape_name(path)) if path != "\\" else None
            if path == "\\":
                return self._entry(self._ntfs.get_root_directory(), "", "\\")
        except (OSError, ValueError) as error:
            raise self._failure("filesystem.folder-unreadable", path) from error
        if found is None:
            return None
        parent, _, wanted = path.rpartition("\\")
        name = escape_name(found.name or "")
        if name != wanted:
            # The index finds some name that is equal but for case; an exact one wins.
            folder = self.find(parent)
            exact = [item for item in self.list(folder) if item.name == wanted] if folder else []
            if exact:
                return exact[0]
        return self._entry(found, name or wanted, f"{parent}\\{name or wanted}")

    def list(self, folder: Entry) -> list[Entry]:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        prefix = folder.path.rstrip("\\")
        found: list[Entry] = []
        try:
            opened = self._ntfs.get_file_entry(folder.key)
            for index in range(opened.number_of_sub_file_entries):
                item = opened.get_sub_file_entry(index)
                if folder.key == _ROOT_RECORD and item.file_reference & _MFT_INDEX < _FIRST_USER_RECORD:
                    continue
                name = escape_name(item.name or "")
                found.append(self._entry(item, name, f"{prefix}\\{name}"))
        except (OSError, ValueError) as error:
            raise self._failure("filesystem.folder-unreadable", folder.path) from error
        found.sort(key=lambda entry: (entry.name.upper(), entry.name))
        return found

    def _entry(self, item: pyfsntfs.file_entry, name: str, path: str) -> Entry:
        """Our view of libfsntfs' entry."""
        flags = item.file_attribute_flags
        tag, target = _reparse_point(item) if flags & REPARSE_POINT else (0, "")
        directory = item.has_directory_entries_index()
        index = item.file_reference & _MFT_INDEX
        return Entry(
            name=name,
            path=path,
            directory=directory,
            size=0 if directory else item.size,
            modified=(item.get_modification_time_as_integer() - _FILETIME_EPOCH) * 100,
            attributes=flags,
            reparse_tag=tag,
            target=target,
            id=index,
            key=index,
        )

    def chunks(self, entry: Entry, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        if entry.attributes & ENCRYPTED:
            raise ReberthError("filesystem.file-encrypted", path=entry.path)
        if entry.reparse_tag:
            raise ReberthError("filesystem.file-elsewhere", path=entry.path, tag=f"0x{entry.reparse_tag:08X}")
        end = entry.size if length is None else min(entry.size, offset + length)
        try:
            item = self._ntfs.get_file_entry(entry.key)
            while offset < end:
                data = item.read_buffer_at_offset(min(_CHUNK, end - offset), offset)
                if not data:
                    raise self._failure("filesystem.file-unreadable", entry.path)
                offset += len(data)
                yield data
        except OSError as error:
            raise self._failure("filesystem.file-unreadable", entry.path) from error

    def security(self, entry: Entry) -> bytes:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        try:
            return self._ntfs.get_file_entry(entry.key).get_security_descriptor_data() or b""
        except OSError as error:
            raise self._failure("filesystem.security-unreadable", entry.path) from error

    def close(self) -> None:
        """Close the volume; the disk below stays open."""
        self._ntfs.close()

    def _failure(self, code: str, path: str) -> ReberthError:
        """The disk's own error where there was one, else ``code``."""
        below, self._file.failure = self._file.failure, None
        if below is not None:
            return below
        return ReberthError(code, path=path)


def _reparse_point(item: pyfsntfs.file_entry) -> tuple[int, str]:
    r"""Tag and target of a reparse point ([MS-FSCC] 2.1.2); the target without its ``\??\``."""
    for attribute in item.attributes:
        # All attributes pass isinstance() of all of pyfsntfs' attribute classes, so the type code decides.
        if attribute.attribute_type == _REPARSE_ATTRIBUTE:
            point = cast("pyfsntfs.reparse_point_attribute", attribute)
            return point.tag, escape_name((point.substitute_name or "").removeprefix("\\??\\"))
    return 0, ""
