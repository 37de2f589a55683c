"""A table of plain text: settings, volumes, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reberth_gui.models.tips import plain_tip
from reberth_gui.style.icons import icon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reberth_gui.style.icons import Kind

AnyIndex = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole


class Row(NamedTuple):
    """Cells, the icon of the first one, what a pointer on the row is told, and anything that the page wants back."""

    cells: tuple[str, ...]
    kind: Kind | None = None
    tip: str = ""
    key: Any = None


class Rows(QAbstractTableModel):
    """Rows of text under headers."""

    def __init__(self, headers: Sequence[str], parent: QObject | None = None) -> None:
        """An empty table."""
        super().__init__(parent)
        self._headers = tuple(headers)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows."""
        return self._rows

    def row(self, number: int) -> Row:
        """The row with this number, from 0."""
        return self._rows[number]

    def fill(self, rows: Iterable[Row]) -> None:
        """Replace everything."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def replace(self, rows: Iterable[Row]) -> None:
        """Replace rows one for one, so that selection and scrolling stay; another number of rows fills anew."""
        rows = tuple(rows)
        if len(rows) != len(self._rows):
            self.fill(rows)
            return
        # Twenty times a second while a job runs: only what is another one is painted again.
        different = [place for place, row in enumerate(rows) if row != self._rows[place]]
        self._rows = rows
        if different:
            last = self.index(different[-1], len(self._headers) - 1)
            self.dataChanged.emit(self.index(different[0], 0), last)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Rows of the table; none below a cell."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex | None = None) -> int:
        """One for each header."""
        return 0 if parent is not None and parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The headers."""
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            return self._headers[section]
        return None

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        """Text, icon and tip."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        text = row.cells[index.column()] if index.column() < len(row.cells) else ""
        if role == _DISPLAY:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.tip or text)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0 and row.kind is not None:
            return icon(row.kind)
        return None
