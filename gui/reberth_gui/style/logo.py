"""The program's sign: a container that is set down in its berth. Painted, as all our icons are."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

_BLUE = QColor("#0f6cbd")
_WHITE = QColor("#ffffff")


def logo() -> QIcon:
    """The icon in the sizes that windows and task bars ask for."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(draw(side))
    return icon


def draw(side: int) -> QPixmap:
    """The sign, ``side`` pixels high and wide."""
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / 64, side / 64)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_BLUE)
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 12, 12)
    pen = QPen(_WHITE, 4.5)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # The container with its ribs, and the quay on both sides of it.
    painter.drawRect(QRectF(20, 15, 24, 23))
    painter.drawLine(QPointF(28, 21), QPointF(28, 32))
    painter.drawLine(QPointF(36, 21), QPointF(36, 32))
    painter.drawPolyline([QPointF(11, 36), QPointF(11, 49), QPointF(53, 49), QPointF(53, 36)])
    painter.end()
    return pixmap
