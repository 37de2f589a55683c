"""A text of any length: shown in pieces while it is read, and whole while it is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reberth_gui.widgets.code_view import CodeView
from reberth_gui.widgets.find_row import FindRow
from reberth_gui.widgets.piece_bar import PieceBar, piece_of
from reberth_gui.widgets.turning import TurningRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reberth_gui.widgets.syntax import Language

_START, _END = QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveOperation.EndOfBlock


class PieceView(QWidget):
    """A code view with a row to find words and to turn to other pieces. All lines count from 1, in the whole text.

    Signals:
        line_changed: The cursor is in another line.
    """

    line_changed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is what a screen reader says."""
        super().__init__(parent)
        self.view = CodeView(name)
        self.bar = PieceBar()
        self.search = FindRow(self.tr("Find in the file"), self)
        self._lines: tuple[str, ...] = ()
        self._language: Language = "text"
        self._marks: dict[int, str] = {}
        self._piece = range(0)
        self.view.line_changed.connect(lambda line: self.line_changed.emit(self._piece.start + line))
        self.bar.turned.connect(lambda first: self.go_to(first + 1))
        self.search.wanted.connect(self._find)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(TurningRow(self.search, self.bar))

    @property
    def editable(self) -> bool:
        """Whether the text can be edited."""
        return not self.view.isReadOnly()

    def set_editable(self, editable: bool) -> None:  # noqa: FBT001 - as Qt's setters
        """Let the text be edited; what was typed is lost unless it was taken before."""
        line = self.line()
        self.view.set_editable(editable)
        self._show(line)

    def show_lines(self, lines: Sequence[str], language: Language) -> None:
        """Show a text, the place in it kept; marks go."""
        self._lines, self._language, self._marks = tuple(lines), language, {}
        self._show(self.line())

    def text(self) -> str:
        """The whole text; its last line always ends."""
        return self.view.text() if self.editable else "".join(f"{line}\n" for line in self._lines)

    def line(self) -> int:
        """The line of the cursor."""
        return self._piece.start + self.view.line()

    def go_to(self, line: int) -> None:
        """Put the cursor into a line, and show the piece that it is in."""
        if not self.editable and line - 1 not in self._piece:
            self._show(line)
        self.view.go_to(line - self._piece.start)
        # The same line of another piece is no move of the cursor.
        self.line_changed.emit(self.line())

    def set_marks(self, marks: Mapping[int, str]) -> None:
        """Give lines a background, by the name of one of the theme's colours."""
        self._marks = dict(marks)
        self._show_marks()

    def _show(self, line: int) -> None:
        """Show the piece with a line, or the whole text."""
        count, before = len(self._lines), self._piece.start
        self._piece = range(count) if self.editable else piece_of(line - 1, count)
        first, last = self._piece.start, self._piece.stop
        text = "".join(f"{item}\n" for item in self._lines[first:last])
        self.view.set_text(text, self._language, range(first + 1, last + 1) if first else None)
        if first != before:
            self.view.go_to(line - first)
        self.bar.show_piece(self._piece, count)
        self._show_marks()

    def _show_marks(self) -> None:
        first = self._piece.start
        self.view.set_marks({line - first: name for line, name in self._marks.items() if line - 1 in self._piece})

    def _find(self, words: str, backward: bool) -> None:  # noqa: FBT001 - a slot
        """Select the next place in the whole text, round its end."""
        way = QTextDocument.FindFlag.FindBackward if backward else QTextDocument.FindFlag(0)
        found = self.view.find(words, way)
        line = 0 if found else self._line_with(words.casefold(), backward=backward)
        if line:
            self.go_to(line)
            self.view.moveCursor(_END if backward else _START)
            found = self.view.find(words, way)
        self.search.tell(found=found)

    def _line_with(self, words: str, *, backward: bool) -> int:
        """The first line behind the piece shown, or before it, that holds the words; 0 for none."""
        lines = self.view.text().split("\n") if self.editable else self._lines
        first = self._piece.start if backward else self._piece.stop
        order = [*range(first, len(lines)), *range(first)]
        if backward:
            order.reverse()
        return next((number + 1 for number in order if words in lines[number].casefold()), 0)
