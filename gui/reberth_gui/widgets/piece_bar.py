"""A long text in pieces: what is laid out, coloured and painted at once stays small, however large the server is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from reberth_gui.models.quantities import count_text

# Lines. Most files of most servers have fewer; to lay out and colour so many takes some hundredths of a second.
PIECE = 1000


def piece_of(line: int, count: int) -> range:
    """The piece of a text of ``count`` lines that a line is in; lines count from 0, one behind the end is the last."""
    first = max(0, min(line, count - 1)) // PIECE * PIECE
    return range(first, min(first + PIECE, count))


class PieceBar(QWidget):
    """Says which lines are shown, and turns to others; not there for a text that is shown whole.

    Signals:
        turned: First line of the piece that is wanted, from 0.
    """

    turned = Signal(int)

    def __init__(self) -> None:
        """Hidden until there is more than a piece."""
        super().__init__()
        self._piece = range(0)
        self.label = QLabel()
        self.before = QPushButton(self.tr("Earlier"))
        self.after = QPushButton(self.tr("Later"))
        self.before.clicked.connect(lambda: self.turned.emit(self._piece.start - PIECE))
        self.after.clicked.connect(lambda: self.turned.emit(self._piece.stop))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.label, self.before, self.after):
            row.addWidget(part)
        self.hide()

    def show_piece(self, piece: range, count: int) -> None:
        """Tell about the piece that is shown of ``count`` lines."""
        self._piece = piece
        first, last, lines = (count_text(number) for number in (piece.start + 1, piece.stop, count))
        self.label.setText(self.tr("Lines {first} to {last} of {all}").format(first=first, last=last, all=lines))
        self.before.setEnabled(piece.start > 0)
        self.after.setEnabled(piece.stop < count)
        self.setVisible(len(piece) < count)
