"""The answers of the sites, and why one is not as it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from reberth_gui.models.rows import Rows
from reberth_gui.pages.run.tables import explanation, is_good, probe_headers, probe_rows
from reberth_gui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from reberth.model.engine import Probed


class SitesTab(QWidget):
    """A table and an explanation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No answers yet."""
        super().__init__(parent)
        self.rows = Rows(probe_headers(), self)
        self.table = Table(self.tr("Answers of the sites"))
        self.table.show_model(self.rows, (24, 44, 10, 8))
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.table.activated.connect(lambda _index: self.open_page())
        self.why = QPlainTextEdit()
        self.why.setReadOnly(True)
        self.why.setTabChangesFocus(True)
        self.why.setPlaceholderText(self.tr("Nothing to explain: it answered as it should."))
        self.why.setAccessibleName(self.tr("Explanation of the answer"))
        self._open = QPushButton(self.tr("Show p&age in the browser"))
        self._open.clicked.connect(self.open_page)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.why)
        both.setStretchFactor(0, 2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._open)
        column = QVBoxLayout(self)
        column.addWidget(both, 1)
        column.addLayout(row)
        self._open.setEnabled(False)

    def show_answers(self, answers: tuple[Probed, ...]) -> None:
        """Show the answers; the first bad one is chosen."""
        self.rows.fill(probe_rows(answers))
        self.why.clear()
        self._open.setEnabled(False)
        if answers:
            worst = next((number for number, item in enumerate(answers) if not is_good(item)), 0)
            self.table.setCurrentIndex(self.rows.index(worst, 0))

    def open_page(self) -> None:
        """Open the chosen answer's address."""
        answer = self._answer()
        if answer is not None and answer.url:
            QDesktopServices.openUrl(QUrl(answer.url))

    def _answer(self) -> Probed | None:
        index = self.table.currentIndex()
        answer: Probed | None = self.rows.rows[index.row()].key if index.isValid() else None
        return answer

    def _chosen(self, _index: QModelIndex) -> None:
        answer = self._answer()
        self.why.setPlainText(explanation(answer) if answer is not None else "")
        self._open.setEnabled(answer is not None and bool(answer.url))
