"""Text above one thin bar: the bar never goes back, and is full only at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

_STEPS = 1000


class ProgressLine(QWidget):
    """What is being done, and how far it has come."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Hidden until :meth:`begin`; ``name`` is for screen readers."""
        super().__init__(parent)
        self._label = QLabel()
        self._label.setWordWrap(True)
        # Steps of a build hold names from a disk.
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(max(6, self.fontMetrics().height() // 3))
        self._bar.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._label)
        column.addWidget(self._bar)
        self.hide()

    @property
    def text(self) -> str:
        """The current step."""
        return self._label.text()

    @property
    def value(self) -> float:
        """From 0 to 1."""
        return self._bar.value() / _STEPS

    def begin(self, text: str) -> None:
        """Appear, empty."""
        self._bar.setValue(0)
        self._label.setText(text)
        self.show()

    def go_on(self, fraction: float, text: str) -> None:
        """Come further; a smaller fraction than before changes the text only."""
        self._bar.setValue(max(self._bar.value(), min(_STEPS, int(fraction * _STEPS))))
        self._label.setText(text)
        self._bar.setAccessibleDescription(text)

    def end(self) -> None:
        """Go away."""
        self.hide()
