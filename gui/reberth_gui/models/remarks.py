"""The readiness list as a table, and a filter by weight and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel

from reberth_gui.language import words
from reberth_gui.models.rows import Row, Rows
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.remark import Remark, Weight
    from reberth_gui.models.rows import AnyIndex
    from reberth_gui.style.icons import Kind

ICONS: dict[Weight, Kind] = {"blocker": "bad", "action": "undecided", "info": "info", "passed": "good"}


def weight_titles() -> dict[Weight, str]:
    """What each weight is called."""
    return {
        "blocker": _tr("Cannot work"),
        "action": _tr("To be decided"),
        "info": _tr("Worth knowing"),
        "passed": _tr("Carried over"),
    }


def kind_title(kind: str) -> str:
    """What a kind of thing is called; one that is new to this window keeps the core's name."""
    titles = {
        "finding": _tr("Finding"),
        "plan": _tr("Plan"),
        "site": _tr("Site"),
        "application": _tr("Application"),
        "virtual directory": _tr("Virtual directory"),
        "binding": _tr("Binding"),
        "content": _tr("Content"),
        "file": _tr("File"),
        "feature": _tr("Windows feature"),
        "pool": _tr("Application pool"),
        "section": _tr("Configuration section"),
        "secret": _tr("Secret"),
        "permission": _tr("Permission"),
        "drive": _tr("Drive"),
        "database": _tr("Database"),
        "volume": _tr("Volume"),
        "add-on": _tr("Add-on"),
    }
    return titles.get(kind, kind)


class RemarkTable(Rows):
    """One line for each remark; its words are made when it is looked at, for a large server has thirty thousand."""

    def __init__(self, parent: QObject | None = None) -> None:
        """An empty list."""
        super().__init__((_tr("What"), _tr("Kind"), _tr("About"), _tr("State")), parent)
        self._remarks: tuple[Remark, ...] = ()
        self._made: dict[int, Row] = {}

    def show_remarks(self, items: Iterable[Remark]) -> None:
        """Show remarks; the same number of them keeps the selection."""
        items = tuple(items)
        same = len(items) == len(self._remarks)
        if not same:
            self.beginResetModel()
        self._remarks, self._made = items, {}
        if not same:
            self.endResetModel()
        elif items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(items) - 1, self.columnCount() - 1))

    def remark(self, number: int) -> Remark:
        """The remark of a row."""
        return self._remarks[number]

    def row(self, number: int) -> Row:
        """The remark in words."""
        if number not in self._made:
            self._made[number] = _row(self._remarks[number])
        return self._made[number]

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """One for each remark."""
        return 0 if parent is not None and parent.isValid() else len(self._remarks)


class RemarkFilter(QSortFilterProxyModel):
    """Shows the weights that are switched on, and rows that hold all words looked for."""

    def __init__(self, source: RemarkTable, parent: QObject | None = None) -> None:
        """Everything is shown at first."""
        super().__init__(parent)
        self._table = source
        self._weights: frozenset[str] = frozenset(ICONS)
        self._words: tuple[str, ...] = ()
        self.setSourceModel(source)

    def choose(self, weights: Iterable[str], text: str) -> None:
        """Filter by weights and words."""
        self.beginFilterChange()
        self._weights = frozenset(weights)
        self._words = tuple(text.casefold().split())
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:  # noqa: ARG002 - Qt's
        """Whether a row is shown."""
        if self._table.remark(row).weight not in self._weights:
            return False
        if not self._words:
            return True
        text = " ".join(self._table.row(row).cells).casefold()
        return all(word in text for word in self._words)


def _row(item: Remark) -> Row:
    text = words(item.code, item.params).sentence if item.code else shown(item.subject)
    state = _tr("accepted") if item.accepted else weight_titles()[item.weight]
    icon: Kind = "good" if item.accepted else ICONS[item.weight]
    return Row((text, kind_title(item.kind), shown(item.subject) if item.code else "", state), icon, text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Remarks", text)
