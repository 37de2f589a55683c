"""The program: what its windows share, and which there are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from reberth import __version__
from reberth.model.errors import ReberthError
from reberth_gui.session.session import Session
from reberth_gui.session.settings import Settings
from reberth_gui.shell.menus import add_menus
from reberth_gui.shell.window import Window
from reberth_gui.style.indicators import IndicatorStyle
from reberth_gui.style.logo import logo
from reberth_gui.style.theme import Theme
from reberth_gui.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reberth_gui.jobs.running import MakeWork


class Program(QObject):
    """Windows, settings, theme and language of one run of the program."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings | None = None,
        work_for: Callable[[Session], MakeWork] | None = None,
    ) -> None:
        """Prepare the program.

        Args:
            application: Qt's.
            settings: The user's own by default.
            work_for: What stands in for workers in a session, for ``--demo`` and tests.
        """
        super().__init__(application)
        self.application = application
        self.settings = settings or Settings(parent=self)
        self.windows: list[Window] = []
        self._work_for = work_for
        application.setStyle(IndicatorStyle())
        self.theme = Theme(application)
        self._language = ""
        self._use_settings()
        self.settings.changed.connect(self._use_settings)

    def new_window(self, session: Session | None = None, step: str = "") -> Window:
        """Show a migration, a new one by default, in a window of its own."""
        session = session or Session(settings=self.settings)
        session.setParent(self)
        if self._work_for is not None and session.make_work is None:
            session.make_work = self._work_for(session)
        window = Window(session)
        add_menus(window, self)
        window.open_wanted.connect(self.open)
        window.closed.connect(lambda: self._gone(window))
        self.windows.append(window)
        if step:
            window.show_step(step)
        window.show()
        window.focus_page()
        QTimer.singleShot(0, window, window.prepare_pages)
        return window

    def open(self, path: Path) -> Window | None:
        """Open a document; a window that nothing was done in gives way to it.

        An error is told in a window; None then.
        """
        for window in self.windows:
            if window.session.path == path.absolute():
                window.activateWindow()
                return window
        empty = next((window for window in self.windows if not window.session.migration.paths), None)
        try:
            session = Session.open(path, self.settings)
        except ReberthError as error:
            window = empty or self.new_window()
            window.show_error(window.current, error)
            return None
        self.settings.remember(path)
        window = self.new_window(session)
        if empty is not None:
            empty.close()
        return window

    def _use_settings(self) -> None:
        self.theme.choose(self.settings.theme)
        if self.settings.language != self._language:
            self._language = self.settings.language
            translate(self.application, self._language)
            # Pages keep the words that they were made with.
            for window in list(self.windows):
                if not window.session.busy:
                    self.new_window(window.session, window.current)
                    window.hand_over()

    def _gone(self, window: Window) -> None:
        self.windows.remove(window)
        if not window.handed_over:
            window.session.deleteLater()
        window.deleteLater()


def start(documents: Sequence[Path], *, demo: bool) -> int:
    """Run the program; returns the exit code."""
    application = make_application(sys.argv[:1])
    if demo:
        from reberth_gui.demo.opening import demo_work, open_sample  # noqa: PLC0415 - nobody else needs it

        program = Program(application, work_for=demo_work)
    else:
        program = Program(application)
    from reberth_gui.dialogs.crash import watch  # noqa: PLC0415

    watch(program)
    if demo:
        open_sample(program)
    for document in documents:
        program.open(document)
    if not program.windows:
        program.new_window()
    return application.exec()


def make_application(arguments: list[str]) -> QApplication:
    """Qt's application under our name."""
    application = QApplication(arguments)
    application.setApplicationName("Reberth")
    application.setApplicationDisplayName("Reberth")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("reberth")
    application.setWindowIcon(logo())
    return application
