"""Two texts beside each other, scrolled together, from difference to difference by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from reberth_gui.widgets.code_view import CodeView
from reberth_gui.widgets.differences import hunks, side_by_side
from reberth_gui.widgets.piece_bar import PieceBar, piece_of

if TYPE_CHECKING:
    from reberth_gui.widgets.differences import Row
    from reberth_gui.widgets.syntax import Language

_BEFORE = {"changed": "changed", "removed": "removed"}
_AFTER = {"changed": "changed", "added": "added"}


class DiffView(QWidget):
    """A difference view: ``before`` at the left, ``after`` at the right."""

    def __init__(self, before: str, after: str, parent: QWidget | None = None) -> None:
        """``before`` and ``after`` are what the two texts are called."""
        super().__init__(parent)
        self.before, self.after = CodeView(before), CodeView(after)
        self._rows: tuple[Row, ...] = ()
        self._hunks: tuple[int, ...] = ()
        self._piece = range(0)
        self._language: Language = "text"
        self.count = QLabel()
        self.pieces = PieceBar()
        self.pieces.turned.connect(self._go)
        self._previous = QPushButton(self.tr("&Previous difference"))
        self._next = QPushButton(self.tr("Ne&xt difference"))
        self._previous.clicked.connect(lambda: self.step(-1))
        self._next.clicked.connect(lambda: self.step(1))
        for keys, way in (("F8", 1), ("Shift+F8", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda way=way: self.step(way))
        self._lay_out(before, after)
        self._link()

    def _lay_out(self, before: str, after: str) -> None:
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        for view, text in ((self.before, before), (self.after, after)):
            column = QWidget()
            layout = QVBoxLayout(column)
            layout.setContentsMargins(0, 0, 0, 0)
            heading = QLabel(text)
            heading.setBuddy(view)
            layout.addWidget(heading)
            layout.addWidget(view)
            splitter.addWidget(column)
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.pieces)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter, 1)
        outer.addLayout(row)

    def _link(self) -> None:
        """What one is scrolled to, the other is as well."""
        for one, other in ((self.before, self.after), (self.after, self.before)):
            one.verticalScrollBar().valueChanged.connect(other.verticalScrollBar().setValue)
            one.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)

    def show_texts(self, before: str, after: str, language: Language) -> None:
        """Show two texts."""
        self.show_rows(side_by_side(before, after), language)

    def show_rows(self, rows: tuple[Row, ...], language: Language) -> None:
        """Show two texts that were put beside each other before."""
        self._rows, self._language = rows, language
        self._hunks = hunks(rows)
        count = len(self._hunks)
        self.count.setText(self.tr("%n difference(s)", "", count) if count else self.tr("No difference"))
        self._previous.setEnabled(bool(count))
        self._next.setEnabled(bool(count))
        first = self._hunks[0] if self._hunks else 0
        self._show(first)
        self.after.go_to(first - self._piece.start + 1)

    def _show(self, number: int) -> None:
        """Show the piece with a row (from 0)."""
        self._piece = piece_of(number, len(self._rows))
        rows = self._rows[self._piece.start : self._piece.stop]
        before = "".join(f"{row.before}\n" for row in rows)
        after = "".join(f"{row.after}\n" for row in rows)
        self.before.set_text(before, self._language, [row.number_before for row in rows])
        self.after.set_text(after, self._language, [row.number_after for row in rows])
        kinds = [(place, row.kind) for place, row in enumerate(rows, start=1)]
        self.before.set_marks({place: _BEFORE[kind] for place, kind in kinds if kind in _BEFORE})
        self.after.set_marks({place: _AFTER[kind] for place, kind in kinds if kind in _AFTER})
        self.pieces.show_piece(self._piece, len(self._rows))

    def step(self, way: int) -> None:
        """Go to the next difference (1) or the one before (-1), round the end."""
        if not self._hunks:
            return
        here = self._piece.start + self.after.line() - 1
        if way > 0:
            place = next((item for item in self._hunks if item > here), self._hunks[0])
        else:
            place = next((item for item in reversed(self._hunks) if item < here), self._hunks[-1])
        self._go(place)

    def _go(self, number: int) -> None:
        """Put the cursor into a row (from 0)."""
        if number not in self._piece:
            self._show(number)
        for view in (self.after, self.before):
            view.go_to(number - self._piece.start + 1)
