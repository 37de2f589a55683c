"""Work that is played after a score: events at their times, then a result."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.events import Event


class Score(NamedTuple):
    """What is played: events, each with the seconds to wait before it, and what they come to.

    Attributes:
        events: Pairs of seconds and event.
        result: The result, or the error that it ends with.
        endless: Goes on until it is cancelled, as followed logs do.
    """

    events: Iterable[tuple[float, Event]]
    result: Any = None
    endless: bool = False


class Played:
    """In the place of a worker; see :class:`reberth_gui.jobs.running.Work`."""

    def __init__(self, score: Score) -> None:
        """Prepare the play."""
        self.id = f"demo-{secrets.token_hex(4)}"
        self.last_words: tuple[str, ...] = ()
        self._events = iter(score.events)
        self._score = score
        self._next: tuple[float, Event] | None = None
        self._due = 0.0
        self._ended = False
        self._cancelled = False

    @property
    def over(self) -> bool:
        """Whether the last event was taken."""
        return self._cancelled or self._ended

    def start(self) -> None:
        """Begin."""
        self._due = time.monotonic()
        self._advance()

    def cancel(self) -> None:
        """End at once."""
        self._cancelled = True

    def drain(self, most: int) -> list[Any]:
        """Events whose time has come."""
        heard: list[Any] = []
        now = time.monotonic()
        while self._next is not None and self._due <= now and len(heard) < most and not self._cancelled:
            heard.append(self._next[1])
            self._advance()
        return heard

    def result(self) -> Any:
        """The result.

        Raises:
            ReberthError: ``cancelled.by-user``, or the score's own.
        """
        if self._cancelled:
            raise ReberthError("cancelled.by-user")
        if isinstance(self._score.result, ReberthError):
            raise self._score.result
        return self._score.result

    def _advance(self) -> None:
        self._next = next(self._events, None)
        if self._next is None:
            self._ended = not self._score.endless
        else:
            self._due += self._next[0]
