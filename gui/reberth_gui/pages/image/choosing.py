"""The ways to name disks: files, a folder, a path or share typed in, the sample; and which image of a WIM file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reberth_gui.models.quantities import size_text
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reberth.model.recognition import WimChoice

_SUFFIXES = "*.vhd *.vhdx *.avhd *.avhdx *.vmdk *.qcow2 *.wim *.esd *.raw *.img *.bin"


class ChoosingButtons(QWidget):
    """Buttons beside the list of disks.

    Signals:
        added: A list of paths.
        located: A path for the selected disk that is not where it was.
        removed: The selected disks shall go.
        sample_asked: The sample disk shall be unpacked and added.
    """

    added = Signal(list)
    located = Signal(str)
    removed = Signal()
    sample_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """A column of buttons."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.add = self._button(column, self.tr("&Add disks…"), self._ask_files)
        self.folder = self._button(column, self.tr("Add fold&er…"), self._ask_folder)
        self.folder.setToolTip(self.tr("A virtual machine's folder, or a folder that holds a server's files"))
        self.path = self._button(column, self.tr("Add &path or share…"), self._ask_path)
        self.locate = self._button(column, self.tr("L&ocate…"), self._ask_place)
        self.locate.setToolTip(self.tr("Tell where a disk is now that is not found any more"))
        self.remove = self._button(column, self.tr("&Remove"), self.removed.emit)
        self.sample = self._button(column, self.tr("&Try the sample"), self.sample_asked.emit)
        column.addStretch(1)

    def _button(self, column: QVBoxLayout, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(act)
        column.addWidget(button)
        return button

    def _ask_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Add disks of one server"), "", image_kinds())
        if paths:
            self.added.emit(paths)

    def _ask_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"))
        if path:
            self.added.emit([path])

    def _ask_path(self) -> None:
        question = self.tr("Path of a disk image or folder, also on a share (\\\\server\\share\\disk.vhdx):")
        title = self.tr("Add path or share")
        path, sure = QInputDialog.getText(self, title, question, QLineEdit.EchoMode.Normal)
        if sure and path.strip():
            self.added.emit([path.strip().strip('"')])

    def _ask_place(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Where is this disk now?"), "", image_kinds())
        if path:
            self.located.emit(path)


def image_kinds() -> str:
    """What a file dialog shows when it is about disks."""
    # Not within the f-string: pyside6-lupdate does not look into those.
    images = QCoreApplication.translate("ChoosingButtons", "Disk images")
    everything = QCoreApplication.translate("ChoosingButtons", "All files")
    return f"{images} ({_SUFFIXES});;{everything} (*)"


class WimBox(QWidget):
    """Which image of a WIM file; hidden where there is nothing to choose.

    Signals:
        chosen: Index (1-based) as text.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden at first."""
        super().__init__(parent)
        label = QLabel(self.tr("&Image in the WIM file:"))
        self._combo = QComboBox()
        label.setBuddy(self._combo)
        self._combo.activated.connect(lambda: self.chosen.emit(self._combo.currentData()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label)
        row.addWidget(self._combo, 1)
        self.hide()

    def show_images(self, images: Sequence[WimChoice], chosen: str) -> None:
        """Show the images by index, name and size; ``chosen`` is the document's word: an index or a name."""
        self._combo.clear()
        for item in images:
            size = f" ({size_text(item.size)})" if item.size else ""
            self._combo.addItem(f"{item.number}: {shown(item.name)}{size}", str(item.number))
        named = [item for item in images if chosen in {str(item.number), item.name}]
        self._combo.setCurrentIndex(images.index(named[0]) if named and chosen else -1)
        self._combo.setPlaceholderText(self.tr("Choose the image of the server"))
        self.setVisible(len(images) > 1)

    def texts(self) -> list[str]:
        """What can be chosen."""
        return [self._combo.itemText(index) for index in range(self._combo.count())]
