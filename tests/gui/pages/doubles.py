"""Workers that play what a test gives them, so that a page can be driven without a process."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pytestqt.qtbot import QtBot

    from reberth.jobs.verb import Verb
    from reberth_gui.session.session import Session


@dataclass
class Played:
    """One job: events and items, then a result or an error; an endless one waits to be cancelled."""

    heard: Sequence[Any] = ()
    outcome: Any = None
    endless: bool = False
    id: str = "played"
    last_words: tuple[str, ...] = ()
    _cancelled: bool = False
    _left: list[Any] = field(default_factory=list)

    def start(self) -> None:
        self._left = list(self.heard)

    @property
    def over(self) -> bool:
        return self._cancelled or (not self._left and not self.endless)

    def cancel(self) -> None:
        self._cancelled = True

    def drain(self, most: int) -> list[Any]:
        taken, self._left = self._left[:most], self._left[most:]
        return taken

    def result(self) -> Any:
        if self._cancelled:
            raise ReberthError("cancelled.by-user")
        if isinstance(self.outcome, ReberthError):
            raise self.outcome
        return self.outcome


class Stage:
    """Makes jobs by the verb's name, and remembers what was asked."""

    def __init__(self, **acts: Callable[[Any], Played]) -> None:
        self.acts: dict[str, Callable[[Any], Played]] = dict(acts)
        self.asked: list[tuple[str, Any]] = []

    def __call__(self, verb: Verb[Any, Any], request: Any) -> Played:
        self.asked.append((verb.name, request))
        act = self.acts.get(verb.name)
        return act(request) if act is not None else Played(outcome=None)

    def requests(self, name: str) -> list[Any]:
        return [request for verb, request in self.asked if verb == name]


@contextmanager
def ended(qtbot: QtBot, session: Session) -> Iterator[Session]:
    """A session whose jobs are over at the end: as in the program, where a window waits for them."""
    yield session
    for running in session.jobs:
        running.cancel()
    qtbot.waitUntil(lambda: not session.jobs)


def whole(path: str) -> str:
    """A path as this system writes it whole."""
    return str(Path(path).absolute())
