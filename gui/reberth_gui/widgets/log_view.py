"""A log: lines come in batches, the oldest fall out, search and follow."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from reberth_gui.style.fonts import fixed_font
from reberth_gui.style.theme import colour
from reberth_gui.widgets.find_row import FindRow

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_LINES = 20_000
# Roles of a line, with the name of the colour.
_COLOURS = {"": "text", "step": "keyword", "stderr": "bad", "note": "muted"}
# A line's state in the document is the number of its role here: a number has no lifetime that could go wrong.
_ROLES = tuple(_COLOURS)


class LogLine(NamedTuple):
    """A line and its role: "" for output, ``stderr``, ``step`` for a heading, ``note`` for a remark of ours."""

    text: str
    role: str = ""


class LogView(QWidget):
    """A log view. Adding lines moves the view only when it follows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is what a screen reader says."""
        super().__init__(parent)
        self.view = QPlainTextEdit()
        self.view.setAccessibleName(name)
        self.view.setFont(fixed_font())
        self.view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.view.setMaximumBlockCount(MOST_LINES)
        self.view.setUndoRedoEnabled(False)
        self.view.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.view.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.view.setTabChangesFocus(True)
        self.follow = QCheckBox(self.tr("Follo&w the log"))
        self.follow.setChecked(True)
        self.follow.toggled.connect(self._follow_now)
        self.search = FindRow(self.tr("Find in the log"), self)
        self.search.wanted.connect(self._find)
        self.view.verticalScrollBar().actionTriggered.connect(lambda _action: self._user_scrolled())
        row = QHBoxLayout()
        row.addWidget(self.follow)
        row.addWidget(self.search, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view, 1)
        layout.addLayout(row)

    def add(self, lines: Iterable[LogLine]) -> None:
        """Add lines, at most some hundred at once."""
        document = self.view.document()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for role, group in groupby(lines, key=lambda line: line.role):
            texts = [line.text for line in group]
            cursor.movePosition(QTextCursor.MoveOperation.End)
            empty = document.isEmpty()
            cursor.insertText(("" if empty else "\n") + "\n".join(texts), _form(role))
            if role:
                block = document.lastBlock()
                for _ in texts:
                    block.setUserState(_ROLES.index(role))
                    block = block.previous()
        cursor.endEditBlock()
        if self.follow.isChecked():
            self._to_end()

    def clear(self) -> None:
        """Begin anew."""
        self.view.clear()
        self.search.say("")
        self.follow.setChecked(True)

    def text(self) -> str:
        """All lines in sight of the view."""
        return self.view.toPlainText()

    def show_line(self, text: str) -> bool:
        """Go to the first line that is exactly ``text``; False where it fell out already."""
        block = self.view.document().begin()
        while block.isValid():
            if block.text() == text:
                self.follow.setChecked(False)
                self.view.setTextCursor(QTextCursor(block))
                self.view.centerCursor()
                return True
            block = block.next()
        return False

    def _find(self, text: str, backward: bool) -> None:  # noqa: FBT001 - a slot
        """Select the next place where the search text stands, round the end."""
        way = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        self.follow.setChecked(False)
        found = self.view.find(text, way)
        if not found:
            cursor = self.view.textCursor()
            end = QTextCursor.MoveOperation.End if backward else QTextCursor.MoveOperation.Start
            cursor.movePosition(end)
            self.view.setTextCursor(cursor)
            found = self.view.find(text, way)
        self.search.tell(found=found)

    def changeEvent(self, event: QEvent) -> None:
        """Follow another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "view"):
            self._recolour()

    def _recolour(self) -> None:
        cursor = QTextCursor(self.view.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(_form(""))
        block = self.view.document().begin()
        while block.isValid():
            if block.userState() > 0:
                cursor = QTextCursor(block)
                cursor.select(QTextCursor.SelectionType.LineUnderCursor)
                cursor.setCharFormat(_form(_ROLES[block.userState()]))
            block = block.next()

    def _user_scrolled(self) -> None:
        """Who scrolls up wants to read; who scrolls to the end wants to follow."""
        bar = self.view.verticalScrollBar()
        self.follow.setChecked(bar.sliderPosition() >= bar.maximum())

    def _follow_now(self, follow: bool) -> None:  # noqa: FBT001 - a slot
        if follow:
            self._to_end()

    def _to_end(self) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.maximum())


def _form(role: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(colour(_COLOURS[role]))
    return form
