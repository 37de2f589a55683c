"""A worker's way out: when its caller is gone or wants no more, the work is interrupted where that does no harm."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

# Objects of these rooms are called back by C libraries, which would take an exception for an unreadable disk.
_NOT_HERE = ("reberth.sources.", "reberth.registry.")
_PAUSE = 0.02
# Exit code of a worker that was told to leave, as a shell has it for Ctrl+C.
LEFT = 130


class Leaving:
    """Raises KeyboardInterrupt in the main thread once the worker shall leave.

    Never in the middle of a line of output, never inside a callback from a C library, and not once the terminal
    event is being written.
    """

    def __init__(self) -> None:
        """Take over the interrupt signal; to be called in the main thread."""
        self.asked = False
        self.raised = False
        self._held = False
        self._over = False
        signal.signal(signal.SIGINT, self._signalled)

    def watch(self, clear: Callable[[], None], grace: float) -> None:
        """Wait in a thread for the end of standard input, then leave.

        Args:
            clear: Clears away what the work leaves behind; called when the work does not end by itself.
            grace: Seconds that it has for that.
        """
        threading.Thread(target=self._watch, args=(clear, grace), daemon=True).start()

    def hold(self) -> None:
        """From now on do not interrupt, until :meth:`let_go`."""
        self._held = True

    def let_go(self) -> None:
        """Interrupt again, at once if that is due.

        Raises:
            KeyboardInterrupt: When the worker shall leave.
        """
        self._held = False
        if self.asked and not (self.raised or self._over):
            self._interrupt()

    def end(self) -> None:
        """The work is over: nothing is interrupted any more."""
        self._over = True

    def _interrupt(self) -> None:
        """Leave now; once only, for what follows is clearing up."""
        self.asked = self.raised = True
        raise KeyboardInterrupt

    def _watch(self, clear: Callable[[], None], grace: float) -> None:
        """Wait, interrupt until it is heard, and end the process if that does not help."""
        while os.read(0, 4096):
            pass
        self.asked = True
        until = time.monotonic() + grace
        while not (self.raised or self._over) and time.monotonic() < until:
            _interrupt_main()
            time.sleep(_PAUSE)
        time.sleep(max(until - time.monotonic(), 0))
        if not self._over:
            clear()
        os._exit(LEFT)

    def _signalled(self, _number: int, frame: FrameType | None) -> None:
        """Raise if this is a good place; the watching thread asks again if it is not."""
        if self.asked and not (self.raised or self._held or self._over or _is_called_back(frame)):
            self._interrupt()


def _is_called_back(frame: FrameType | None) -> bool:
    """Whether a room that C libraries call back is at work."""
    while frame is not None:
        if str(frame.f_globals.get("__name__", "")).startswith(_NOT_HERE):
            return True
        frame = frame.f_back
    return False


def _interrupt_main() -> None:
    """Run the signal's handler in the main thread, also when that waits for something.

    On Windows a wait ends for the C library's own signal only, not for ``_thread.interrupt_main``.
    """
    main = threading.main_thread().ident
    if sys.platform == "win32" or main is None:
        signal.raise_signal(signal.SIGINT)
    else:
        signal.pthread_kill(main, signal.SIGINT)
