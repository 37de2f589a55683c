"""The scan of the chosen disks by a worker, with its bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from reberth.jobs.table import SCAN
from reberth.model.events import Progress
from reberth.model.requests import ScanRequest
from reberth_gui.language import words
from reberth_gui.pages.image.scan_progress import ScanProgress

if TYPE_CHECKING:
    from reberth.model.errors import ReberthError
    from reberth.model.inventory import Inventory
    from reberth_gui.jobs.running import Running
    from reberth_gui.session.session import Session
    from reberth_gui.widgets.progress_line import ProgressLine


class Scanning(QObject):
    """One scan at a time; that of disks that are not chosen any more does not count.

    Signals:
        changed: A scan began or ended.
        taken: The :class:`Inventory`.
        failed: A :class:`ReberthError`; None when a scan begins.
    """

    changed = Signal()
    taken = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, bar: ProgressLine) -> None:
        """Nothing is scanned yet."""
        super().__init__(bar)
        self._session = session
        self._bar = bar
        self._progress = ScanProgress()
        self._job: Running | None = None

    @property
    def running(self) -> bool:
        """Whether a scan is on its way."""
        return self._job is not None

    def scan(self) -> None:
        """Scan the disks of the migration."""
        self.forget()
        migration = self._session.migration
        # All kinds, so that they can be chosen afterwards; and records that have to be named to be found.
        named = (word for word in migration.selection.artifacts if "/" in word)
        request = ScanRequest(migration.paths, migration.wim_image, migration.letters, ("all", *named))
        self.failed.emit(None)
        self._progress = ScanProgress()
        self._bar.begin(words("phase.open-disks").sentence)
        job = self._job = self._session.start(SCAN, request)
        job.events.connect(self._heard)
        job.finished.connect(self._finished)
        job.failed.connect(self._failed)
        job.over.connect(self._over)
        self.changed.emit()

    def cancel(self) -> None:
        """Ask it to end."""
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """End it, and do not wait for its end: the disks are others now."""
        if self._job is not None:
            job, self._job = self._job, None
            job.cancel()
            self._bar.end()

    def _heard(self, events: list[object]) -> None:
        for event in events:
            if isinstance(event, Progress):
                text = words(event.phase).sentence
                if event.unit == "files" and event.done:
                    files = QCoreApplication.translate("Scanning", "{phase}: %Ln file(s)", "", event.done)
                    text = files.format(phase=text)
                self._bar.go_on(self._progress.take(event), f"{text}…")

    def _finished(self, inventory: Inventory) -> None:
        if self._counts():
            self._job = None
            self.taken.emit(inventory)

    def _failed(self, error: ReberthError) -> None:
        if self._counts():
            self.failed.emit(error)

    def _over(self) -> None:
        if self._job is None or self._counts():
            self._job = None
            self._bar.end()
        self.changed.emit()

    def _counts(self) -> bool:
        """Whether it is the scan of today's disks that ended, and not one that was too quick to be cancelled."""
        return self._job is not None and not self._job.running


def _tr(text: str) -> str:
    return QCoreApplication.translate("Scanning", text)
