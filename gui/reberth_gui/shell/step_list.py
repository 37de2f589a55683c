"""The painted list of steps at the left: state, name, and a second line that says what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionFocusRect,
    QStyleOptionViewItem,
)

from reberth_gui.shell.step_model import STEP_ROLE, ShownStep, StepModel
from reberth_gui.style.icons import paint
from reberth_gui.style.theme import colour

if TYPE_CHECKING:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QWidget

# Letters of usual width that the second line has room for.
_WIDTH = 23


class StepList(QListView):
    """Steps to click, or to walk with the arrow keys and enter with Return.

    Signals:
        chosen: Name of a step that can be entered.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the list."""
        super().__init__(parent)
        self.steps = StepModel()
        self.setModel(self.steps)
        self.setItemDelegate(_StepDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Steps"))
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def sizeHint(self) -> QSize:
        """Wide enough for the second line."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * _WIDTH + 3 * metrics.height(), 0)

    def show_current(self, name: str) -> None:
        """Put the cursor on the step that is on screen."""
        for row in range(self.steps.rowCount()):
            index = self.steps.index(row)
            if self.steps.step(index).name == name:
                self.setCurrentIndex(index)

    def _choose(self, index: QModelIndex) -> None:
        step = self.steps.step(index)
        if step.state not in {"locked", "current"}:
            self.chosen.emit(step.name)


class _StepDelegate(QStyledItemDelegate):
    """Paints a step."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        lines = option.fontMetrics.height() + QFontMetrics(_small(option.font)).height()
        return QSize(0, lines + option.fontMetrics.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        step = index.data(STEP_ROLE)
        painter.save()
        _background(painter, option, step)
        unit = option.fontMetrics.height()
        side = unit * 1.3
        left = option.rect.left() + unit * 0.9
        square = QRectF(left, option.rect.center().y() - side / 2 + 0.5, side, side)
        paint(painter, step.kind, square, step.number)
        place = QRect(option.rect)
        place.setLeft(round(left + side + unit * 0.7))
        place.setRight(option.rect.right() - unit // 3)
        _texts(painter, option, step, str(index.data()), place)
        painter.restore()


def _small(font: QFont) -> QFont:
    """The font of the second line."""
    small = type(font)(font)
    small.setPointSizeF(font.pointSizeF() * 0.88)
    return small


def _background(painter: QPainter, option: QStyleOptionViewItem, step: ShownStep) -> None:
    """The current step has a bar at its left; what the mouse or the keyboard is on is told as well."""
    rectangle = QRect(option.rect)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and step.state != "locked"
    if step.state == "current" or hovered:
        painter.fillRect(rectangle, colour("current"))
    if step.state == "current":
        bar = QRect(rectangle)
        bar.setWidth(max(3, option.fontMetrics.height() // 5))
        painter.fillRect(bar, colour("accent"))
    if option.state & QStyle.StateFlag.State_HasFocus:
        focus = QStyleOptionFocusRect()
        focus.rect = rectangle.adjusted(2, 2, -2, -2)
        focus.palette = option.palette
        focus.state = option.state | QStyle.StateFlag.State_KeyboardFocusChange
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, focus, painter, option.widget)


def _texts(painter: QPainter, option: QStyleOptionViewItem, step: ShownStep, name: str, place: QRect) -> None:
    """The name, and below it the second line."""
    font = type(option.font)(option.font)
    font.setBold(step.state == "current")
    small = _small(option.font)
    height = QFontMetrics(font).height()
    second = step.second_line
    total = height + (QFontMetrics(small).height() if second else 0)
    top = place.center().y() - total // 2
    role = QPalette.ColorRole.Text
    group = QPalette.ColorGroup.Disabled if step.state == "locked" else QPalette.ColorGroup.Active
    painter.setFont(font)
    painter.setPen(option.palette.color(group, role))
    first = QRect(place.left(), top, place.width(), height)
    elide = Qt.TextElideMode.ElideRight
    painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, QFontMetrics(font).elidedText(name, elide, place.width()))
    if second:
        metrics = QFontMetrics(small)
        painter.setFont(small)
        painter.setPen(colour("disabled" if step.state == "locked" else "muted"))
        below = QRect(place.left(), top + height, place.width(), metrics.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(second, elide, place.width()))
