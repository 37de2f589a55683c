"""Asks the container engine in a worker how it is; nothing here waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reberth.jobs.table import IMAGES
from reberth.model.engine_requests import ImagesRequest
from reberth_gui.language import words

if TYPE_CHECKING:
    from reberth.model.errors import ReberthError
    from reberth_gui.jobs.running import Running
    from reberth_gui.pages.image.target import TargetBox
    from reberth_gui.session.session import Session


class EngineCheck(QObject):
    """One question at a time, its answer shown in the box."""

    def __init__(self, session: Session, box: TargetBox) -> None:
        """Nothing is asked yet."""
        super().__init__(box)
        self._session = session
        self._box = box
        self._running: Running | None = None
        box.check_asked.connect(self.check)

    def check(self) -> None:
        """Ask, unless a question is on its way."""
        if self._running is not None:
            return
        self._box.checking()
        self._running = self._session.start(IMAGES, ImagesRequest(self._session.endpoint))
        self._running.finished.connect(self._answered)
        self._running.failed.connect(self._failed)
        self._running.cancelled.connect(self._cancelled)
        self._running.over.connect(self._over)

    def _answered(self, _images: object) -> None:
        self._box.say_engine("good", self.tr("The engine answers."))

    def _cancelled(self) -> None:
        self._box.say_engine("info", "")

    def _failed(self, error: ReberthError) -> None:
        told = words(error.code, error.params)
        self._box.say_engine("warning", " ".join(part for part in (told.sentence, told.action) if part))

    def _over(self) -> None:
        self._running = None
