"""Work that a test directs, in the place of a worker."""

from __future__ import annotations

from typing import Any

from reberth.model.errors import ReberthError


class Directed:
    """Hands over what the test put in, and ends when the test says so."""

    def __init__(self, start_error: ReberthError | None = None) -> None:
        self.id = "job7"
        self.last_words: tuple[str, ...] = ("the last word",)
        self.over = False
        self.waiting: list[Any] = []
        self.asked: list[int] = []
        self.outcome: Any = None
        self.started = False
        self.cancels = 0
        self._start_error = start_error

    def start(self) -> None:
        if self._start_error is not None:
            raise self._start_error
        self.started = True

    def cancel(self) -> None:
        self.cancels += 1

    def drain(self, most: int) -> list[Any]:
        self.asked.append(most)
        taken, self.waiting = self.waiting[:most], self.waiting[most:]
        return taken

    def result(self) -> Any:
        if isinstance(self.outcome, ReberthError):
            raise self.outcome
        return self.outcome

    def end(self, outcome: Any = None) -> None:
        self.outcome = outcome
        self.over = True
