"""One container on trial: started, followed, looked at, stopped and removed; each by a job."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from reberth.jobs.table import LOGS, PROCESSES, REMOVE, RUN, STOP
from reberth.model.engine_requests import LogsRequest, ProcessesRequest, RemoveRequest, RunRequest, StopRequest
from reberth.model.events import Output
from reberth_gui.widgets.log_view import LogLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.model.engine_requests import RunResult
    from reberth.model.errors import ReberthError
    from reberth.model.events import Event
    from reberth_gui.jobs.running import Running
    from reberth_gui.session.session import Session

State = Literal["none", "starting", "running", "stopping"]
_LAST_LINES = 200
# Seconds: nobody works with a container on trial, and it is removed in any case.
_GRACE = 5


class Container(QObject):
    """At most one container at a time; its name is known before it is there, so that nothing is left behind.

    Signals:
        changed: The state is another one.
        heard: A batch of events of the start.
        answered: The :class:`RunResult`.
        logged: A list of :class:`LogLine`.
        looked: A :class:`ProcessesResult`.
        failed: A :class:`ReberthError` of one of the jobs.
        cancelled: The start was cancelled; nothing is left.
        ended: It ended by itself, and is being removed.
    """

    changed = Signal()
    heard = Signal(list)
    answered = Signal(object)
    logged = Signal(list)
    looked = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """No container."""
        super().__init__(parent)
        self._session = session
        self.state: State = "none"
        self.name = ""
        self._start: Running | None = None
        self._logs: Running | None = None
        self._looking = False

    def start(self, request: RunRequest) -> None:
        """Start one; another one goes first."""
        if self.state == "running":
            self.stop(partial(self.start, request))
            return
        if self.state != "none":
            return
        self.name = request.name
        self._become("starting")
        job = self._start = self._session.start(RUN, request)
        job.events.connect(self.heard)
        job.finished.connect(self._ready)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._gone)
        job.cancelled.connect(self.cancelled)

    def cancel(self) -> None:
        """Give up a start."""
        if self.state == "starting" and self._start is not None:
            self._start.cancel()

    def stop(self, then: Callable[[], None] | None = None) -> None:
        """Stop and remove it."""
        if self.state != "running":
            return
        self._become("stopping")
        if self._logs is not None:
            self._logs.cancel()
        stopping = self._session.start(STOP, StopRequest((self.name,), self._endpoint, _GRACE))
        # One that ended by itself cannot be stopped any more; it is removed all the same.
        stopping.over.connect(partial(self._remove, then))

    def look(self) -> None:
        """Ask for processes and use, unless a question is on its way."""
        if self.state != "running" or self._looking:
            return
        self._looking = True
        job = self._session.start(PROCESSES, ProcessesRequest(self.name, self._endpoint))
        job.finished.connect(self.looked)
        job.failed.connect(self.failed)
        job.over.connect(self._looked)

    @property
    def _endpoint(self) -> str:
        return self._session.endpoint

    def _looked(self) -> None:
        self._looking = False

    def _ready(self, result: RunResult) -> None:
        self._become("running")
        self._logs = self._session.start(LOGS, LogsRequest(self.name, self._endpoint, follow=True))
        self._logs.events.connect(self._log)
        self._logs.finished.connect(self._ended)
        self._logs.over.connect(self._logs_over)
        self.answered.emit(result)

    def _failed(self, error: ReberthError) -> None:
        """What it said before it failed is worth reading; then it goes."""
        self._become("stopping")
        self.failed.emit(error)
        reading = self._session.start(LOGS, LogsRequest(self.name, self._endpoint, tail=_LAST_LINES))
        reading.events.connect(self._log)
        reading.over.connect(partial(self._remove, None))

    def _remove(self, then: Callable[[], None] | None) -> None:
        removing = self._session.start(REMOVE, RemoveRequest((self.name,), self._endpoint))
        removing.failed.connect(self._not_removed)
        removing.over.connect(partial(self._removed, then))

    def _not_removed(self, error: ReberthError) -> None:
        # It may never have been there.
        if error.code != "engine.no-container":
            self.failed.emit(error)

    def _removed(self, then: Callable[[], None] | None) -> None:
        self._gone()
        if then is not None:
            then()

    def _gone(self) -> None:
        self._become("none")

    def _ended(self, _result: object) -> None:
        """A log that ends by itself is that of a container that ended by itself."""
        if self.state == "running":
            self._logs = None
            self.ended.emit()
            self.stop()

    def _logs_over(self) -> None:
        self._logs = None

    def _log(self, events: list[Event]) -> None:
        lines = [
            LogLine(item.text, "stderr" if item.stream == "stderr" else "")
            for item in events
            if isinstance(item, Output)
        ]
        if lines:
            self.logged.emit(lines)

    def _become(self, state: State) -> None:
        self.state = state
        self.changed.emit()
