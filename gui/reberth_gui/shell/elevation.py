"""A line above the page about the program itself."""

from __future__ import annotations

import os
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from reberth_gui.style.sign import Sign


class Banner(QFrame):
    """A note that can be closed."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show ``text``."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.label = QLabel(text)
        self.label.setWordWrap(True)
        self.button = QToolButton()
        self.button.setText("\N{MULTIPLICATION SIGN}")
        self.button.setAutoRaise(True)
        self.button.setAccessibleName(self.tr("Close the note"))
        self.button.setToolTip(self.tr("Close the note"))
        self.button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.addWidget(Sign("info"))
        row.addWidget(self.label, 1)
        row.addWidget(self.button)


def is_elevated() -> bool:
    """Whether this process runs with an administrator's full rights on Windows."""
    if os.name != "nt":
        return False
    import ctypes  # noqa: PLC0415 - only there it is needed

    windows: Any = ctypes
    return bool(windows.windll.shell32.IsUserAnAdmin())


def elevation_banner() -> Banner | None:
    """Why nothing can be dropped here from Explorer (User Interface Privilege Isolation), where that is so."""
    if not is_elevated():
        return None
    return Banner(
        QCoreApplication.translate(
            "Banner",
            "Reberth runs as administrator, which it does not need. Windows lets nothing be dropped from Explorer on "
            "such a window; use the buttons to choose files, or start Reberth again as a normal user.",
        )
    )
