"""The checks before a build, each a line with its tick; the chosen one in all its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reberth_gui.language import words
from reberth_gui.models.rows import Row, Rows
from reberth_gui.widgets.table import Table
from reberth_gui.widgets.wrapping import WrappingLabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtCore import QModelIndex

    from reberth.model.engine import Check
    from reberth.model.errors import ReberthError
    from reberth_gui.pages.build.preflight import Line
    from reberth_gui.style.icons import Kind

_KINDS: dict[str, Kind] = {"good": "good", "warning": "warning", "bad": "bad", "unknown": "undecided"}


class ChecksBox(QWidget):
    """Lines with ticks: ours at once, those of disks and engine when they have answered.

    Signals:
        again: Look once more.
        told: The lines in one: a kind of icon, and a sentence.
    """

    again = Signal()
    told = Signal(str, str)

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
        self.more = WrappingLabel()
        self.more.hide()
        again = QPushButton(self.tr("Chec&k again"))
        again.clicked.connect(self.again)
        row = QHBoxLayout()
        row.addWidget(self.more, 1)
        row.addStretch(0)
        row.addWidget(again, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addLayout(row)

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

    def show_error(self, error: ReberthError) -> None:
        """The engine could not be asked."""
        self._engine = [_worded(error.code, error.params, "bad")]
        self._show()

    def _show(self) -> None:
        rows = [*self._ours, *self._engine]
        self.rows.replace(rows)
        worst = next((number for number, row in enumerate(rows) if row.kind == "bad"), -1)
        if worst >= 0:
            self.table.setCurrentIndex(self.rows.index(worst, 0))
        self._chosen(self.table.currentIndex())
        self.told.emit(*self._in_one([row.kind for row in rows]))

    def _in_one(self, kinds: list[Kind | None]) -> tuple[Kind, str]:
        """All lines in a sentence, by the gravest of them."""
        bad, seen = kinds.count("bad"), kinds.count("warning") + kinds.count("undecided")
        if bad:
            return "bad", self.tr("%n thing(s) must be mended before the build: see the checks.", "", bad)
        if "current" in kinds:
            return "current", self.tr("Looking whether it can be built\N{HORIZONTAL ELLIPSIS}")
        if seen:
            return "warning", self.tr("It can be built, but %n check(s) should be looked at.", "", seen)
        return "good", self.tr("Everything is ready for the build.")

    def _chosen(self, index: QModelIndex) -> None:
        row = self.rows.rows[index.row()] if index.isValid() else None
        told = row is not None and row.kind != "good"
        self.more.setText(row.tip if row is not None else "")
        self.more.setVisible(told)

    def _words(self, line: Line) -> str:
        if line.error is not None:
            told = words(line.error.code, line.error.params)
            return f"{told.sentence} {told.action}"
        if line.kind == "current":
            return self.tr("Looking at the disks\N{HORIZONTAL ELLIPSIS}")
        if line.kind == "undecided":
            return self.tr("Whether the disks are as they were could not be seen.")
        if line.kind == "warning":
            changed = self.tr("{subject} has changed since the scan: scan again on the page Image.")
            return changed.format(subject=line.subject)
        good = line.kind == "good"
        text = {
            ("tag", True): self.tr("{subject} can be the name of an image."),
            ("tag", False): self.tr(
                "'{subject}' cannot be the name of an image: small letters, digits and . _ - are allowed, with slashes"
                " between parts, and :tag at the end."
            ),
            ("disks", True): self.tr("The disks are where they were, and as they were."),
            ("disks", False): self.tr("{subject} is not there any more: locate it on the page Image."),
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
    return _worded(check.code, check.params, _KINDS[check.state])


def _worded(code: str, params: Mapping[str, str | int], kind: Kind) -> Row:
    told = words(code, params)
    tip = "\n".join(part for part in (told.sentence, told.cause, told.action) if part)
    return Row((told.sentence,), kind, tip)
