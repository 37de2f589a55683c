"""Asks the container engine in a worker how it is; nothing here waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reberth.jobs.table import DOCTOR
from reberth.model.engine_requests import DoctorRequest
from reberth_gui.language import words
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from reberth.model.engine_requests import DoctorResult
    from reberth.model.errors import ReberthError
    from reberth_gui.jobs.running import Running
    from reberth_gui.pages.image.target import TargetBox
    from reberth_gui.session.session import Session
    from reberth_gui.style.icons import Kind


# After the page was entered: the window is painted first, for a worker that starts takes its time from it.
_SOON_MS = 150
# What is told, heaviest first.
_SIGNS: tuple[tuple[str, Kind], ...] = (("bad", "bad"), ("warning", "warning"))


class EngineCheck(QObject):
    """One question at a time, its answer shown in the box."""

    def __init__(self, session: Session, box: TargetBox) -> None:
        """Nothing is asked yet."""
        super().__init__(box)
        self._session = session
        self._box = box
        self._running: Running | None = None
        self._asked = self._request()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.check)
        box.check_asked.connect(self.check)

    def check_soon(self) -> None:
        """Ask once the window has been painted."""
        if self._running is None:
            self._box.checking()
            self._soon.start()

    def check(self) -> None:
        """Ask, unless a question is on its way."""
        if self._running is not None:
            return
        self._soon.stop()
        self._box.checking()
        self._asked = self._request()
        self._running = self._session.start(DOCTOR, self._asked)
        self._running.finished.connect(self._answered)
        self._running.failed.connect(self._failed)
        self._running.cancelled.connect(self._cancelled)
        self._running.over.connect(self._over)

    def _request(self) -> DoctorRequest:
        """For this migration: its engine, target and base version. Ports are looked at before a test run."""
        migration = self._session.migration
        windows = migration.selection.windows
        return DoctorRequest(self._session.endpoint, migration.target, windows=windows, ports=())

    def _answered(self, result: DoctorResult) -> None:
        """The engine in a line, or what is wrong with it."""
        for state, kind in _SIGNS:
            for check in result.checks:
                if check.state == state:
                    told = words(check.code, check.params)
                    later = self.tr("No engine is needed before the page Build.") if kind == "bad" else ""
                    self._box.say_engine(kind, " ".join(part for part in (told.sentence, told.action, later) if part))
                    return
        engine = result.engine
        name = f"{engine.os_name} ({engine.version})" if engine is not None else ""
        self._box.say_engine("good", self.tr("The container engine is ready: {name}").format(name=shown(name)))

    def _cancelled(self) -> None:
        self._box.say_engine("info", "")

    def _failed(self, error: ReberthError) -> None:
        told = words(error.code, error.params)
        self._box.say_engine("warning", " ".join(part for part in (told.sentence, told.action) if part))

    def _over(self) -> None:
        """An engine that was named while another one was asked is asked now."""
        self._running = None
        if self._request() != self._asked:
            self.check()
