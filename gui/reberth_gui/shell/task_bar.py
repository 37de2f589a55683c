"""A window that nobody looks at still tells of its job: by a bar on its button, and by a sign at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from reberth_gui.shell.task_bar_list import FAILED, NORMAL, NOTHING, WORKING, task_bar_list
from reberth_gui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from reberth_gui.shell.task_bar_list import TaskBarList
    from reberth_gui.shell.window import Window

_INTERVAL_MS = 500
_WHOLE = 1000


class TaskBar(QObject):
    """While a window has a job, looks twice a second at how far the bar on its page has come."""

    def __init__(self, window: Window) -> None:
        """Watch a window's jobs; Windows' task bar is looked for with the first of them."""
        super().__init__(window)
        self._window = window
        self._bar: TaskBarList | None = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self._show_progress)
        # A page hears of an end after the session, and one job may follow another at once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._look)
        window.session.job_changed.connect(self._soon.start)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Who looks at the window sees how it ended."""
        if event.type() == QEvent.Type.WindowActivate and not self._busy:
            self._show(NOTHING)
        return False

    def _look(self) -> None:
        busy = self._window.session.busy
        if busy == self._busy:
            return
        self._busy = busy
        if busy:
            self._bar = self._bar or task_bar_list()
            self._timer.start()
            self._show_progress()
            return
        self._timer.stop()
        unseen = not self._window.isActiveWindow()
        self._show(FAILED if unseen and self._window.errors.error is not None else NOTHING)
        if unseen:
            QApplication.alert(self._window)

    def _show_progress(self) -> None:
        lines = [line for line in self._window.findChildren(ProgressLine) if not line.isHidden()]
        done = round(max((line.value for line in lines), default=0.0) * _WHOLE)
        self._show(NORMAL if done else WORKING)
        if done and self._bar is not None:
            self._bar.set_value(int(self._window.winId()), done, _WHOLE)

    def _show(self, state: int) -> None:
        if self._bar is not None:
            self._bar.set_state(int(self._window.winId()), state)
