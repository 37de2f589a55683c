"""Icons of a state, painted: sharp at every scale, in the theme's colours, and told apart by shape as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPen, QPixmap, QPolygonF

from reberth_gui.style.theme import colour

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

Kind = Literal["good", "warning", "bad", "info", "undecided", "again", "current", "to-do", "locked"]
_COLOURS: dict[str, str] = {
    "good": "good",
    "warning": "warning",
    "bad": "bad",
    "info": "info",
    "undecided": "warning",
    "again": "info",
    "current": "link",
    "to-do": "muted",
    "locked": "disabled",
}


def icon(kind: Kind) -> QIcon:
    """An icon that follows the theme."""
    return QIcon(_Engine(kind))


def paint(painter: QPainter, kind: Kind, square: QRectF, number: int = 0, shade: str = "") -> None:
    """Paint an icon into a square; ``number`` stands in the ring of a step that is to do or locked.

    ``shade`` is another colour than the kind's own.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    own = colour(shade or _COLOURS[kind])
    unit = square.width() / 20
    pen = QPen(own, max(1.4, 1.6 * unit))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    centre = square.center()

    def at(x: float, y: float) -> QPointF:
        return QPointF(centre.x() + x * unit, centre.y() + y * unit)

    if kind == "warning":
        painter.drawPolygon(QPolygonF([at(0, -8.5), at(9, 7.5), at(-9, 7.5)]))
        painter.drawLine(at(0, -3), at(0, 2))
        _dot(painter, at(0, 4.9), 1.1 * unit, own)
    elif kind == "bad":
        painter.drawPolygon(QPolygonF([at(x, y) for x, y in _OCTAGON]))
        painter.drawLine(at(-3.3, -3.3), at(3.3, 3.3))
        painter.drawLine(at(-3.3, 3.3), at(3.3, -3.3))
    elif kind == "again":
        painter.drawArc(QRectF(at(-7.5, -7.5), at(7.5, 7.5)), 60 * 16, 290 * 16)
        painter.drawPolyline([at(0.6, -8.8), at(4.4, -6.3), at(1.4, -3.2)])
    else:
        painter.drawEllipse(centre, 8.6 * unit, 8.6 * unit)
        _inside(painter, kind, unit, own, centre, number)
    painter.restore()


_OCTAGON = ((-3.6, -8.6), (3.6, -8.6), (8.6, -3.6), (8.6, 3.6), (3.6, 8.6), (-3.6, 8.6), (-8.6, 3.6), (-8.6, -3.6))


def _inside(painter: QPainter, kind: Kind, unit: float, own: QColor, centre: QPointF, number: int) -> None:
    """What stands in a ring."""

    def at(x: float, y: float) -> QPointF:
        return QPointF(centre.x() + x * unit, centre.y() + y * unit)

    if kind == "good":
        painter.drawPolyline([at(-4, 0.2), at(-1.2, 3.4), at(4.3, -3.3)])
    elif kind == "info":
        painter.drawLine(at(0, -0.5), at(0, 4.2))
        _dot(painter, at(0, -4), 1.2 * unit, own)
    elif kind == "undecided":
        painter.drawArc(QRectF(at(-2.7, -5), at(2.7, 0.4)), 180 * 16, -250 * 16)
        painter.drawLine(at(0.4, 0.3), at(0, 1.8))
        _dot(painter, at(0, 4.6), 1.1 * unit, own)
    elif kind == "current":
        _dot(painter, centre, 4.2 * unit, own)
    elif number:
        font = painter.font()
        font.setBold(False)
        font.setPixelSize(max(8, round(11 * unit)))
        painter.setFont(font)
        box = QRectF(at(-9, -9), at(9, 9))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


def _dot(painter: QPainter, centre: QPointF, radius: float, own: QColor) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(own)
    painter.drawEllipse(centre, radius, radius)
    painter.restore()


class _Engine(QIconEngine):
    """Paints when asked, so that no picture of an old theme is kept."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind = kind

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        # In a selected row the background is the accent, on which a state's own colour cannot be told.
        paint(painter, self._kind, square, shade="on_accent" if mode == QIcon.Mode.Selected else "")

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._kind)
