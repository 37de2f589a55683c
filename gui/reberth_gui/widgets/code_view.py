"""Code with line numbers, colours, and marks on lines that need to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reberth_gui.style.fonts import fixed_font
from reberth_gui.style.theme import colour
from reberth_gui.widgets.highlighter import Highlighter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reberth_gui.widgets.syntax import Language


_MOST_COLOURED = 5000


class CodeView(QPlainTextEdit):
    """A text with line numbers; read-only unless told otherwise.

    Signals:
        line_changed: The cursor is in another line (1-based).
    """

    line_changed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is what a screen reader says."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(fixed_font())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._numbers: Sequence[int] | None = None
        self._marks: dict[int, str] = {}
        self._line = 1
        self._highlighter = Highlighter(self.document())
        self._gutter = _Gutter(self)
        self.blockCountChanged.connect(self._fit)
        self.updateRequest.connect(self._scrolled)
        self.cursorPositionChanged.connect(self._moved)
        self.set_editable(False)
        self._fit()

    def set_editable(self, editable: bool) -> None:  # noqa: FBT001 - as Qt's setters
        """Let the text be edited; read-only text can still be walked through by keyboard."""
        self.setReadOnly(not editable)
        self.setTabChangesFocus(not editable)
        self.setUndoRedoEnabled(editable)
        if not editable:
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def set_text(self, text: str, language: Language, numbers: Sequence[int] | None = None) -> None:
        """Show a text, the place on screen kept.

        Args:
            text: Lines end in LF.
            language: For the colours.
            numbers: The number shown before each line, 0 for none; counted from 1 without.
        """
        self._numbers = numbers
        self._highlighter.language = language
        # The colours of a hundred thousand lines would hold the window up for seconds.
        coloured = self.document() if text.count("\n") <= _MOST_COLOURED else None
        if self._highlighter.document() is not coloured:
            self._highlighter.setDocument(coloured)
        shown = text.removesuffix("\n")
        if shown != self.toPlainText():
            line, scrolled = self.line(), self.verticalScrollBar().value()
            self._marks = {}
            self.setPlainText(shown)
            self.go_to(min(line, self.blockCount()))
            self.verticalScrollBar().setValue(scrolled)
        else:
            self._highlighter.rehighlight()
        self._fit()

    def text(self) -> str:
        """The text; a last line always ends."""
        text = self.toPlainText()
        return text + "\n" if text and not text.endswith("\n") else text

    def line(self) -> int:
        """The line of the cursor, 1-based."""
        return self.textCursor().blockNumber() + 1

    def go_to(self, line: int) -> None:
        """Put the cursor into a line and show it."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    def set_marks(self, marks: Mapping[int, str]) -> None:
        """Give lines (1-based) a background, by the name of one of the theme's colours."""
        self._marks = dict(marks)
        self.viewport().update()
        self._gutter.update()

    @property
    def marks(self) -> dict[int, str]:
        """The marks set."""
        return dict(self._marks)

    def changeEvent(self, event: QEvent) -> None:
        """Follow another theme or font."""
        super().changeEvent(event)
        # Also called while the base class is being made.
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_gutter"):
            self._highlighter.rehighlight()
        elif event.type() == QEvent.Type.FontChange and hasattr(self, "_gutter"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line numbers at the side."""
        super().resizeEvent(event)
        self._fit()

    def gutter_width(self) -> int:
        """Room for the largest line number, in pixels."""
        largest = max(self._numbers, default=1) if self._numbers is not None else self.blockCount()
        return self.fontMetrics().horizontalAdvance("0") * (max(2, len(str(largest))) + 2)

    def paint_gutter(self, event: QPaintEvent) -> None:
        """Paint the numbers of the lines in sight."""
        painter = QPainter(self._gutter)
        painter.fillRect(event.rect(), colour("stripe"))
        painter.setFont(self.font())
        right = self._gutter.width() - self.fontMetrics().horizontalAdvance("0")
        block = self.firstVisibleBlock()
        top = round(self.blockBoundingGeometry(block).translated(self.contentOffset()).top())
        while block.isValid() and top <= event.rect().bottom():
            height = round(self.blockBoundingRect(block).height())
            index = block.blockNumber()
            numbers = self._numbers
            number = index + 1 if numbers is None else numbers[index] if index < len(numbers) else 0
            if number and block.isVisible():
                here = index + 1 == self.line() and self.hasFocus()
                painter.setPen(colour("text" if here or index + 1 in self._marks else "muted"))
                box = QRect(0, top, right, height)
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, str(number))
            top += height
            block = block.next()
        painter.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks in sight under the text: a difference may have thirty thousand of them."""
        if self._marks:
            painter = QPainter(self.viewport())
            block = self.firstVisibleBlock()
            while block.isValid():
                place = self.blockBoundingGeometry(block).translated(self.contentOffset())
                if place.top() > event.rect().bottom():
                    break
                name = self._marks.get(block.blockNumber() + 1)
                if name is not None:
                    band = QRectF(0, place.top(), self.viewport().width(), self.fontMetrics().height())
                    painter.fillRect(band, colour(name))
                block = block.next()
            painter.end()
        super().paintEvent(event)

    def _fit(self) -> None:
        width = self.gutter_width()
        self.setViewportMargins(width, 0, 0, 0)
        inner = self.contentsRect()
        self._gutter.setGeometry(QRect(inner.left(), inner.top(), width, inner.height()))

    def _scrolled(self, rectangle: QRect, vertical: int) -> None:
        if vertical:
            self._gutter.scroll(0, vertical)
        else:
            self._gutter.update(0, rectangle.y(), self._gutter.width(), rectangle.height())

    def _moved(self) -> None:
        self._gutter.update()
        if self.line() != self._line:
            self._line = self.line()
            self.line_changed.emit(self._line)


class _Gutter(QWidget):
    """The strip with the line numbers."""

    def __init__(self, view: CodeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_gutter(event)
