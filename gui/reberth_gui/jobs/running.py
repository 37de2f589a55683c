"""A job of the core as an object of the window: events come in batches by a timer, nothing here waits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from reberth.model.errors import ReberthError
from reberth.model.events import LayerProgress, Note, Output, Progress, StepDone, StepStarted

if TYPE_CHECKING:
    from reberth.jobs.verb import Verb

# Often enough to look alive, and few enough lines for a log view to take without a stutter.
_INTERVAL_MS = 50
_BATCH = 250
# What a listing yields comes in parcels of some hundred pieces.
_PARCELS = 10
_EVENTS = (Progress, Note, StepStarted, StepDone, Output, LayerProgress)


class Work(Protocol):
    """What :class:`reberth.jobs.client.Job` can do, and a double in its place."""

    last_words: tuple[str, ...]

    @property
    def id(self) -> str:
        """Name of the job, for the details of an error."""

    @property
    def over(self) -> bool:
        """Whether it has ended and all its events are taken."""

    def start(self) -> None:
        """Start, or raise ``job.not-started``."""

    def cancel(self) -> None:
        """Ask it to end; returns at once."""

    def drain(self, most: int) -> list[Any]:
        """Events and items that are there."""

    def result(self) -> Any:
        """The result, or the error that it ended with."""


MakeWork = Callable[["Verb[Any, Any]", Any], Work]


class Running(QObject):
    """One job, on the way or over.

    Signals:
        events: A list of events of :mod:`reberth.model.events`, at most 250.
        items: A list of what a listing job yields, some thousand at most.
        finished: The verb's result.
        failed: The :class:`ReberthError` that it ended with.
        cancelled: It ended because it was asked to.
        over: Always the last, exactly once, after one of the three above.
    """

    events = Signal(list)
    items = Signal(list)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    over = Signal()

    def __init__(
        self,
        verb: Verb[Any, Any],
        request: Any,
        parent: QObject | None = None,
        make: MakeWork | None = None,
    ) -> None:
        """Prepare a job.

        Args:
            verb: From :mod:`reberth.jobs.table`.
            request: What to do.
            parent: Owner in the sense of Qt.
            make: Makes something else than a worker, for ``--demo`` and tests.
        """
        super().__init__(parent)
        self.verb = verb
        self.request = request
        self._work = (make or in_worker)(verb, request)
        self._asked_to_end = False
        self._started = False
        self._over = False
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._started and not self._over

    @property
    def cancelling(self) -> bool:
        """Whether it was asked to end and has not yet."""
        return self._asked_to_end and not self._over

    @property
    def id(self) -> str:
        """The job's name, as in log files and details."""
        return self._work.id

    @property
    def last_words(self) -> tuple[str, ...]:
        """What a worker that died wrote last."""
        return self._work.last_words

    def start(self) -> None:
        """Start; a worker that cannot be started is told by :attr:`failed`, never raised."""
        self._started = True
        try:
            self._work.start()
        except ReberthError as error:
            # Not before the caller has left, so that it can connect and order its own state first.
            QTimer.singleShot(0, self, partial(self._end_with, error))
            return
        self._timer.start()

    def cancel(self) -> None:
        """Ask it to end; returns at once, :attr:`over` follows."""
        if self.running and not self._asked_to_end:
            self._asked_to_end = True
            self._work.cancel()

    def _look(self) -> None:
        """Hand over what came since the last look."""
        heard = self._work.drain(_PARCELS if self.verb.items else _BATCH)
        events = [item for item in heard if isinstance(item, _EVENTS)]
        if events:
            self.events.emit(events)
        if len(events) < len(heard):
            # A worker sends the pieces of a stream in parcels.
            pieces = [getattr(item, "items", (item,)) for item in heard if not isinstance(item, _EVENTS)]
            self.items.emit([piece for parcel in pieces for piece in parcel])
        if not self._over and self._work.over:
            self._end()

    def _end(self) -> None:
        """Tell how it ended."""
        try:
            result = self._work.result()
        except ReberthError as error:
            self._end_with(error)
            return
        self._close()
        self.finished.emit(result)
        self.over.emit()

    def _end_with(self, error: ReberthError) -> None:
        self._close()
        # For the details of the error panel.
        for line in (f"Job: {self.id}, {self.verb.name}", *self.last_words):
            error.add_note(line)
        if error.code == "cancelled.by-user":
            self.cancelled.emit()
        else:
            self.failed.emit(error)
        self.over.emit()

    def _close(self) -> None:
        self._timer.stop()
        self._over = True


def in_worker(verb: Verb[Any, Any], request: Any) -> Work:
    """A worker process; its module is imported when the first job starts, not with the window."""
    from reberth.jobs.client import Job  # noqa: PLC0415

    return Job(verb, request)
