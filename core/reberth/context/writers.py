"""Files written by threads of their own, so that reading the next file and writing the last go side by side.

Making a file costs the system more than copying its bytes (and on a Windows host with a virus scanner far more),
while a disk image's library must stay on one thread. So the caller's thread reads, and these threads write.
"""

from __future__ import annotations

import contextlib
import errno
import os
import queue
import threading
from typing import TYPE_CHECKING

from reberth.context.sink import GENERATED_TIME
from reberth.filesystems.tree import PIECE
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Bytes read but not yet written, over all files.
_BUDGET = 16 << 20
# A whole piece of zeros is left as a hole: sparse files stay cheap.
_ZEROS = bytes(PIECE)
# As many as cores: the reader waits for the writers more often than the other way round.
_THREADS = max(1, min(4, os.cpu_count() or 1))


class _File:
    """A file on its way: pieces, then None for its end; ``dropped`` when it shall not be there after all."""

    def __init__(self, path: str, place: str, modified: int) -> None:
        self.path = path
        self.place = place
        self.modified = modified
        self.pieces: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self.dropped = False


class Writers:
    """A few threads that write files; the first failure is kept in ``failure`` and stops all further writing."""

    def __init__(self) -> None:
        """Nothing is started until the first file comes."""
        self.failure: tuple[Exception, str] | None = None
        self._files: queue.SimpleQueue[_File | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._room = threading.Condition()
        self._held = 0
        self._stopped = False

    def write(self, path: str, place: str, size: int, modified: int, chunks: Iterable[bytes]) -> int:
        """Take a file's bytes and return their number; they are on disk only after :meth:`finish`.

        Args:
            path: Name for messages.
            place: Where to write; must not exist.
            size: Bytes that must come.
            modified: LastWriteTime in nanoseconds since 1970.
            chunks: The bytes; what it raises passes through, and then the file is not there.

        Raises:
            ReberthError: ``output.size-differs``.
        """
        self._start()
        file = _File(path, place, modified)
        handed_over = False
        taken = 0
        try:
            for piece in chunks:
                self._hold(len(piece))
                file.pieces.put(piece)
                if taken and not handed_over:
                    # More than one piece: written while it is read. A file of one piece goes over whole.
                    handed_over = True
                    self._files.put(file)
                taken += len(piece)
            file.dropped = taken != size
        except BaseException:
            file.dropped = True
            raise
        finally:
            file.pieces.put(None)
            if not handed_over:
                self._files.put(file)
        if file.dropped:
            raise ReberthError("output.size-differs", path=path, expected=size, written=taken)
        return taken

    def finish(self) -> None:
        """Wait until everything is written; ``failure`` then says whether it is."""
        for _ in self._threads:
            self._files.put(None)
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def stop(self) -> None:
        """Give up: what is not written yet never will be."""
        self._stopped = True
        self.finish()

    def _start(self) -> None:
        """Start the threads once."""
        if not self._threads:
            self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(_THREADS)]
            for thread in self._threads:
                thread.start()

    def _work(self) -> None:
        """Write one file after the other."""
        while (file := self._files.get()) is not None:
            pieces = self._pieces(file)
            try:
                if not self._stopped and self.failure is None:
                    _write(file, pieces)
            except (OSError, ValueError, OverflowError, MemoryError) as error:
                # Of the system, or of a name or number that Python does not take: the caller's thread raises it.
                self.failure = self.failure or (error, file.path)
            for _ in pieces:
                pass  # What still comes of a file that is not written must not fill the memory.

    def _pieces(self, file: _File) -> Iterator[bytes]:
        """The file's pieces, each given back to the budget when it has been dealt with."""
        while (piece := file.pieces.get()) is not None:
            yield piece
            with self._room:
                self._held -= len(piece)
                self._room.notify()

    def _hold(self, size: int) -> None:
        """Wait until ``size`` more bytes may be in memory; one piece always may."""
        with self._room:
            while self._held and self._held + size > _BUDGET:
                self._room.wait()
            self._held += size


def _write(file: _File, pieces: Iterator[bytes]) -> None:
    """Write one file, or remove it again when its reader gave up."""
    handle = os.open(file.place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        hole = False
        # Larger pieces are written bit by bit as well: see ``PIECE``.
        for part in (piece[at : at + PIECE] for piece in pieces for at in range(0, len(piece), PIECE)):
            hole = part == _ZEROS
            if hole:
                os.lseek(handle, len(part), os.SEEK_CUR)
            else:
                _write_all(handle, memoryview(part))
        if hole:
            os.ftruncate(handle, os.lseek(handle, 0, os.SEEK_CUR))
    finally:
        os.close(handle)
    if file.dropped:
        with contextlib.suppress(OSError):
            os.unlink(file.place)  # noqa: PTH108 - a plain string keeps the \\?\ prefix
    else:
        set_time(file.place, file.modified)


def set_time(place: str, modified: int) -> None:
    """Set when a file or folder was last written.

    A disk may hold times that this system cannot: such a file gets the time of generated ones.

    Args:
        place: Path on the host.
        modified: Nanoseconds since 1970.

    Raises:
        OSError: When it cannot be set for another reason.
    """
    try:
        os.utime(place, ns=(modified, modified))
    except (OverflowError, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise
        os.utime(place, ns=(GENERATED_TIME, GENERATED_TIME))


def _write_all(handle: int, piece: memoryview) -> None:
    """Write all of a piece; a raw write may take less than it is given."""
    done = os.write(handle, piece)
    while done < len(piece):
        done += os.write(handle, piece[done:])
