"""The row above a file: lines of a site, edit by hand, difference, back to what was generated; conflicts below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from reberth_gui.widgets.banner import Banner
from reberth_gui.widgets.turning import TurningRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reberth.model.edit import Edited


class EditBar(QWidget):
    """Controls and the state of the edit.

    Signals:
        site_chosen: Name of a site, "" for none.
        editing: Whether the text can be changed.
        difference: Whether the difference is shown.
        undone: Back to the generated text.
        dropped: The parts of the edit without a place are not wanted any more.
    """

    site_chosen = Signal(str)
    editing = Signal(bool)
    difference = Signal(bool)
    undone = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the row out."""
        super().__init__(parent)
        self.site = QComboBox()
        self.site.activated.connect(lambda _index: self.site_chosen.emit(self.site.currentData()))
        self.site.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.site.setMinimumContentsLength(12)
        self._site_label = QLabel(self.tr("&Lines of the site:"))
        self._site_label.setBuddy(self.site)
        self.edit = _toggle(self.tr("&Edit by hand"), self.editing)
        self.compare = _toggle(self.tr("Sho&w difference"), self.difference)
        self.undo = QPushButton(self.tr("&Undo my edit"))
        self.undo.clicked.connect(self.undone)
        self.conflict = Banner()
        self._lost = QPlainTextEdit()
        self._lost.setReadOnly(True)
        self._lost.setTabChangesFocus(True)
        self._lost.setAccessibleName(self.tr("Parts of your edit without a place"))
        self._lost.setMaximumHeight(self.fontMetrics().height() * 7)
        self._drop = QPushButton(self.tr("Drop &these parts"))
        self._drop.clicked.connect(self.dropped)
        self._sites, buttons = QWidget(), QWidget()
        sites = QHBoxLayout(self._sites)
        sites.addWidget(self._site_label)
        sites.addWidget(self.site, 1)
        row = QHBoxLayout(buttons)
        row.addStretch(1)
        for button in (self.edit, self.compare, self.undo):
            row.addWidget(button)
        for layout in (sites, row):
            layout.setContentsMargins(0, 0, 0, 0)
        told = QHBoxLayout()
        told.addWidget(self.conflict, 1)
        told.addWidget(self._drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TurningRow(self._sites, buttons))
        column.addLayout(told)
        column.addWidget(self._lost)

    def show_sites(self, names: Sequence[str]) -> None:
        """Offer these sites; the chosen one stays if it is among them."""
        if list(names) == [self.site.itemData(number) for number in range(1, self.site.count())]:
            return
        chosen = self.site.currentData()
        self.site.clear()
        self.site.addItem(self.tr("None"), "")
        for name in names:
            self.site.addItem(name, name)
        self.site.setCurrentIndex(max(0, self.site.findData(chosen)))

    def offer_sites(self, *, offered: bool) -> None:
        """Files without lines for a site do not offer one."""
        self._sites.setVisible(offered)

    def show_edit(self, edited: Edited | None) -> None:
        """Show whether there is an edit, and what of it has no place."""
        self.compare.setEnabled(edited is not None)
        self.undo.setEnabled(edited is not None)
        if edited is None and self.compare.isChecked():
            self.compare.setChecked(False)
        lost = edited.lost if edited is not None and edited.state == "conflict" else ()
        self.conflict.say(
            "warning",
            self.tr(
                "The generated file has changed, and %n part(s) of your edit have no place in it any more. The text"
                " below is without them: write anew what is still needed, then drop them.",
                "",
                len(lost),
            )
            if lost
            else "",
        )
        self._lost.setPlainText("\n".join(lost))
        self._lost.setVisible(bool(lost))
        self._drop.setVisible(bool(lost))


def _toggle(text: str, signal: SignalInstance) -> QPushButton:
    button = QPushButton(text)
    button.setCheckable(True)
    button.toggled.connect(signal)
    return button
