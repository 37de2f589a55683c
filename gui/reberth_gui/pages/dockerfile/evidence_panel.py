"""Where a line comes from: the thread back to the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reberth_gui.language import words
from reberth_gui.models.rows import Rows
from reberth_gui.pages.dockerfile.steps import evidence_rows
from reberth_gui.widgets.table import Table
from reberth_gui.widgets.wrapping import WrappingLabel

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from reberth.model.plan import Plan
    from reberth.model.rendered import RenderedFile


class EvidencePanel(QWidget):
    """What a line serves, and the places that it was made from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing to tell yet."""
        super().__init__(parent)
        self.heading, self.place, self.rule = WrappingLabel(), WrappingLabel(), WrappingLabel()
        self.rows = Rows((self.tr("What it serves"), self.tr("Read from"), self.tr("Place in it")), self)
        self.table = Table(self.tr("Where the line comes from"))
        self.table.show_model(self.rows, (20, 24))
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.table, 1)
        column.addWidget(self.place)
        column.addWidget(self.rule)
        column.addStretch(0)

    def show_line(self, file: RenderedFile, number: int, plan: Plan) -> None:
        """Tell about a line (1-based) of a file."""
        line = file.lines[number - 1] if 0 < number <= len(file.lines) else None
        steps = line.steps if line is not None else ()
        self.rows.fill(evidence_rows(steps, plan))
        self.table.setVisible(bool(steps))
        self.place.setVisible(bool(steps))
        if steps:
            self.table.setCurrentIndex(self.rows.index(0, 0))
        if steps:
            self.heading.setText(self.tr("Where line {number} comes from:").format(number=number))
        else:
            self.heading.setText(
                self.tr("Line {number} is fixed text: it is the same whatever is on the disks.").format(number=number)
            )
        reason = words(plan.base.code, plan.base.params).sentence if plan.base.step in steps else ""
        self.rule.setText(reason)
        self.rule.setVisible(bool(reason))

    def _chosen(self, index: QModelIndex) -> None:
        """A place in full, with chances to break a long path."""
        tip = self.rows.rows[index.row()].tip if index.isValid() else ""
        self.place.setText(tip.replace("\\", "\\\u200b"))

    def clear(self) -> None:
        """There is no line."""
        self.rows.fill(())
        self.heading.setText("")
        self.rule.hide()
