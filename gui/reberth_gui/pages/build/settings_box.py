"""What a build needs to be told: name, isolation, installers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reberth_gui.widgets.turning import TurningRow

if TYPE_CHECKING:
    from reberth.model.engine import Isolation


class BuildSettings(QWidget):
    """A form.

    Signals:
        edited: Something was changed by its user.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the form out."""
        super().__init__(parent)
        self.tag = QLineEdit()
        self.tag.textEdited.connect(lambda _text: self.edited.emit())
        self.isolation = QComboBox()
        self.isolation.addItem(self.tr("As the engine likes"), "default")
        self.isolation.addItem(self.tr("Process"), "process")
        self.isolation.addItem(self.tr("Hyper-V"), "hyperv")
        self.isolation.activated.connect(lambda _index: self.edited.emit())
        self.pull = QCheckBox(self.tr("&Pull the base image anew"))
        self.installers = QLineEdit()
        # Not at each letter: half a path may be the name of a server that does not answer.
        self.installers.editingFinished.connect(self.edited)
        self._browse = QPushButton(self.tr("Br&owse\N{HORIZONTAL ELLIPSIS}"))
        self._browse.clicked.connect(self._choose)
        name = QLabel(self.tr("&Name of the image:"))
        name.setBuddy(self.tag)
        mode = QLabel(self.tr("Iso&lation of the build steps:"))
        mode.setBuddy(self.isolation)
        self._installers_label = QLabel(self.tr("Folder with the inst&allers:"))
        self._installers_label.setBuddy(self.installers)
        named, isolated = QWidget(), QWidget()
        first, beside = QHBoxLayout(named), QHBoxLayout(isolated)
        first.addWidget(name)
        first.addWidget(self.tag, 1)
        beside.addWidget(mode)
        beside.addWidget(self.isolation, 1)
        for layout in (first, beside):
            layout.setContentsMargins(0, 0, 0, 0)
        second = QHBoxLayout()
        second.addWidget(self._installers_label)
        second.addWidget(self.installers, 1)
        second.addWidget(self._browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TurningRow(named, isolated, self.pull))
        column.addLayout(second)

    @property
    def name(self) -> str:
        """The image's name as it is typed."""
        return self.tag.text().strip()

    @property
    def chosen_isolation(self) -> Isolation:
        """The isolation chosen."""
        chosen: Isolation = self.isolation.currentData()
        return chosen

    def show_values(self, tag: str, isolation: Isolation, *, installers: bool) -> None:
        """Show a document's values; the installers' folder only where one is needed."""
        if self.tag.text() != tag:
            self.tag.setText(tag)
        self.isolation.setCurrentIndex(self.isolation.findData(isolation))
        for widget in (self._installers_label, self.installers, self._browse):
            widget.setVisible(installers)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder with the installers"), self.installers.text())
        if folder:
            self.installers.setText(folder)
            self.edited.emit()
