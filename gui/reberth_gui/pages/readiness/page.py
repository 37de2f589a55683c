"""The fourth step: everything that a person should look at before the image is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from reberth.migration.remarks import accept, open_remarks, remarks
from reberth.model.plan import CarriedOver
from reberth.rendering.readiness_report import readiness_html, readiness_json
from reberth_gui.language import current
from reberth_gui.models.quantities import count_text
from reberth_gui.models.remarks import ICONS, RemarkTable, weight_titles
from reberth_gui.pages.files import write_file
from reberth_gui.pages.readiness.details import RemarkDetails
from reberth_gui.shell.page import Page
from reberth_gui.style.icons import icon
from reberth_gui.widgets.banner import Banner
from reberth_gui.widgets.table import Table
from reberth_gui.widgets.turning import TurningRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.plan import Outcome
    from reberth.model.remark import Remark, Weight
    from reberth_gui.session.session import Session


class ReadinessPage(Page):
    """List, filters, details, export."""

    name: ClassVar[str] = "readiness"

    def __init__(self, session: Session) -> None:
        """Make the page."""
        super().__init__(session)
        self.remarks: tuple[Remark, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._counted: tuple[object, ...] = ()
        self._open = 0
        self.model = RemarkTable(self)
        self.filters: dict[Weight, QCheckBox] = {}
        self._build()
        session.scanned.connect(self._look)
        session.replanned.connect(self._look)
        session.changed.connect(self._look)
        self._look()

    def _build(self) -> None:
        """Lay out the parts."""
        size = self.fontMetrics().height()
        shows = {
            "blocker": self.tr("Cannot &work"),
            "action": self.tr("To be &decided"),
            "info": self.tr("Worth &knowing"),
            "passed": self.tr("Carried &over"),
        }
        self._shows: dict[Weight, str] = {weight: shows[weight] for weight in ICONS}
        filters, finding = QWidget(), QWidget()
        top, beside = QGridLayout(filters), QHBoxLayout(finding)
        for layout in (top, beside):
            layout.setContentsMargins(0, 0, 0, 0)
        for number, (weight, text) in enumerate(self._shows.items()):
            box = QCheckBox(text)
            box.setIcon(icon(ICONS[weight]))
            box.setIconSize(QSize(size, size))
            box.setChecked(True)
            box.toggled.connect(self._choose)
            self.filters[weight] = box
            top.addWidget(box, number // 2, number % 2)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._choose)
        label = QLabel(self.tr("F&ind:"))
        label.setBuddy(self.search)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.search.setFocus)
        beside.addWidget(label)
        beside.addWidget(self.search, 1)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.list = Table(self.tr("What to look at"), lines=10)
        self.list.show_model(self.model, (58, 24, 28))
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.details = RemarkDetails()
        self.details.accepted.connect(self._accept)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.list)
        splitter.addWidget(self.details)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        self.export = QPushButton(self.tr("&Export report…"))
        self.export.clicked.connect(self._ask_export)
        self.exported = Banner()
        bottom = QHBoxLayout()
        bottom.addWidget(self.summary, 1)
        bottom.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TurningRow(filters, finding, grows=1))
        column.addWidget(splitter, 1)
        column.addWidget(self.exported)
        column.addLayout(bottom)

    # --- what the shell asks

    def title(self) -> str:
        """The instruction."""
        return self.tr("See what needs your attention")

    def note(self) -> str:
        """How much is still open."""
        if self.session.inventory is None:
            return ""
        left = self._open
        return self.tr("{number} open").format(number=count_text(left)) if left else self.tr("Nothing open")

    def next_text(self) -> str:
        """What comes next."""
        return self.tr("&Next: Dockerfile")

    def can_next(self) -> bool:
        """Findings hold nobody up; without a plan there is nothing to go on with."""
        return self.session.plan is not None

    def warning(self) -> bool:
        """Whether something is open."""
        return self._open > 0

    def enter(self) -> None:
        """Show what there is to say now."""
        self._fill()

    def focus_first(self) -> QWidget:
        """The list."""
        return self.list

    # --- inside

    def _look(self) -> None:
        """Count what is open; the list is made when somebody sees it."""
        told_of = self._told_of()
        if not _same(told_of, self._counted):
            self._counted = told_of
            # What is carried over is never open, and of that a large server has the most.
            waiting = (item for item in self._outcomes() if not isinstance(item, CarriedOver))
            self._open = open_remarks(self._remarks(waiting))
            self.changed.emit()
        if self.isVisible():
            self._fill()

    def _told_of(self) -> tuple[object, ...]:
        """What the list is made from."""
        session = self.session
        chosen = session.migration.selection.artifacts
        return session.inventory, session.plan, session.plan_error, session.migration.accepted, chosen

    def _outcomes(self) -> tuple[Outcome, ...]:
        plan = self.session.plan
        return plan.outcomes if plan is not None else ()

    def _remarks(self, outcomes: Iterable[Outcome]) -> tuple[Remark, ...]:
        session = self.session
        return remarks(session.findings, outcomes, session.migration.accepted, session.plan_error)

    def _fill(self) -> None:
        """Show everything that the core has to say now."""
        told_of = self._told_of()
        if _same(told_of, self._shown):
            return
        self._shown = told_of
        found = self._remarks(self._outcomes())
        before = self._current()
        self.remarks = found
        self.model.show_remarks(found)
        for weight, box in self.filters.items():
            number = sum(item.weight == weight for item in found)
            box.setText(f"{self._shows[weight]} ({count_text(number)})")
        self._select(before)
        accepted = sum(bool(item.accepted) for item in found)
        text = self.tr("{open} open, {accepted} accepted, {all} in all.")
        self.summary.setText(
            text.format(open=count_text(open_remarks(found)), accepted=count_text(accepted), all=count_text(len(found)))
        )
        self.export.setEnabled(self.session.inventory is not None)

    def _choose(self) -> None:
        before = self._current()
        weights = [weight for weight, box in self.filters.items() if box.isChecked()]
        self.model.choose(weights, self.search.text())
        self._select(before)

    def _current(self) -> Remark | None:
        index = self.list.currentIndex()
        return self.model.remark(index.row()) if index.isValid() else None

    def _select(self, before: Remark | None) -> None:
        """The same remark as before, else the first."""
        index = self.model.index(self.model.place(before) if before is not None else 0, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.list.selectionModel().setCurrentIndex(index, flags)
        self._show_current()

    def _show_current(self) -> None:
        self.details.show_remark(self._current())

    def _accept(self, reason: str) -> None:
        item = self._current()
        if item is not None:
            self.session.update(accepted=accept(self.session.migration, item, reason))

    # --- export

    def _ask_export(self) -> None:
        kinds = f"{self.tr('Web page')} (*.html);;JSON (*.json)"
        name = f"{self.session.name or 'reberth'}-readiness.html"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export the readiness report"), name, kinds)
        if path:
            self.write_report(Path(path))

    def write_report(self, path: Path) -> None:
        """Write the list as HTML, or as JSON where the name ends so."""
        inventory = self.session.inventory
        server = inventory.windows.computer_name if inventory is not None else ""
        if path.suffix.lower() == ".json":
            data = readiness_json(server, self.remarks, current())
        else:
            titles: dict[str, str] = {"accepted": self.tr("Accepted:")}
            titles.update((weight, title) for weight, title in weight_titles().items())
            data = readiness_html(server, self.remarks, titles, self.tr("Readiness"), current())
        error = write_file(str(path), data)
        self.failed.emit(error)
        self.exported.say("good", "" if error else self.tr("The report is written: {path}").format(path=path))


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Whether two lists are made from the very same things; comparing what a large server has would take longer."""
    return len(one) == len(other) and all(first is second for first, second in zip(one, other, strict=True))
