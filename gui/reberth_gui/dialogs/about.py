"""What this program is, which versions it is made of, and under which licences."""

from __future__ import annotations

import platform
import re
from importlib.metadata import PackageNotFoundError, distribution, distributions, requires

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reberth import __version__
from reberth_gui.style.logo import logo

_NAME = re.compile(r"[A-Za-z0-9_.-]+")


class AboutDialog(QDialog):
    """Versions and licences, to read and to copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """List what is installed here."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Reberth"))
        self.parts = parts()
        sign = QLabel()
        side = self.fontMetrics().height() * 3
        sign.setPixmap(logo().pixmap(QSize(side, side), self.devicePixelRatioF()))
        head = QLabel(f"Reberth {__version__}")
        font = head.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        head.setFont(font)
        text = QLabel(
            self.tr(
                "Moves IIS web sites from the disks of legacy Windows servers into Windows containers. "
                "Licensed under the Apache License 2.0. It stands on the following, which keep their own licences:"
            )
        )
        text.setWordWrap(True)
        self.table = self._table()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        copy = QPushButton(self.tr("C&opy"))
        copy.setToolTip(self.tr("Copy the list"))
        copy.clicked.connect(self.copy)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        top = QHBoxLayout()
        top.addWidget(sign)
        top.addWidget(head, 1)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(text)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(letter * 90, self.fontMetrics().height() * 28)

    def copy(self) -> None:
        """Put the list on the clipboard."""
        lines = [f"Reberth {__version__}", platform.platform(), *(" ".join(part) for part in self.parts)]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _table(self) -> QTableWidget:
        table = QTableWidget(len(self.parts), 3)
        table.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Version"), self.tr("Licence")])
        table.setAccessibleName(self.tr("Parts and their licences"))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.horizontalHeader().setStretchLastSection(True)
        table.setTabKeyNavigation(False)
        for row, part in enumerate(self.parts):
            for column, text in enumerate(part):
                table.setItem(row, column, QTableWidgetItem(text))
        table.resizeColumnsToContents()
        return table


def parts() -> list[tuple[str, str, str]]:
    """Name, version and licence of Python, of what the engine needs and of what the window needs."""
    # One package's name may be written with either sign.
    names = {name.lower().replace("_", "-") for name in ("PySide6-Essentials", *_required())}
    found = [("Python", platform.python_version(), "PSF-2.0")]
    for name in sorted(names):
        try:
            item = distribution(name)
        except PackageNotFoundError:
            continue
        found.append((str(item.metadata["Name"]), item.version, _licence(item.metadata)))
    return found


def _required() -> list[str]:
    """Names of packages: those that an installed Reberth asks for; where it is not installed, all that is there.

    The packaged program holds nothing but what it needs.
    """
    try:
        lines = [line for line in requires("reberth") or [] if "extra ==" not in line]
    except PackageNotFoundError:
        return [str(item.metadata["Name"]) for item in distributions()]
    return [_NAME.match(line)[0] for line in lines]  # type: ignore[index] # names match


def _licence(metadata: object) -> str:
    """The licence as the package tells it: an SPDX expression, a classifier, or the first line of the old field."""
    read = getattr(metadata, "get_all")  # noqa: B009 - what importlib's protocol calls it is not what it is
    expression = read("License-Expression") or []
    classifiers = [text.rsplit(" :: ", 1)[1] for text in read("Classifier") or [] if text.startswith("License ::")]
    old = [text.strip().splitlines()[0] for text in read("License") or [] if text.strip()]
    for texts in (expression, old, classifiers):
        short = [text for text in texts if len(text) < 80]
        if short:
            return ", ".join(short)
    return "-"
