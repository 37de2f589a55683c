"""A line or two that a person should read, with an icon: it grows with its text, and is not there without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reberth_gui.style.sign import Sign
from reberth_gui.widgets.wrapping import WrappingLabel

if TYPE_CHECKING:
    from reberth_gui.style.icons import Kind


class Banner(QWidget):
    """An icon and a wrapping text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until there is something to say."""
        super().__init__(parent)
        self._sign = Sign("info")
        self._text = WrappingLabel()
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
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
