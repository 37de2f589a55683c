"""Find words in a text: the row below it, and the keys that everybody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


class FindRow(QWidget):
    """A field, a button, and whether something was found; knows nothing of the text.

    Signals:
        wanted: The words to look for, never "", and whether towards the beginning.
    """

    wanted = Signal(str, bool)

    def __init__(self, name: str, around: QWidget) -> None:
        """Make the row.

        Args:
            name: Says in the field what it is for.
            around: Where the keys count: the row and its text.
        """
        super().__init__()
        self.pattern = QLineEdit()
        self.pattern.setPlaceholderText(name)
        self.pattern.setAccessibleName(name)
        self.pattern.setClearButtonEnabled(True)
        self.pattern.returnPressed.connect(self.look)
        self.found = QLabel()
        self.pattern.textChanged.connect(lambda _text: self.say(""))
        self._next = QPushButton(self.tr("Find ne&xt"))
        self._next.clicked.connect(self.look)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.pattern, 1)
        row.addWidget(self._next)
        row.addWidget(self.found)
        self.say("")
        self._key("Ctrl+F", around, self._begin)
        self._key("F3", around, self.look)
        self._key("Shift+F3", around, lambda: self.look(backward=True))

    def _key(self, keys: str, around: QWidget, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), around)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def look(self, *, backward: bool = False) -> None:
        """Ask for the next place."""
        self.say("")
        if self.pattern.text():
            self.wanted.emit(self.pattern.text(), backward)

    def tell(self, *, found: bool) -> None:
        """Say when there is no such place."""
        self.say("" if found else self.tr("Not found"))

    def say(self, text: str) -> None:
        """Say something at the end of the row; nothing takes no room."""
        self.found.setText(text)
        self.found.setVisible(bool(text))

    def _begin(self) -> None:
        self.pattern.setFocus()
        self.pattern.selectAll()
