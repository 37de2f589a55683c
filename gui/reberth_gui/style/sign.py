"""An icon of a state beside a text, as high as the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from reberth_gui.style.icons import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from reberth_gui.style.icons import Kind


class Sign(QWidget):
    """One icon; the text beside it says the same, so that it is nothing to a screen reader."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        """Show ``kind``."""
        super().__init__(parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def kind(self) -> Kind:
        """What is shown."""
        return self._kind

    def show_kind(self, kind: Kind) -> None:
        """Show another state."""
        self._kind = kind
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a line of text and a bit."""
        side = round(self.fontMetrics().height() * 1.3)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon in the theme's colours."""
        side = min(self.width(), self.height())
        painter = QPainter(self)
        paint(painter, self._kind, QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side))
        painter.end()
