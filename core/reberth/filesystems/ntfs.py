"""NTFS through libfsntfs, over our own window of the disk; what Windows compressed in place through libwim."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pyfsntfs

from reberth.filesystems import wof
from reberth.filesystems.chunked import Chunked, decompressed
from reberth.filesystems.filetime import nanoseconds
from reberth.filesystems.libwim import Decompressor
from reberth.filesystems.needs_libwim import NEEDS_LIBWIM
from reberth.filesystems.tree import ENCRYPTED, PIECE, REPARSE_POINT, Entry
from reberth.model.content import escape_file_name, escape_name, unescape_name
from reberth.model.errors import ReberthError
from reberth.sources.window import Window, WindowFile

if TYPE_CHECKING:
    from collections.abc import Iterator

_REPARSE_ATTRIBUTE = 0xC0
_MFT_INDEX = 0xFFFFFFFFFFFF
# More than any volume has; pyfsntfs takes no larger number.
_NO_RECORD = 0x7FFFFFFF
# Damaged files of one folder; where there are more, the folder itself is what is damaged.
_MOST_LOST = 100
_MAX_RECORD = 64 << 10
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
        self._window = window
        self._file = WindowFile(window)
        self._decompressors: dict[tuple[int, int], Decompressor] = {}
        self._ntfs = pyfsntfs.volume()
        try:
            self._ntfs.open_file_object(self._file)
            self.label = self._ntfs.name or ""
        except (OSError, ValueError) as error:
            raise self._failure("filesystem.ntfs-damaged", "\\") from error

    def find(self, path: str) -> Entry | None:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        path = "\\" + path.strip("\\")
        parent, _, wanted = path.rpartition("\\")
        try:
            entry = self._look_up(path)
            if entry is None or entry.name == wanted:
                return entry
            # The index finds some name that is equal but for case; an exact one wins.
            folder = self._look_up(parent or "\\")
        except (OSError, ValueError) as error:
            if self._file.failure is None and self._leads_through_a_file(path):
                return None
            raise self._failure("filesystem.folder-unreadable", path) from error
        return next((item for item in self.list(folder) if item.name == wanted), entry) if folder else entry

    def _look_up(self, path: str) -> Entry | None:
        """The entry that libfsntfs finds for a path, under its own name.

        Raises:
            OSError, ValueError: Where it cannot be read, or a file is on the way.
        """
        if path == "\\":
            return self._entry(self._ntfs.get_root_directory(), "", path)
        found = self._ntfs.get_file_entry_by_path(unescape_name(path))
        if found is None:
            return None
        parent, _, wanted = path.rpartition("\\")
        name = escape_file_name(found.name or "") or wanted
        return self._entry(found, name, f"{parent}\\{name}")

    def _leads_through_a_file(self, path: str) -> bool:
        """Whether something on the way is no folder, which libfsntfs takes for damage."""
        place = path.find("\\", 1)
        try:
            while place > 0:
                entry = self._look_up(path[:place])
                if entry is None or not entry.directory:
                    return entry is None or not entry.problem
                place = path.find("\\", place + 1)
        except (OSError, ValueError):
            self._file.failure = None
        return False

    def list(self, folder: Entry) -> list[Entry]:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        prefix = folder.path.rstrip("\\")
        found: list[Entry] = []
        try:
            opened = self._ntfs.get_file_entry(folder.key)
            count = opened.number_of_sub_file_entries
        except (OSError, ValueError) as error:
            raise self._failure("filesystem.folder-unreadable", folder.path) from error
        lost = 0
        for index in range(count):
            try:
                item = opened.get_sub_file_entry(index)
                if folder.key == _ROOT_RECORD and item.file_reference & _MFT_INDEX < _FIRST_USER_RECORD:
                    continue
                name = escape_file_name(item.name or "")
                found.append(self._entry(item, name, f"{prefix}\\{name}"))
            except (OSError, ValueError) as error:
                lost += 1
                if lost > _MOST_LOST:
                    raise self._failure("filesystem.folder-unreadable", folder.path) from error
                # One damaged file does not take its neighbours with it.
                self._file.failure = None
                found.append(_damaged(f"<{index}>", f"{prefix}\\<{index}>"))
        found.sort(key=lambda entry: (entry.name.upper(), entry.name))
        return found

    def _entry(self, item: pyfsntfs.file_entry, name: str, path: str) -> Entry:
        """Our view of libfsntfs' entry."""
        flags = item.file_attribute_flags
        if flags is None:
            # Its record has lost its $STANDARD_INFORMATION: whether it is encrypted is not known.
            return _damaged(name, path)
        tag, target = _reparse_point(item) if flags & REPARSE_POINT else (0, "")
        directory = item.has_directory_entries_index()
        index = item.file_reference & _MFT_INDEX
        if tag == wof.TAG and not directory and self._compression(index) is not None:
            tag = 0
        return Entry(
            name=name,
            path=path,
            directory=directory,
            size=0 if directory else item.size,
            modified=nanoseconds(item.get_modification_time_as_integer()),
            attributes=flags,
            reparse_tag=tag,
            target=target,
            id=index,
            key=min(index, _NO_RECORD),
        )

    def chunks(self, entry: Entry, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        if entry.problem:
            raise ReberthError(entry.problem, path=entry.path)
        if entry.attributes & ENCRYPTED:
            raise ReberthError("filesystem.file-encrypted", path=entry.path)
        if entry.reparse_tag:
            raise ReberthError("filesystem.file-elsewhere", path=entry.path, tag=f"0x{entry.reparse_tag:08X}")
        end = entry.size if length is None else min(entry.size, offset + length)
        try:
            item = self._ntfs.get_file_entry(entry.key)
            if entry.attributes & REPARSE_POINT:
                yield from self._decompressed(item, entry, offset, end)
                return
            while offset < end:
                data = item.read_buffer_at_offset(min(PIECE, end - offset), offset)
                if not data:
                    raise self._failure("filesystem.file-unreadable", entry.path)
                offset += len(data)
                yield data
        except OSError as error:
            raise self._failure("filesystem.file-unreadable", entry.path) from error

    def _decompressed(self, item: pyfsntfs.file_entry, entry: Entry, offset: int, end: int) -> Iterator[bytes]:
        """Bytes of a file that Windows compressed in place."""
        found = self._compression(entry.key)
        stream = item.get_alternate_data_stream_by_name(wof.STREAM)
        if found is None or stream is None:
            raise ReberthError("filesystem.file-elsewhere", path=entry.path, tag=f"0x{wof.TAG:08X}")
        if found not in self._decompressors:
            try:
                self._decompressors[found] = Decompressor(*found)
            except ReberthError as error:
                raise ReberthError(NEEDS_LIBWIM, path=entry.path) from error
        place = Chunked(stream.size, entry.size, found[1])
        for piece in decompressed(
            place,
            lambda start, size: _exactly(stream, start, size),
            self._decompressors[found],
            lambda: ReberthError("filesystem.file-unreadable", path=entry.path),
            offset,
        ):
            if offset >= end:
                return
            yield piece[: end - offset]
            offset += len(piece)

    def _compression(self, index: int) -> tuple[int, int] | None:
        """How the file of an MFT record is compressed, None where it is not or that cannot be read."""
        try:
            # Boot sector, offset 64: clusters of a record, or as a negative number the power of two of its bytes.
            sector = self._window.read_at(0, 512)
            clusters = int.from_bytes(sector[64:65], "little", signed=True)
            cluster = int.from_bytes(sector[11:13], "little") * sector[13]
            size = 1 << -clusters if clusters < 0 else clusters * cluster
            if not 512 <= size <= _MAX_RECORD:
                return None
            return wof.compression(self._ntfs.get_file_entry(0).read_buffer_at_offset(size, index * size))
        except (OSError, ReberthError):
            return None

    def security(self, entry: Entry) -> bytes:
        """See :class:`reberth.filesystems.tree.FileTree`."""
        try:
            return self._ntfs.get_file_entry(entry.key).get_security_descriptor_data() or b""
        except OSError as error:
            raise self._failure("filesystem.security-unreadable", entry.path) from error

    def close(self) -> None:
        """Close the volume; the disk below stays open."""
        for item in self._decompressors.values():
            item.close()
        self._decompressors.clear()
        self._ntfs.close()

    def _failure(self, code: str, path: str) -> ReberthError:
        """The disk's own error where there was one, else ``code``."""
        below, self._file.failure = self._file.failure, None
        if below is not None:
            return below
        return ReberthError(code, path=path)


def _damaged(name: str, path: str) -> Entry:
    """What is shown of a file or folder whose record cannot be read."""
    return Entry(name, path, directory=False, key=_NO_RECORD, problem="filesystem.file-unreadable")


def _reparse_point(item: pyfsntfs.file_entry) -> tuple[int, str]:
    r"""Tag and target of a reparse point ([MS-FSCC] 2.1.2); the target without its ``\??\``."""
    for attribute in item.attributes:
        # All attributes pass isinstance() of all of pyfsntfs' attribute classes, so the type code decides.
        if attribute.attribute_type == _REPARSE_ATTRIBUTE:
            point = cast("pyfsntfs.reparse_point_attribute", attribute)
            return point.tag, escape_name((point.substitute_name or "").removeprefix("\\??\\"))
    return 0, ""


def _exactly(stream: pyfsntfs.data_stream, offset: int, size: int) -> bytes:
    """So many bytes of a stream.

    Raises:
        OSError: Where they are not there.
    """
    data = stream.read_buffer_at_offset(size, offset) if size else b""
    if len(data) != size:
        raise OSError(offset)
    return data
