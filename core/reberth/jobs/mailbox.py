"""Events on their way from the thread that reads them to whoever takes them, bounded in memory."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reberth.jobs.protocol import Heard

# Bytes of lines that nobody has taken yet; then the reader waits, and the worker with it.
_LIMIT = 8 << 20


class Mailbox:
    """One puts, one takes."""

    def __init__(self, limit: int = _LIMIT) -> None:
        """Hold ``limit`` bytes, or one event of any size."""
        self._limit = limit
        self._events: deque[tuple[Heard, int]] = deque()
        self._held = 0
        self._closed = False
        self._abandoned = False
        self._changed = threading.Condition()

    def put(self, event: Heard, size: int) -> None:
        """Put an event in; wait while there is no room."""
        with self._changed:
            while self._held and self._held + size > self._limit and not self._abandoned:
                self._changed.wait()
            if not self._abandoned:
                self._events.append((event, size))
                self._held += size
                self._changed.notify_all()

    def take(self, timeout: float) -> Heard | None:
        """The next event; None after ``timeout`` seconds, or at once when no more will come."""
        with self._changed:
            if not self._events and not self._closed:
                self._changed.wait(timeout)
            return self._next() if self._events else None

    def drain(self, most: int) -> list[Heard]:
        """What is there, at most so many events, without waiting."""
        with self._changed:
            return [self._next() for _ in range(min(most, len(self._events)))]

    def close(self) -> None:
        """No more will come."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def abandon(self) -> None:
        """Nobody wants any more: drop what is there and what comes."""
        with self._changed:
            self._abandoned = True
            self._events.clear()
            self._held = 0
            self._changed.notify_all()

    @property
    def over(self) -> bool:
        """Whether all was taken and no more will come."""
        with self._changed:
            return self._closed and not self._events

    def _next(self) -> Heard:
        """Take one out."""
        event, size = self._events.popleft()
        self._held -= size
        self._changed.notify_all()
        return event
