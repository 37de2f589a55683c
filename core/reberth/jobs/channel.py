"""A worker's voice: whole lines, each written at once, a terminal one last and nothing after it."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING, Any

from reberth.jobs.protocol import Cancelled, Items, encode

if TYPE_CHECKING:
    from reberth.jobs.leaving import Leaving
    from reberth.jobs.protocol import Line, Terminal

# Small items are sent together: so many of them, or as many as come in this time (seconds).
_BATCH = 512
_BATCH_TIME = 0.05
# Pieces of a file are large enough to go alone.
_ALONE = 1 << 12


def take_stdout() -> int:
    """Keep standard output for the channel: whatever a library prints goes to standard error instead."""
    out = os.dup(1)
    os.dup2(2, 1)
    return out


class Channel:
    """Events of one job."""

    def __init__(self, out: int, leaving: Leaving) -> None:
        """Write to the file descriptor ``out``."""
        self._out = out
        self._leaving = leaving
        self._lock = threading.Lock()
        self._batch: list[Any] = []
        self._batch_since = 0.0
        self._ended = False

    def emit(self, event: Line) -> None:
        """Send an event, after the items that came before it.

        Raises:
            KeyboardInterrupt: When the worker shall leave.
        """
        self._send_batch()
        self._send(event)

    def write(self, item: Any) -> None:
        """Send an item of a stream, soon and with its neighbours.

        Raises:
            KeyboardInterrupt: When the worker shall leave.
        """
        now = time.monotonic()
        if not self._batch:
            self._batch_since = now
        self._batch.append(item)
        alone = isinstance(item, bytes) and len(item) >= _ALONE
        if alone or len(self._batch) >= _BATCH or now - self._batch_since >= _BATCH_TIME:
            self._send_batch()

    def end(self, terminal: Terminal) -> None:
        """Send the terminal event; only the first counts, and nothing is sent after it.

        Whoever was to hear it may be gone.
        """
        if not isinstance(terminal, Cancelled):
            self._send_batch()
        self._leaving.end()
        if self._ended:
            return
        self._send(terminal)
        self._ended = True

    def _send_batch(self) -> None:
        """Send the items gathered so far."""
        if self._batch:
            items, self._batch = tuple(self._batch), []
            self._send(Items(items))

    def _send(self, event: Line) -> None:
        """Write one line."""
        line = memoryview(encode(event) + b"\n")
        main = threading.current_thread() is threading.main_thread()
        if main:
            self._leaving.hold()
        try:
            with self._lock:
                while line and not self._ended:
                    line = line[os.write(self._out, line) :]
        except OSError:
            # Nobody reads any more.
            self._ended = True
            self._leaving.asked = True
        finally:
            if main:
                self._leaving.let_go()
