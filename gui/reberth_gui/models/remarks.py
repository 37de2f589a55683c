"""The readiness list as a table, filtered by weight and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reberth_gui.language import words
from reberth_gui.models.rows import Row, Rows
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

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
    """A line for each remark that is asked for.

    Its words are made when it is looked at, for a large server has thirty thousand. Not a QSortFilterProxyModel: it
    asks for each row a dozen times, which holds the window up for half a second.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """An empty list, in which everything would be shown."""
        super().__init__((_tr("What"), _tr("Kind"), _tr("About"), _tr("State")), parent)
        self._remarks: tuple[Remark, ...] = ()
        self._shown: tuple[int, ...] = ()
        self._made: dict[int, Row] = {}
        self._weights: frozenset[str] = frozenset(ICONS)
        self._words: tuple[str, ...] = ()

    def show_remarks(self, items: Iterable[Remark]) -> None:
        """Show remarks; where the same lines are shown, selection and scrolling stay."""
        self._fill(tuple(items), {})

    def choose(self, weights: Iterable[str], text: str) -> None:
        """Show these weights alone, and of them the lines that hold all words."""
        self._weights = frozenset(weights)
        self._words = tuple(text.casefold().split())
        self._fill(self._remarks, self._made)

    def remark(self, number: int) -> Remark:
        """The remark of a row."""
        return self._remarks[self._shown[number]]

    def place(self, remark: Remark) -> int:
        """The row of a remark, accepted or not; the first where it is not shown."""
        wanted = (remark.code, remark.kind, remark.subject)
        for number, shown_one in enumerate(self._shown):
            item = self._remarks[shown_one]
            if (item.code, item.kind, item.subject) == wanted:
                return number
        return 0

    def row(self, number: int) -> Row:
        """The remark in words."""
        return self._row(self._shown[number])

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """One for each remark that is shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def _fill(self, remarks: tuple[Remark, ...], made: dict[int, Row]) -> None:
        before, self._remarks, self._made = self._shown, remarks, made
        found = tuple(number for number, item in enumerate(remarks) if self._is_shown(number, item))
        if len(found) != len(before):
            self.beginResetModel()
            self._shown = found
            self.endResetModel()
        elif found:
            self._shown = found
            self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, self.columnCount() - 1))

    def _is_shown(self, number: int, item: Remark) -> bool:
        if item.weight not in self._weights:
            return False
        if not self._words:
            return True
        text = " ".join(self._row(number).cells).casefold()
        return all(word in text for word in self._words)

    def _row(self, number: int) -> Row:
        """A remark of all in words."""
        if number not in self._made:
            self._made[number] = _row(self._remarks[number])
        return self._made[number]


def _row(item: Remark) -> Row:
    text = words(item.code, item.params).sentence if item.code else shown(item.subject)
    state = _tr("accepted") if item.accepted else weight_titles()[item.weight]
    icon: Kind = "good" if item.accepted else ICONS[item.weight]
    return Row((text, kind_title(item.kind), shown(item.subject) if item.code else "", state), icon, text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Remarks", text)
