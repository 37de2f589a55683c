"""The row at the bottom: what the page's job does at the left, where to go at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


class CommandRow(QWidget):
    """Job action, Back, Next.

    Signals:
        back, on: The buttons at the right.
    """

    back = Signal()
    on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the row."""
        super().__init__(parent)
        self.action_button = QPushButton()
        self.back_button = QPushButton(self.tr("&Back"))
        self.next_button = QPushButton()
        self.next_button.setDefault(True)
        self._act: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.action_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        self.action_button.clicked.connect(self._do)
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.on)

    def show_action(self, action: tuple[str, Callable[[], None]] | None) -> None:
        """Show the page's job action, or none."""
        text, self._act = action or ("", None)
        self.action_button.setText(text)
        self.action_button.setVisible(action is not None)

    def show_back(self, *, possible: bool) -> None:
        """Whether there is a step before."""
        self.back_button.setVisible(possible)

    def show_next(self, text: str, *, possible: bool, why_not: str) -> None:
        """Show where it goes; no text for the last step."""
        self.next_button.setVisible(bool(text))
        self.next_button.setText(text)
        self.next_button.setEnabled(possible)
        self.next_button.setToolTip("" if possible else why_not)

    def _do(self) -> None:
        if self._act is not None:
            self._act()
