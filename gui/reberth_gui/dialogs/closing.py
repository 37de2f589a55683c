"""Closing a window that something would be lost with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def may_end(parent: QWidget, *, job: bool) -> bool:
    """Ask whether a running job shall end, or a container on trial where there is no ``job``."""
    if job:
        text = QCoreApplication.translate("Closing", "A job is still running.")
        what = QCoreApplication.translate(
            "Closing", "What it has done so far is given up when you close the window. Your choices are saved."
        )
        end = QCoreApplication.translate("Closing", "&End the job and close")
    else:
        text = QCoreApplication.translate("Closing", "The container of the test run is still there.")
        what = QCoreApplication.translate(
            "Closing", "It is stopped and removed when you close the window. The image and your choices stay."
        )
        end = QCoreApplication.translate("Closing", "&Remove the container and close")
    return _ask(parent, text, what, end)


def may_lose(parent: QWidget) -> bool:
    """Ask whether choices shall be lost that could not be saved; why not is told in the window."""
    return _ask(
        parent,
        QCoreApplication.translate("Closing", "The migration cannot be saved."),
        QCoreApplication.translate(
            "Closing", "Your last choices are lost when you close the window. Stay to save it in another place."
        ),
        QCoreApplication.translate("Closing", "&Close without saving"),
    )


def _ask(parent: QWidget, text: str, what: str, end: str) -> bool:
    """Show a question; staying is what Return and Escape do."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("Reberth")
    box.setText(text)
    box.setInformativeText(what)
    ending = box.addButton(end, QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(QCoreApplication.translate("Closing", "&Stay"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.exec()
    return box.clickedButton() is ending
