"""The old server's addresses asked of the container: one job at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reberth.jobs.table import REPLAY
from reberth.model.trial_requests import ReplayRequest
from reberth_gui.pages.run.progress import show_progress

if TYPE_CHECKING:
    from reberth.model.errors import ReberthError
    from reberth.model.events import Event
    from reberth_gui.jobs.running import Running
    from reberth_gui.pages.run.container import Container
    from reberth_gui.pages.run.other_tabs import ReplayTab
    from reberth_gui.session.session import Session


class Replaying(QObject):
    """Asks, and shows differences in the tab; its button stops what it started.

    Signals:
        failed: A :class:`ReberthError`; None when asking begins.
    """

    failed = Signal(object)

    def __init__(self, session: Session, container: Container, tab: ReplayTab) -> None:
        """Nothing is asked before the button is pressed."""
        super().__init__(tab)
        self._session = session
        self._container = container
        self._tab = tab
        self._job: Running | None = None
        self.error: ReberthError | None = None
        self.again = self.ask
        tab.asked.connect(self.ask)

    def ask(self) -> None:
        """Ask; asked again meanwhile, stop asking."""
        if self._job is not None:
            self._job.cancel()
            return
        if self._container.state != "running":
            return
        migration = self._session.migration
        request = ReplayRequest(
            migration.paths, self._container.name, self._session.endpoint, migration.wim_image, migration.letters
        )
        self.error = None
        self.failed.emit(None)
        self._tab.begin()
        job = self._job = self._session.start(REPLAY, request)
        job.events.connect(self._heard)
        job.finished.connect(self._tab.show_result)
        job.failed.connect(self._failed)
        job.over.connect(self._over)

    def _heard(self, events: list[Event]) -> None:
        show_progress(self._tab.progress, events)

    def _failed(self, error: ReberthError) -> None:
        self.error = error
        self.failed.emit(error)

    def _over(self) -> None:
        self._job = None
        self._tab.end()
