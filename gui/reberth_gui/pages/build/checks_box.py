"""The checks before a build, each a line with its tick; the chosen one in all its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reberth_gui.language import words
from reberth_gui.models.rows import Row, Rows
from reberth_gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex

    from reberth.model.engine import Check
    from reberth_gui.pages.build.preflight import Line
    from reberth_gui.style.icons import Kind

_KINDS: dict[str, Kind] = {"good": "good", "warning": "warning", "bad": "bad", "unknown": "undecided"}


class ChecksBox(QWidget):
    """Lines with ticks: ours at once, the engine's when it has answered.

    Signals:
        again: Look once more.
    """

    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """No lines yet."""
        super().__init__(parent)
        self._ours: list[Row] = []
        self._engine: list[Row] = []
        self.rows = Rows((self.tr("Check"),), self)
        self.table = Table(self.tr("Checks before the build"), lines=5)
        self.table.show_model(self.rows)
        self.table.setHeaderHidden(True)
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.more = QLabel()
        self.more.setWordWrap(True)
        self.more.hide()
        again = QPushButton(self.tr("Chec&k again"))
        again.clicked.connect(self.again)
        self._heading = QLabel(self.tr("Before the build:"))
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.table)
        column.addWidget(self.more)

    @property
    def texts(self) -> tuple[str, ...]:
        """What the lines say."""
        return tuple(row.cells[0] for row in self.rows.rows)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show what is known without the engine."""
        self._ours = [Row((text,), line.kind, text) for line in lines for text in [self._words(line)]]
        self._show()

    def asking(self) -> None:
        """The engine is being asked."""
        text = self.tr("Asking the engine\N{HORIZONTAL ELLIPSIS}")
        self._engine = [Row((text,), "current", text)]
        self._show()

    def show_checks(self, checks: Iterable[Check]) -> None:
        """Show what the engine said."""
        self._engine = [_check_row(check) for check in checks]
        self._show()

    def _show(self) -> None:
        rows = [*self._ours, *self._engine]
        self.rows.replace(rows)
        bad = sum(row.kind == "bad" for row in rows)
        text = (
            self.tr("Before the build, %n thing(s) must be mended:", "", bad) if bad else self.tr("Before the build:")
        )
        self._heading.setText(text)
        worst = next((number for number, row in enumerate(rows) if row.kind == "bad"), -1)
        if worst >= 0:
            self.table.setCurrentIndex(self.rows.index(worst, 0))

    def _chosen(self, index: QModelIndex) -> None:
        row = self.rows.rows[index.row()] if index.isValid() else None
        told = row is not None and row.kind != "good"
        self.more.setText(row.tip if row is not None else "")
        self.more.setVisible(told)

    def _words(self, line: Line) -> str:
        if line.error is not None:
            told = words(line.error.code, line.error.params)
            return f"{told.sentence} {told.action}"
        good = line.kind == "good"
        text = {
            ("tag", True): self.tr("{subject} can be the name of an image."),
            ("tag", False): self.tr(
                "'{subject}' cannot be the name of an image: small letters, digits and . _ - are allowed, with slashes"
                " between parts, and :tag at the end."
            ),
            ("disks", True): self.tr("The disks are where they were, and as they were."),
            ("disks", False): self.tr("{subject} has changed since the scan, or is not there."),
            ("edits", True): self.tr("Your edits fit the generated files."),
            ("edits", False): self.tr(
                "A part of your edit of {subject} has no place any more: see the page Dockerfile."
            ),
            ("dockerfile", True): self.tr("The Dockerfile can be read by the engine's builder."),
            ("dockerfile", False): self.tr("There is no Dockerfile: no site can be carried over as things stand."),
            ("installers", True): self.tr("All installers are in the folder."),
            ("installers", False): self.tr("These installers are not in the folder: {subject}"),
        }
        return text[line.name, good].format(subject=line.subject)


def _check_row(check: Check) -> Row:
    told = words(check.code, check.params)
    tip = "\n".join(part for part in (told.sentence, told.cause, told.action) if part)
    return Row((told.sentence,), _KINDS[check.state], tip, check)
