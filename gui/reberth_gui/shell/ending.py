"""How a window goes: nothing of it is left running, and no choice is lost unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reberth_gui.dialogs.closing import may_end, may_lose

if TYPE_CHECKING:
    from reberth_gui.shell.window import Window

# What clears up after other jobs is never given up.
_CLEARING = frozenset({"stop", "remove"})


class Ending(QObject):
    """Asks once, ends jobs and containers, and closes the window when they are gone.

    Attributes:
        under_way: The window waits for the end of something.
    """

    def __init__(self, window: Window) -> None:
        """Nothing ends yet."""
        super().__init__(window)
        self._window = window
        self.under_way = False
        # One job may follow another at once: a container is stopped, then removed.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._close_when_over)
        window.session.job_changed.connect(self._soon.start)

    def may_close(self) -> bool:
        """Whether the window can go now; it is closed later when only something has to end first."""
        window = self._window
        if window.busy:
            if self.under_way or not may_end(window, job=window.session.busy):
                return False
            self._begin()
            # It may have ended by itself while the question was on screen.
            if window.busy:
                return False
        if window.session.save() or may_lose(window):
            return True
        self.under_way = False
        window.setEnabled(True)
        window.refresh()
        return False

    def _begin(self) -> None:
        self.under_way = True
        self._window.setEnabled(False)
        self._window.refresh()
        for job in self._window.session.jobs:
            if job.verb.name not in _CLEARING:
                job.cancel()
        for page in self._window.pages.values():
            page.let_go()

    def _close_when_over(self) -> None:
        if self.under_way and not self._window.busy and self._window.isVisible():
            self._window.close()
