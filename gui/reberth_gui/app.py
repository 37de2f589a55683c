"""The program: what its windows share, and which there are."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from reberth import __version__
from reberth.model.errors import ReberthError
from reberth_gui.collecting import Collecting
from reberth_gui.session.session import Session
from reberth_gui.session.settings import Settings
from reberth_gui.shell.menus import add_menus
from reberth_gui.shell.task_bar import TaskBar
from reberth_gui.shell.window import Window
from reberth_gui.style.indicators import IndicatorStyle
from reberth_gui.style.logo import logo
from reberth_gui.style.theme import Theme
from reberth_gui.translation import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reberth_gui.jobs.running import MakeWork

# Once the first window has been painted.
_LISTEN_AFTER_MS = 1500


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
        self._engine = self._of_engine()
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
        TaskBar(window)
        window.open_wanted.connect(self.open)
        window.closed.connect(lambda: self._gone(window))
        self.windows.append(window)
        if step not in {"", window.current}:
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
            if window.session.path is not None and _same_file(window.session.path, path):
                _to_the_front(window)
                return window
        empty = next((window for window in self.windows if not window.session.migration.paths), None)
        try:
            session = Session.open(path, self.settings)
        except ReberthError as error:
            if error.code == "migration.unreadable":
                self.settings.forget(path)
            window = empty or self.new_window()
            window.show_error(window.current, error)
            return None
        self.settings.remember(path)
        window = self.new_window(session)
        if empty is not None:
            empty.close()
        return window

    def open_all(self, paths: list[Path]) -> None:
        """Open documents that somebody else was given, and come to the front with them."""
        for path in paths:
            window = self.open(path)
            if window is not None:
                _to_the_front(window)

    def close_all(self) -> None:
        """Close every window; one that asks, and is told to stay, does not hold the others back."""
        for window in list(self.windows):
            window.close()

    def _use_settings(self) -> None:
        self.theme.choose(self.settings.theme)
        if self.settings.language != self._language:
            self._language = self.settings.language
            translate(self.application, self._language)
            # Pages keep the words that they were made with.
            for window in list(self.windows):
                if not window.busy:
                    window.hand_over(partial(self.new_window, window.session, window.current))
        engine = self._of_engine()
        if engine != self._engine:
            self._engine = engine
            # What the pages in sight say of the engine and of places to push to is that of other settings.
            for window in self.windows:
                window.page(window.current).enter()

    def _of_engine(self) -> tuple[str, str, str]:
        return self.settings.endpoint, self.settings.proxy, self.settings.registry

    def _gone(self, window: Window) -> None:
        self.windows.remove(window)
        if not window.handed_over:
            window.session.deleteLater()
        window.deleteLater()


def start(documents: Sequence[Path], *, demo: bool) -> int:
    """Run the program; returns the exit code."""
    application = make_application(sys.argv[:1])
    if demo:
        from reberth_gui.demo.opening import run_demo  # noqa: PLC0415 - nobody else needs it

        return run_demo(application)
    if documents and _handed_over(documents):
        return 0
    program = Program(application)
    for document in documents:
        program.open(document)
    QTimer.singleShot(_LISTEN_AFTER_MS, program, partial(answer_second_starts, program))
    return run_program(program)


def run_program(program: Program) -> int:
    """Go on until the last window is closed; returns the exit code."""
    Collecting(program)
    from reberth_gui.dialogs.crash import watch  # noqa: PLC0415 - not before the first window

    watch(program)
    if not program.windows:
        program.new_window()
    # What is there by now stays: Python need not look through it for circles again and again.
    program.windows[0].prepared.connect(gc.freeze)
    return program.application.exec()


def answer_second_starts(program: Program) -> QObject:
    """Open what second starts of the program are given."""
    from reberth_gui.one_program import OneProgram, own_name  # noqa: PLC0415 - not before the first window

    answering = OneProgram(own_name(), program)
    answering.wanted.connect(program.open_all)
    answering.listen()
    return answering


def _handed_over(documents: Sequence[Path]) -> bool:
    from reberth_gui.one_program import hand_over, own_name  # noqa: PLC0415 - as above

    return hand_over(documents, own_name())


def _same_file(one: Path, other: Path) -> bool:
    """Whether two paths are of one document, without asking a disk; Windows knows no difference of case."""
    first, second = (os.path.normcase(os.path.abspath(path)) for path in (one, other))  # noqa: PTH100 - with ".."
    return first == second


def _to_the_front(window: Window) -> None:
    """Show a window that may be behind others, or only in the task bar."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


def make_application(arguments: list[str]) -> QApplication:
    """Qt's application under our name."""
    # Seconds that the window waits for a thread that computes; at each call of Qt's, Python's own 0.005 add up.
    sys.setswitchinterval(0.001)
    application = QApplication(arguments)
    application.setApplicationName("Reberth")
    application.setApplicationDisplayName("Reberth")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("reberth")
    application.setWindowIcon(logo())
    return application
