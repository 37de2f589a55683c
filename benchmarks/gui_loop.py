"""How long the window's event loop does not turn: a timer that should tick every 5 ms, and what it sees instead."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from collections.abc import Callable

_TICK_MS = 5


class Gaps(NamedTuple):
    """Milliseconds between two ticks: the longest, the 99th percentile.

    ``busy`` is the longest by the thread's own processor time, which other programs on the machine do not change.
    """

    longest: float = 0.0
    p99: float = 0.0
    busy: float = 0.0


class LoopWatch(QObject):
    """Ticks until it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self._gaps: list[float] = []
        self._busy: list[float] = []
        self._last = time.perf_counter()
        self._last_busy = time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK_MS)

    def gaps(self) -> Gaps:
        self._timer.stop()
        ordered = sorted(self._gaps)
        if not ordered:
            return Gaps()
        return Gaps(ordered[-1] * 1000, ordered[int(len(ordered) * 0.99)] * 1000, max(self._busy) * 1000)

    def _tick(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        self._gaps.append(now - self._last)
        self._busy.append(busy - self._last_busy)
        self._last, self._last_busy = now, busy


def wait_for(condition: Callable[[], object], seconds: float = 300) -> None:
    """Let the window live until the condition holds; this loop itself adds no gap."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        QTest.qWait(10)
