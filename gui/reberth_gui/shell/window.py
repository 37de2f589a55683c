"""One window, one migration: the steps at the left, a page, and the command row below it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reberth.migration import flow
from reberth_gui.pages.registry import make_page
from reberth_gui.shell.command_row import CommandRow
from reberth_gui.shell.dropping import accepts, take_drop
from reberth_gui.shell.elevation import elevation_banner
from reberth_gui.shell.ending import Ending
from reberth_gui.shell.error_panel import ErrorPanel
from reberth_gui.shell.step_list import StepList
from reberth_gui.shell.step_model import ShownStep, why_locked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from reberth.model.errors import ReberthError
    from reberth_gui.session.session import Session
    from reberth_gui.shell.page import Page

# How long after the first paint the other pages are made, one at a time.
_IDLE_MS = 120


class Window(QMainWindow):
    """The wizard.

    Attributes:
        handed_over: Another window shows the migration now.

    Signals:
        open_wanted: A document that was dropped.
        closed: The window is gone.
        prepared: All pages are there.
    """

    open_wanted = Signal(object)
    closed = Signal()
    prepared = Signal()

    def __init__(self, session: Session) -> None:
        """Show a migration, from its first step."""
        super().__init__()
        self.session = session
        self.current = flow.NAMES[0]
        self.pages: dict[str, Page] = {}
        self._errors: dict[str, ReberthError] = {}
        self.handed_over = False
        self.steps = StepList()
        self.heading = QLabel()
        self.banner = elevation_banner(self)
        self.errors = ErrorPanel()
        self.stack = QStackedWidget()
        self.commands = CommandRow()
        self._ending = Ending(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        self._idle = QTimer(self)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._make_another_page)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.show_step(self.current)

    def page(self, name: str) -> Page:
        """The page of a step, made now if it was not there."""
        if name not in self.pages:
            page = make_page(name, self.session)
            page.changed.connect(self._soon.start)
            page.failed.connect(partial(self.show_error, name))
            page.go.connect(self.go)
            self.pages[name] = page
            self.stack.addWidget(_scrolling(page))
            self._soon.start()
        return self.pages[name]

    def show_step(self, name: str) -> None:
        """Show a step; nobody is asked."""
        page = self.page(name)
        self.current = name
        page.enter()
        self.stack.setCurrentIndex(list(self.pages).index(name))
        self.refresh()
        self.steps.show_current(name)
        self._show_error_of(name)
        if self.isVisible() and not self.steps.hasFocus():
            self.focus_page()

    def go(self, name: str) -> None:
        """Show another step, if it can be entered and the page lets go."""
        locked = self.session.state(name, current=self.current, warnings=frozenset()) == "locked"
        if name != self.current and not locked and self.page(self.current).leave():
            self.show_step(name)

    def go_on(self) -> None:
        """To the next step; this one counts as done."""
        page = self.page(self.current)
        following = flow.next_step(self.current)
        if following is None or not page.can_next() or not page.leave():
            return
        self.session.mark_seen(self.current)
        self.session.save()
        if self.session.state(following, current=self.current, warnings=frozenset()) != "locked":
            self.show_step(following)

    def go_back(self) -> None:
        """To the step before; nothing is lost."""
        before = flow.previous_step(self.current)
        if before is not None:
            self.go(before)

    def show_error(self, name: str, error: ReberthError | None) -> None:
        """Keep a step's error and show it if the step is on screen; None when it is no more."""
        if error is None:
            self._errors.pop(name, None)
        else:
            self._errors[name] = error
        if name == self.current:
            self._show_error_of(name)

    def refresh(self) -> None:
        """Read everything that the pages and the session say."""
        warnings = frozenset(name for name, page in self.pages.items() if page.warning())
        self.steps.steps.show([self._shown(number, name, warnings) for number, name in enumerate(flow.NAMES, 1)])
        page = self.page(self.current)
        self.heading.setText(page.title())
        self.commands.show_action(page.action())
        self.commands.show_back(possible=flow.previous_step(self.current) is not None)
        following = flow.next_step(self.current)
        locked = following is None or self.session.state(following, current="", warnings=warnings) == "locked"
        self.commands.show_next(
            page.next_text() if following else "",
            possible=page.can_next() and not locked,
            why_not=why_locked(following) if following and locked else "",
        )
        name = self.tr("Ending the job\N{HORIZONTAL ELLIPSIS}") if self._ending.under_way else self.session.name
        self.setWindowTitle(f"{name} \N{EN DASH} Reberth" if name else "Reberth")

    def focus_page(self) -> None:
        """Give the focus to the page's first widget."""
        page = self.page(self.current)
        first = page.focus_first()
        if first is not None:
            first.setFocus()
        else:
            page.focusNextChild()

    @property
    def busy(self) -> bool:
        """Whether a job runs that somebody waits for, or a page holds something outside of the program."""
        return self.session.busy or any(page.holds() for page in self.pages.values())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of everything; what cannot be let go of at once holds the window back."""
        event.setAccepted(self.handed_over or self._ending.may_close())
        if not event.isAccepted():
            return
        if not self.handed_over:
            self.session.let_go()
        self.session.settings.keep_geometry(self.saveGeometry())
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take migration documents and what the Image page can take."""
        if accepts(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a document, or hand disks to the Image page."""
        take_drop(self, event.mimeData())
        event.acceptProposedAction()

    def hand_over(self, successor: Callable[[], object] = lambda: None) -> None:
        """Let another window show the migration, and close without asking.

        Args:
            successor: Makes the other window; jobs that only look are ended before, so that it can start its own.
        """
        self.handed_over = True
        self.session.let_go()
        successor()
        self.close()

    def open_document(self, path: Path) -> None:
        """Ask the program to open a document."""
        self.open_wanted.emit(path)

    def prepare_pages(self) -> None:
        """Make the other pages one by one while nothing happens, so that each shows at once."""
        self._idle.start()
        self.session.prepare()

    def _make_another_page(self) -> None:
        missing = [name for name in flow.NAMES if name not in self.pages]
        if missing and not self.session.jobs:
            self.page(missing[0])
        if not missing:
            self._idle.stop()
            self.prepared.emit()

    def _shown(self, number: int, name: str, warnings: frozenset[str]) -> ShownStep:
        note = self.pages[name].note() if name in self.pages else ""
        return ShownStep(name, self.session.state(name, current=self.current, warnings=warnings), note, number)

    def _show_error_of(self, name: str) -> None:
        error = self._errors.get(name)
        if error is None:
            self.errors.clear()
        else:
            self.errors.show_error(error, self.page(name).remedies(error))

    def _connect(self) -> None:
        for signal in (self.session.changed, self.session.scanned, self.session.job_changed, self.session.saved):
            signal.connect(self._soon.start)
        self.session.save_failed.connect(lambda error: self.show_error(self.current, error))
        self.steps.chosen.connect(self.go)
        self.commands.back.connect(self.go_back)
        self.commands.on.connect(self.go_on)
        self.errors.closed.connect(lambda: self.show_error(self.current, None))
        for number, name in enumerate(flow.NAMES, 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(partial(self.go, name))

    def _lay_out(self) -> None:
        font = self.heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        self.heading.setFont(font)
        self.heading.setWordWrap(True)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Plain)
        line.setForegroundRole(QPalette.ColorRole.Midlight)
        unit = self.fontMetrics().height()
        column = QVBoxLayout()
        column.setContentsMargins(round(unit * 1.4), unit, round(unit * 1.4), unit)
        column.setSpacing(round(unit * 0.6))
        column.addWidget(self.heading)
        if self.banner is not None:
            column.addWidget(self.banner)
        column.addWidget(self.errors)
        column.addWidget(self.stack, 1)
        column.addWidget(line)
        column.addWidget(self.commands)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.steps)
        row.addLayout(column, 1)
        middle = QWidget()
        middle.setLayout(row)
        self.setCentralWidget(middle)
        wide = self.fontMetrics().averageCharWidth()
        self.setMinimumSize(wide * 100, unit * 28)
        if not self.restoreGeometry(self.session.settings.geometry()):
            self.resize(QSize(wide * 196, unit * 58).boundedTo(self.screen().availableSize()))


def _scrolling(page: Page) -> QScrollArea:
    """A page that is larger than a small screen can be scrolled; usually there is nothing to scroll."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(area.focusPolicy().NoFocus)
    area.setWidget(page)
    return area
