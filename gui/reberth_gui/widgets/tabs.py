"""Tabs that are as small as the one in front can be: a hidden one does not make its page scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTabWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Tabs(QTabWidget):
    """A tab widget whose least size follows the tab in front."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is what a screen reader says."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.tabBar().setAccessibleName(name)
        self.setUsesScrollButtons(True)
        self.currentChanged.connect(lambda _number: self.updateGeometry())

    def hasHeightForWidth(self) -> bool:
        """Qt would ask the hidden tabs as well; what wraps in the one in front tells its least height."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Qt's own, which is that of the largest tab, with the one in front in its place."""
        whole = super().minimumSizeHint()
        tabs = [tab for number in range(self.count()) if (tab := self.widget(number)) is not None]
        front = self.currentWidget()
        if not tabs or front is None:
            return whole
        sizes = [_least(tab) for tab in tabs]
        largest = QSize(max(size.width() for size in sizes), max(size.height() for size in sizes))
        bar = self.tabBar().minimumSizeHint().width()
        least = whole - largest + _least(front)
        return least.expandedTo(QSize(bar, 0))


def _least(widget: QWidget) -> QSize:
    return widget.minimumSizeHint().expandedTo(widget.minimumSize())
