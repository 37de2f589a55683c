"""The build folder written by a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reberth.jobs.table import CONVERT
from reberth.migration.requests import convert_request
from reberth.model.events import Progress
from reberth_gui.language import words
from reberth_gui.widgets.banner import Banner
from reberth_gui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from reberth.model.events import Event
    from reberth.model.requests import ConvertResult
    from reberth_gui.jobs.running import Running
    from reberth_gui.session.session import Session


class Saving(QWidget):
    """Bar and outcome of saving; nothing to see before it.

    Attributes:
        folder: Where it was saved last, or was to be; "" for nowhere yet.
        job: On its way, else None.

    Signals:
        changed: A job started or ended.
        failed: A :class:`ReberthError`; None when saving begins.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Nothing is saved yet."""
        super().__init__(parent)
        self._session = session
        self.folder = ""
        self.job: Running | None = None
        self.progress = ProgressLine(self.tr("Progress of saving the build folder"))
        self.outcome = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.progress)
        column.addWidget(self.outcome)
        self.hide()

    def save_to(self, folder: str, *, force: bool = False) -> None:
        """Write the build folder; with ``force`` over one that is there."""
        if self.job is not None:
            return
        self.folder = folder
        self.failed.emit(None)
        self.outcome.say("info", "")
        self.progress.begin(self.tr("Starting"))
        self.show()
        job = self.job = self._session.start(CONVERT, convert_request(self._session.migration, folder, force=force))
        job.events.connect(self._heard)
        job.finished.connect(self._saved)
        job.failed.connect(self.failed)
        job.cancelled.connect(self._cancelled)
        job.over.connect(self._over)
        self.changed.emit()

    def cancel(self) -> None:
        """Ask it to end."""
        if self.job is not None:
            self.job.cancel()

    def _heard(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Progress):
                part = event.done / event.total if event.total and event.unit == "bytes" else 0.0
                self.progress.go_on(part, words(event.phase).sentence)

    def _saved(self, result: ConvertResult) -> None:
        text = self.tr("The build folder is written: {folder}, %n content file(s).", "", result.files)
        self.outcome.say("good", text.format(folder=result.folder))

    def _cancelled(self) -> None:
        self.outcome.say("info", self.tr("Cancelled. Nothing was written."))

    def _over(self) -> None:
        self.job = None
        self.progress.end()
        self.setVisible(bool(self.outcome.text))
        self.changed.emit()
