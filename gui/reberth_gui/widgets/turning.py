"""Parts side by side where there is room, one below the other where there is not: no page needs to scroll sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QSplitter, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class TurningRow(QWidget):
    """A row of parts, or a column of them."""

    def __init__(self, *parts: QWidget, grows: int = 0, parent: QWidget | None = None) -> None:
        """Lay the parts out in a row; the one of number ``grows`` takes the room that is left."""
        super().__init__(parent)
        self._parts = parts
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        for number, part in enumerate(parts):
            self._box.addWidget(part, int(number == grows))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part that is there."""
        width = max((_least(part).width() for part in self._parts if not part.isHidden()), default=0)
        return QSize(width, self._box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn with the room."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Turn with what the parts need, too."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return done

    def _turn(self) -> None:
        widths = [_least(part).width() for part in self._parts if not part.isHidden()]
        fits = self.width() >= sum(widths) + self._box.spacing() * (len(widths) - 1)
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if way != self._box.direction():
            self._box.setDirection(way)
            self.updateGeometry()


class TurningSplitter(QSplitter):
    """Two views beside each other, or below each other where a line of either would be too short to read."""

    def __init__(self, letters: int, parent: QWidget | None = None) -> None:
        """Side by side from a width of so many letters on."""
        super().__init__(parent)
        self._letters = letters
        self.setChildrenCollapsible(False)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider one."""
        whole = super().minimumSizeHint()
        width = max((_least(part).width() for part in self._views()), default=0)
        return QSize(min(whole.width(), width + 2 * self.frameWidth()), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn with the room."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Turn with what the views need, too."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return done

    def _turn(self) -> None:
        least = sum(_least(part).width() for part in self._views()) + self.handleWidth()
        wide = self.width() >= max(least, self._letters * self.fontMetrics().averageCharWidth())
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if way != self.orientation():
            self.setOrientation(way)
            self.updateGeometry()

    def _views(self) -> list[QWidget]:
        found = [self.widget(number) for number in range(self.count())]
        return [view for view in found if view is not None]


def _least(part: QWidget) -> QSize:
    return part.minimumSizeHint().expandedTo(part.minimumSize())
