"""Fusion with check boxes, radio buttons and field edges that can be seen: its own have 1:1 contrast in the dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle

from reberth_gui.style.theme import colour

if TYPE_CHECKING:
    from PySide6.QtGui import QColor
    from PySide6.QtWidgets import QStyleOption, QStyleOptionComplex, QWidget

_PRIMITIVE = QStyle.PrimitiveElement
_STATE = QStyle.StateFlag
_BOXES = {_PRIMITIVE.PE_IndicatorCheckBox, _PRIMITIVE.PE_IndicatorItemViewItemCheck}
_EDGES = {
    _PRIMITIVE.PE_FrameLineEdit,
    _PRIMITIVE.PE_PanelLineEdit,
    _PRIMITIVE.PE_Frame,
    _PRIMITIVE.PE_PanelButtonCommand,
}
_FIELDS = {QStyle.ComplexControl.CC_SpinBox, QStyle.ComplexControl.CC_ComboBox}


class IndicatorStyle(QProxyStyle):
    """Fusion, but for what has to be seen to be used."""

    def __init__(self) -> None:
        """Stand on Fusion."""
        super().__init__("Fusion")

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        """Draw boxes and radio buttons ourselves, and edges over Fusion's."""
        if element in _BOXES:
            _box(option, painter)
        elif element == _PRIMITIVE.PE_IndicatorRadioButton:
            _radio(option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)
            if element in _EDGES and not _without_frame(element, option):
                _edge(option, painter)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the edge of spin boxes and combo boxes over Fusion's."""
        super().drawComplexControl(control, option, painter, widget)
        if control in _FIELDS and getattr(option, "frame", True):
            _edge(option, painter)


def _without_frame(element: QStyle.PrimitiveElement, option: QStyleOption) -> bool:
    """A line edit within another widget (a spin box, a combo box) has that one's frame."""
    return element == _PRIMITIVE.PE_PanelLineEdit and getattr(option, "lineWidth", 1) <= 0


def _has(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


def _edge(option: QStyleOption, painter: QPainter) -> None:
    focus = _has(option, _STATE.State_HasFocus)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("accent" if focus else "edge" if _has(option, _STATE.State_Enabled) else "rule"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    rectangle = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(rectangle, 2, 2)
    painter.restore()


def _prepare(option: QStyleOption, painter: QPainter, *, filled: bool) -> tuple[QRectF, QColor]:
    """Set pen and brush for an indicator; its rectangle, and the colour of what is drawn in it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    enabled = _has(option, _STATE.State_Enabled)
    pen = colour(("accent" if filled else "edge") if enabled else "disabled")
    # On a selected row the accent is the background, so that the outline has to be the other one.
    selected = _has(option, _STATE.State_Selected) and enabled
    painter.setPen(QPen(colour("on_accent") if selected else pen, 1))
    painter.setBrush(pen if filled else colour("base"))
    rectangle = QRectF(option.rect)
    side = min(rectangle.width(), rectangle.height()) - 1
    square = QRectF(0, 0, side, side)
    square.moveCenter(rectangle.center())
    return square, colour("on_accent" if enabled else "base")


def _box(option: QStyleOption, painter: QPainter) -> None:
    """A check box: empty, ticked, or with a dash for some of what is below it."""
    partly = _has(option, _STATE.State_NoChange)
    filled = partly or _has(option, _STATE.State_On)
    painter.save()
    square, inside = _prepare(option, painter, filled=filled)
    painter.drawRoundedRect(square, 2, 2)
    pen = QPen(inside, max(1.5, square.width() / 8))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    x, y, side = square.x(), square.y(), square.width()
    if partly:
        painter.drawLine(QPointF(x + side * 0.25, y + side / 2), QPointF(x + side * 0.75, y + side / 2))
    elif filled:
        points = ((0.22, 0.52), (0.43, 0.73), (0.79, 0.29))
        painter.drawPolyline([QPointF(x + side * left, y + side * top) for left, top in points])
    painter.restore()


def _radio(option: QStyleOption, painter: QPainter) -> None:
    """A radio button: a ring, with a dot when it is chosen."""
    filled = _has(option, _STATE.State_On)
    painter.save()
    square, inside = _prepare(option, painter, filled=filled)
    painter.drawEllipse(square)
    if filled:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inside)
        painter.drawEllipse(square.center(), square.width() * 0.22, square.width() * 0.22)
    painter.restore()
