"""The end of what a worker wrote to standard error."""

from __future__ import annotations

import threading
from typing import IO

_MOST = 16 << 10
_LINES = 20
_WIDTH = 400


class LastWords:
    """Reads a pipe to its end in a thread and keeps the last of it."""

    def __init__(self, pipe: IO[bytes]) -> None:
        """Start reading; the pipe is closed at its end."""
        self._tail = b""
        self._thread = threading.Thread(target=self._read, args=(pipe,), daemon=True)
        self._thread.start()

    def lines(self, timeout: float = 1.0) -> tuple[str, ...]:
        """The last lines, bounded in number and width, once the writer has closed the pipe (or after ``timeout``)."""
        self._thread.join(timeout)
        text = self._tail.decode("utf-8", errors="replace")
        return tuple(line[:_WIDTH] for line in text.splitlines() if line.strip())[-_LINES:]

    def _read(self, pipe: IO[bytes]) -> None:
        """Read on, whatever comes: a full pipe would stop the worker."""
        with pipe:
            while piece := pipe.read(1 << 16):
                self._tail = (self._tail + piece)[-_MOST:]
