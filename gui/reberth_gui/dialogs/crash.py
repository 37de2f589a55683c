"""A fault of ours: shown whole, written to a file of this machine, sent nowhere."""

from __future__ import annotations

import contextlib
import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from reberth.jobs.crash import write_crash
from reberth_gui.style.fonts import fixed_font

if TYPE_CHECKING:
    from types import TracebackType


class CrashDialog(QDialog):
    """What went wrong, to read and to copy."""

    def __init__(self, text: str, file: str, parent: QWidget | None = None) -> None:
        """Show the text that was written to ``file`` ("-" when it could not be)."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reberth: a fault in the program"))
        head = QLabel(
            self.tr(
                "Something in Reberth went wrong that should not have. Your choices are saved in the migration. "
                "Nothing is sent anywhere; if you report the fault, read the text below before you pass it on."
            )
        )
        head.setWordWrap(True)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setFont(fixed_font())
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.tr("The fault"))
        copy = QPushButton(self.tr("C&opy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.addWidget(head)
        column.addWidget(self.text, 1)
        if file != "-":
            place = QLabel(self.tr("Also in:") + f" {file}")
            place.setWordWrap(True)
            column.addWidget(place)
        column.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 100, self.fontMetrics().height() * 24)


class Watch(QObject):
    """Hears of exceptions that nobody caught, in whatever thread, and shows the first that is not shown already."""

    _crashed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Watch from now on."""
        super().__init__(parent)
        self.dialog: CrashDialog | None = None
        self._crashed.connect(self._show)
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        text = "".join(traceback.format_exception(kind, error, trace))
        # Windows programs without a console have no standard error.
        with contextlib.suppress(AttributeError, OSError):
            sys.stderr.write(text)
        self._crashed.emit(text)

    def _thread_hook(self, arguments: threading.ExceptHookArgs) -> None:
        error = arguments.exc_value or RuntimeError("a thread ended")
        self._hook(arguments.exc_type, error, arguments.exc_traceback)

    def _show(self, text: str) -> None:
        if self.dialog is not None:
            return
        self.dialog = CrashDialog(text, write_crash(text))
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def watch(parent: QObject) -> Watch:
    """Show faults from now on."""
    return Watch(parent)
