"""Closing a window whose job is still running."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reberth_gui.session.session import Session


def may_close(parent: QWidget, session: Session) -> bool:
    """Ask once whether a running job shall end; without one, closing loses nothing."""
    if not session.busy:
        return True
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("Reberth")
    box.setText(QCoreApplication.translate("Closing", "A job is still running."))
    box.setInformativeText(
        QCoreApplication.translate(
            "Closing", "What it has done so far is given up when you close the window. Your choices are saved."
        )
    )
    end = box.addButton(
        QCoreApplication.translate("Closing", "&End the job and close"), QMessageBox.ButtonRole.DestructiveRole
    )
    stay = box.addButton(QCoreApplication.translate("Closing", "&Stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.exec()
    return box.clickedButton() is end
