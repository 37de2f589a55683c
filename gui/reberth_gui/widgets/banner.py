"""A line or two that a person should read, with an icon: it grows with its text, and is not there without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from reberth_gui.style.sign import Sign
from reberth_gui.widgets.wrapping import WrappingLabel

if TYPE_CHECKING:
    from reberth_gui.style.icons import Kind


class Banner(QWidget):
    """An icon and a wrapping text."""

    def __init__(self, parent: QWidget | None = None, *, closable: bool = False) -> None:
        """Hidden until there is something to say.

        Args:
            parent: Owner in the sense of Qt.
            closable: Whether a person can close it.
        """
        super().__init__(parent)
        self._sign = Sign("info")
        self._text = WrappingLabel()
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        if closable:
            self.button = QToolButton()
            self.button.setText("\N{MULTIPLICATION SIGN}")
            self.button.setAutoRaise(True)
            self.button.setAccessibleName(self.tr("Close the note"))
            self.button.setToolTip(self.tr("Close the note"))
            self.button.clicked.connect(self.hide)
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" when it is not there."""
        return self._text.text()

    def say(self, kind: Kind, text: str) -> None:
        """Show a text, or go away for ""."""
        self._sign.show_kind(kind)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
