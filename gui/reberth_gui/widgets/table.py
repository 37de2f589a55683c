"""A table view as all pages have it: whole rows, no grid, keys that move between widgets rather than cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtWidgets import QWidget


class Table(QTreeView):
    """A list with columns, or a tree; its height hint is a number of lines, not of pixels."""

    def __init__(self, name: str, *, tree: bool = False, lines: int = 6, parent: QWidget | None = None) -> None:
        """Make a view.

        Args:
            name: For screen readers.
            tree: Whether there is something to expand.
            lines: Lines that should be seen at least.
            parent: Owner in the sense of Qt.
        """
        super().__init__(parent)
        self._lines = lines
        self.setAccessibleName(name)
        self.setRootIsDecorated(tree)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_model(self, model: QAbstractItemModel, widths: tuple[int, ...] = ()) -> None:
        """Show a model.

        Args:
            model: What to show.
            widths: Width of the columns but the last in letters.
        """
        self.setModel(model)
        header = self.header()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for column, letters in enumerate(widths):
            self.setColumnWidth(column, letters * self.fontMetrics().averageCharWidth() + self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        """As wide as it likes, as high as its lines."""
        return QSize(super().sizeHint().width(), self._height(self._lines))

    def minimumSizeHint(self) -> QSize:
        """Half of the lines at least."""
        return QSize(super().minimumSizeHint().width(), self._height(max(2, self._lines // 2)))

    def _height(self, lines: int) -> int:
        header = 0 if self.isHeaderHidden() else self.header().sizeHint().height()
        return int(self.fontMetrics().height() * 1.35 * lines) + header + 2 * self.frameWidth()
