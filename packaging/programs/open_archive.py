"""Run before either program: the archive of modules stays open.

PyInstaller opens it anew for each of some 150 modules of a start. Every opening is looked at by a virus scanner, and
goes through Wine's server; reading does neither. Its reader calls ``open``, and then seeks and reads within that file
(pyimod01_archive.py); threads that import take turns.
"""

from __future__ import annotations

import io
from _thread import allocate_lock
from typing import TYPE_CHECKING

import pyimod01_archive

if TYPE_CHECKING:
    from typing import BinaryIO


class _Kept:
    """A file that is not closed after use."""

    def __init__(self, name: str) -> None:
        """Open it to be read."""
        self._file = io.BufferedReader(io.FileIO(name))
        self._turn = allocate_lock()

    def __enter__(self) -> BinaryIO:
        """The file, for this thread alone."""
        self._turn.acquire()
        return self._file

    def __exit__(self, *_: object) -> None:
        """Let the next one have it."""
        self._turn.release()


_kept: dict[str, _Kept] = {}


def _open(name: str, _mode: str) -> _Kept:
    """Instead of the reader's ``open``, which it only ever calls to read."""
    return _kept.get(name) or _kept.setdefault(name, _Kept(name))


pyimod01_archive.open = _open
