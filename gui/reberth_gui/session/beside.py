"""Work of this process's own that would be felt in the window: done in a thread, of several wishes only the last.

Not in a worker process: what a large server's plan is made from, and what it comes to, are tens of megabytes. To write
them into a pipe and to read them again would hold the window up for longer than the thread does.
"""

from __future__ import annotations

import contextlib
import gc
import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

# The window first paints what the person did: while a thread computes, each of Qt's hundreds of questions to our models
# waits for the interpreter.
_AFTER_MS = 150


class Beside(QObject):
    """One piece of work at a time. It touches nothing but memory, so nobody waits for it at the end of the program.

    Signals:
        done: A result. One that nobody waits for any more comes as well: it may do until the next is there.
    """

    done = Signal(object)
    _from_thread = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is wanted yet."""
        super().__init__(parent)
        self._wish: tuple[Callable[[], Any], Any] | None = None
        self._making = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self._begin)
        self._from_thread.connect(self._take)

    def want(self, make: Callable[[], Any], otherwise: Any) -> None:
        """Have something made; of what is wanted meanwhile, only the last is made after it.

        Args:
            make: Makes it; uses nothing of Qt.
            otherwise: The result where that raises; the fault itself is told by the crash dialog.
        """
        self._wish = (make, otherwise)
        if not self._making:
            self._soon.start()

    def _begin(self) -> None:
        wish, self._wish = self._wish, None
        if wish is not None:
            self._making = True
            threading.Thread(target=self._make, args=wish, daemon=True).start()

    def _make(self, make: Callable[[], Any], made: Any) -> None:
        # Plain data makes no circles; to look for them would stop the window several times, for a third of a second.
        looked_for = gc.isenabled()
        gc.disable()
        try:
            made = make()
        finally:
            if looked_for:
                gc.enable()
            # The window may be gone, and this object with it.
            with contextlib.suppress(RuntimeError):
                self._from_thread.emit(made)

    def _take(self, made: Any) -> None:
        self._making = False
        self._begin()
        self.done.emit(made)
