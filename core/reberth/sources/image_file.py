"""The image file itself: opened for reading only, short reads are errors."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from reberth.host.opening import open_for_reading
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from pathlib import Path

# ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: a running VM or a mounted disk holds the file.
_LOCKED = {32, 33}


class ImageFile:
    """A file on the host, read-only and unbuffered.

    Attributes:
        path: As it was given.
        name: File name without folders, for messages and the inventory.
        size: Bytes.
    """

    def __init__(self, path: Path) -> None:
        """Open ``path`` without asking for write access.

        Raises:
            ReberthError: ``source.not-found``, ``source.locked``, ``source.no-access``, ``source.not-a-file``,
                ``source.unreadable``.
        """
        self.path = path
        self.name = path.name
        try:
            if not _may_hold_a_disk(path.stat().st_mode):
                raise ReberthError("source.not-a-file", name=self.name)
            self._handle = open_for_reading(str(path))
        except OSError as error:
            raise _failure(error, path) from error
        try:
            self.size = os.lseek(self._handle, 0, os.SEEK_END)
        except OSError as error:
            os.close(self._handle)
            raise ReberthError("source.not-a-file", name=self.name) from error

    def read_at(self, offset: int, length: int) -> bytes:
        """Exactly ``length`` bytes at ``offset``.

        Raises:
            ReberthError: ``source.truncated``, ``source.unreadable``.
        """
        if offset < 0 or length < 0 or offset + length > self.size:
            raise ReberthError("source.truncated", name=self.name, offset=offset, need=length, have=self.size)
        try:
            data = self._read(offset, length)
            while len(data) < length:
                more = self._read(offset + len(data), length - len(data))
                if not more:
                    raise ReberthError("source.truncated", name=self.name, offset=offset, need=length, have=self.size)
                data += more
        except OSError as error:
            raise ReberthError("source.unreadable", name=self.name, reason=error.strerror or str(error)) from error
        return data

    def _read(self, offset: int, length: int) -> bytes:
        """One read; ``pread`` where the platform has it."""
        if hasattr(os, "pread"):
            return os.pread(self._handle, length, offset)
        os.lseek(self._handle, offset, os.SEEK_SET)
        return os.read(self._handle, length)

    def close(self) -> None:
        """Close the file; more than once is fine."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _may_hold_a_disk(mode: int) -> bool:
    """Files and block devices; opening a pipe would wait for a writer, and a folder opens but has no bytes."""
    return stat.S_ISREG(mode) or stat.S_ISBLK(mode)


def _failure(error: OSError, path: Path) -> ReberthError:
    """The words for a file that cannot be opened."""
    if getattr(error, "winerror", None) in _LOCKED:
        return ReberthError("source.locked", name=path.name)
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return ReberthError("source.not-found", path=str(path))
    if error.errno in {errno.EACCES, errno.EPERM}:
        return ReberthError("source.no-access", path=str(path))
    return ReberthError("source.unreadable", name=path.name, reason=error.strerror or str(error))
