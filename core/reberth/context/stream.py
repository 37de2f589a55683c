"""The build context as a tar stream (POSIX.1-2001 pax format): read from the disk on one thread, uploaded on another.

The same files in the same order give the same bytes.
"""

from __future__ import annotations

import contextlib
import queue
import tarfile
import tempfile
from typing import TYPE_CHECKING

from reberth.context.sink import GENERATED_TIME
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Large, for each is a change of threads; many (32 MB), so that a slow disk and a busy engine stop each other less.
_CHUNK = 512 << 10
_WAITING = 64
# A file up to this size is read whole before its header goes out, so that it can still be left behind.
_WHOLE = 4 << 20
_SECOND = 1_000_000_000


class HalfSentError(Exception):
    """A large file proved unreadable when its beginning was in the stream already: start again, with ``careful``."""


class StreamStoppedError(Exception):
    """One of the two threads has given up."""


class TarStream:
    """A sink (:class:`reberth.context.sink.Sink`) whose bytes another thread takes from :meth:`chunks`.

    The filling thread ends with :meth:`finish` or :meth:`abort`, the taking thread with :meth:`stop`.
    """

    def __init__(self, *, careful: bool = False) -> None:
        """``careful`` keeps each large file in a temporary file until it is known to be readable to its end."""
        self._careful = careful
        self._queue: queue.Queue[bytes | StreamStoppedError | None] = queue.Queue(_WAITING)
        self._buffer = bytearray()
        self._folder: tuple[str, int] | None = None
        self._made: set[str] = set()
        self._stopped = False

    @property
    def waiting(self) -> int:
        """Chunks that nobody has taken yet."""
        return self._queue.qsize()

    def add_folder(self, path: str, modified: int) -> None:
        """See :class:`reberth.context.sink.Sink`. Of two times given in a row for one folder the last counts."""
        if self._folder is not None and self._folder[0] != path:
            self._flush_folder()
        self._folder = (path, modified)

    def add_file(self, path: str, size: int, modified: int, chunks: Iterable[bytes]) -> int:
        """See :class:`reberth.context.sink.Sink`.

        Raises:
            HalfSentError: When ``chunks`` fails after the file's header went out.
            ReberthError: ``output.size-differs``; ``output.scratch-failed``; or what ``chunks`` raises.
            StreamStoppedError: When nobody takes the bytes.
        """
        with contextlib.ExitStack() as stack:
            if size <= _WHOLE:
                chunks = [b"".join(chunks)]
            elif self._careful:
                try:
                    spool = stack.enter_context(tempfile.TemporaryFile(prefix="reberth-"))
                    spool.writelines(chunks)
                    spool.seek(0)
                except OSError as error:
                    reason = error.strerror or str(error)
                    raise ReberthError(
                        "output.scratch-failed", path=path, folder=tempfile.gettempdir(), size=size, reason=reason
                    ) from error
                chunks = iter(lambda: spool.read(_CHUNK), b"")
            self._flush_folder()
            self._make(path.rpartition("/")[0])
            self._put(_header(path, size, modified, tarfile.REGTYPE))
            written = self._copy(path, chunks)
        if written != size:
            raise ReberthError("output.size-differs", path=path, expected=size, written=written)
        self._put(bytes(-written % tarfile.BLOCKSIZE))
        return written

    def finish(self) -> None:
        """Write the end of the archive."""
        self._flush_folder()
        self._put(bytes(2 * tarfile.BLOCKSIZE))
        if self._buffer:
            self._hand_over(bytes(self._buffer))
        self._hand_over(None)

    def abort(self) -> None:
        """Make :meth:`chunks` raise :class:`StreamStoppedError`: the upload breaks off, and the engine forgets it."""
        self.stop()
        # Only this thread fills the queue, so there is room.
        self._queue.put_nowait(StreamStoppedError())

    def chunks(self) -> Iterator[bytes]:
        """The archive, for the uploading thread."""
        while (item := self._queue.get()) is not None:
            if isinstance(item, StreamStoppedError):
                raise item
            yield item

    def stop(self) -> None:
        """No more bytes are wanted; the filling thread is told so at its next step."""
        self._stopped = True
        with contextlib.suppress(queue.Empty):
            while True:
                self._queue.get_nowait()

    def _copy(self, path: str, chunks: Iterable[bytes]) -> int:
        """Put a file's bytes into the stream and count them."""
        written = 0
        try:
            for piece in chunks:
                written += len(piece)
                self._put(piece)
        except ReberthError as error:
            raise HalfSentError(path) from error
        return written

    def _make(self, path: str) -> None:
        """Name a folder that nobody added, and its parents, once."""
        if path and path not in self._made:
            self._make(path.rpartition("/")[0])
            self._made.add(path)
            self._put(_header(path, 0, GENERATED_TIME, tarfile.DIRTYPE))

    def _flush_folder(self) -> None:
        """Write the folder that waits for its last word on the time."""
        if self._folder is not None:
            path, modified = self._folder
            self._folder = None
            self._make(path.rpartition("/")[0])
            self._made.add(path)
            self._put(_header(path, 0, modified, tarfile.DIRTYPE))

    def _put(self, data: bytes) -> None:
        """Collect bytes into chunks; of a large piece only its ends go through the buffer."""
        view = memoryview(data)
        while view:
            room = _CHUNK - len(self._buffer)
            taken, view = view[:room], view[room:]
            if len(taken) == _CHUNK:
                self._hand_over(bytes(taken))
                continue
            self._buffer += taken
            if len(self._buffer) == _CHUNK:
                self._hand_over(bytes(self._buffer))
                self._buffer.clear()

    def _hand_over(self, item: bytes | None) -> None:
        """Give one chunk to the other thread."""
        if not self._stopped:
            # Should stop() come in between, it makes room: this cannot hang.
            self._queue.put(item)
        if self._stopped:
            raise StreamStoppedError


def _header(path: str, size: int, modified: int, kind: bytes) -> bytes:
    """A member's header; the time is exact, which plain tar cannot say."""
    member = tarfile.TarInfo(path)
    member.size, member.type = size, kind
    member.mode = 0o755 if kind == tarfile.DIRTYPE else 0o644
    member.mtime = modified // _SECOND
    if modified % _SECOND or not 0 <= member.mtime < 8**11:
        whole, fraction = divmod(abs(modified), _SECOND)
        member.pax_headers = {"mtime": f"{'-' if modified < 0 else ''}{whole}.{fraction:09d}"}
    return member.tobuf(tarfile.PAX_FORMAT)
