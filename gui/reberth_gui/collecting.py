"""Python's garbage is collected in the window's thread alone.

Python looks for circles in whatever thread happens to allocate, and the threads that read from workers allocate a lot.
Were a closed page found there, its widgets would be taken apart in a thread that is not theirs, which Qt forbids
(Qt documentation, "Threads and QObjects"): the program would crash now and then, somewhere else.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
# Ticks between looks at what has outlived one look, and at everything; the last takes long where a server is large.
_MIDDLE, _ALL = 10, 300


class Collecting(QObject):
    """Looks for garbage by a timer, in the thread that it was made in, instead of Python's own moments."""

    def __init__(self, parent: QObject) -> None:
        """Begin; Python looks no more by itself, in any thread."""
        super().__init__(parent)
        self._ticks = 0
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        """Look at what is new, now and then at what is older."""
        self._ticks += 1
        gc.collect(2 if self._ticks % _ALL == 0 else 1 if self._ticks % _MIDDLE == 0 else 0)
