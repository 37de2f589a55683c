"""A missing parent of a differencing disk, or extent of a VMDK, is asked for by its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton

from reberth_gui.pages.image.choosing import image_kinds
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

# Codes of files that are not there, and which of their parameters is the name.
_MISSING = {"source.parent-missing": "parent", "source.extent-missing": "extent"}


def missing_file(code: str, params: Mapping[str, str | int]) -> str:
    """Name of the file that a disk lacks by this error; "" for any other error."""
    return str(params[_MISSING[code]]) if code in _MISSING else ""


class ParentFinder(QPushButton):
    """The button that finds it.

    Signals:
        found: Its path.
    """

    found = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hidden until something is missing."""
        super().__init__(parent)
        self._name = self._folder = ""
        self.clicked.connect(self._pressed)
        self.hide()

    def ask_for(self, name: str, child: str) -> None:
        """Offer to find the file ``name``, which the disk at ``child`` lacks; "" for nothing to find."""
        self._name, self._folder = name, str(Path(child).parent)
        self.setText(self.title(name))
        self.setVisible(bool(name))

    def title(self, name: str) -> str:
        """What a button says that finds the file ``name``."""
        return self.tr("Find {name}…").format(name=shown(name).replace("&", "&&"))

    def ask(self, name: str) -> str:
        """Let a person choose the file ``name``; "" where none was chosen."""
        question = self.tr("Where is {name}?").format(name=shown(name))
        return QFileDialog.getOpenFileName(self, question, self._folder, image_kinds())[0]

    def _pressed(self) -> None:
        if path := self.ask(self._name):
            self.found.emit(path)
