"""What happened, why, what you can do: the one way in which the wizard tells of an error."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reberth import __version__
from reberth_gui.language import words
from reberth_gui.style.fonts import fixed_font
from reberth_gui.style.sign import Sign

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from reberth.model.errors import ReberthError

    Remedies = Sequence[tuple[str, Callable[[], None]]]


def details_of(error: ReberthError) -> str:
    """What somebody who is asked for help wants to know; no content of files, no secrets."""
    where = f"Reberth {__version__}, Python {platform.python_version()}, PySide6 {PySide6.__version__}"
    lines = [f"Code: {error.code}", *(f"{key}: {value}" for key, value in error.params.items())]
    lines += [where, platform.platform(), *getattr(error, "__notes__", ())]
    return "\n".join(lines)


class ErrorPanel(QFrame):
    """Above the page, so that what it tells of stays in sight.

    Signals:
        closed: By its button or the Escape key.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the panel; it shows itself with an error."""
        super().__init__(parent)
        self.error: ReberthError | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._sign = Sign("bad")
        self.heading = _text(bold=True)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cause = _text()
        self.advice = _text()
        self._close = QToolButton()
        self._close.setText("\N{MULTIPLICATION SIGN}")
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.setToolTip(self.tr("Close the message"))
        self._close.clicked.connect(self.closed)
        self._column = QVBoxLayout(self)
        self._buttons = QHBoxLayout()
        self._remedies: list[QPushButton] = []
        self.details_button = QPushButton(self.tr("Details"))
        self.details_button.setCheckable(True)
        self.copy_button = QPushButton(self.tr("Copy details"))
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setFont(fixed_font())
        self.details.setAccessibleName(self.tr("Details"))
        self.details.setFixedHeight(self.fontMetrics().lineSpacing() * 7)
        self.details_button.toggled.connect(self._show_details)
        self.copy_button.clicked.connect(self.copy)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)
        self._lay_out()
        self.hide()

    def show_error(self, error: ReberthError, remedies: Remedies) -> None:
        """Show an error, and buttons for what can be done about it."""
        self.error = error
        message = words(error.code, error.params)
        self.heading.setText(message.sentence)
        self.heading.setAccessibleName(message.sentence)
        for label, text in ((self.cause, message.cause), (self.advice, message.action)):
            label.setText(text)
            label.setVisible(bool(text))
        self.details.setPlainText(details_of(error))
        self.details_button.setChecked(False)
        self.details.hide()
        self._show_remedies(remedies)
        self.show()
        self._fit()
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Nothing to tell any more."""
        self.error = None
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the wrapped texts need; a layout only offers what they would like."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(max(0, self._column.totalHeightForWidth(self.width())))

    def _show_details(self, shown: bool) -> None:  # noqa: FBT001 - as Qt's signal tells it
        self.details.setVisible(shown)
        self._fit()

    def copy(self) -> None:
        """Put everything on the clipboard, words and details."""
        parts = (self.heading.text(), self.cause.text(), self.advice.text(), "", self.details.toPlainText())
        QGuiApplication.clipboard().setText("\n".join(parts))

    def _show_remedies(self, remedies: Remedies) -> None:
        for old in self._remedies:
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._remedies = []
        for place, (text, act) in enumerate(remedies):
            button = QPushButton(text)
            button.clicked.connect(act)
            self._buttons.insertWidget(place, button)
            self._remedies.append(button)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words_column = QVBoxLayout()
        for label in (self.heading, self.cause, self.advice):
            words_column.addWidget(label)
        top.addLayout(words_column, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons.addWidget(self.details_button)
        self._buttons.addWidget(self.copy_button)
        self._buttons.addStretch(1)
        self._column.addLayout(top)
        self._column.addLayout(self._buttons)
        self._column.addWidget(self.details)


def _text(*, bold: bool = False) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if bold:
        font = label.font()
        font.setBold(True)
        label.setFont(font)
    return label
