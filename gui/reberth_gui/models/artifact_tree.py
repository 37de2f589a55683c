"""Artifact kinds and the records found of each, as a tree with ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from reberth_gui.models.quantities import count_text
from reberth_gui.models.tips import plain_tip
from reberth_gui.models.trees import HeadedTree
from reberth_gui.style.icons import icon
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reberth.model.evidence import Evidence
    from reberth_gui.models.trees import AnyIndex
    from reberth_gui.style.icons import Kind

_DISPLAY = Qt.ItemDataRole.DisplayRole
_TICK = Qt.ItemDataRole.CheckStateRole
NAME, HOW, FATE, EVIDENCE = range(4)


class ArtifactItem(NamedTuple):
    """A record in plain words.

    Attributes:
        name: What it is chosen by.
        fate: What becomes of it, in a line; "" where it is not asked for.
        sign: Icon of the fate.
        evidence: Where it was seen.
        facts: Name and value of what else is known.
        words: The fate in full: sentence, cause, action.
    """

    name: str
    fate: str = ""
    sign: Kind | None = None
    evidence: tuple[Evidence, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    words: tuple[str, str, str] = ("", "", "")


class ArtifactGroup(NamedTuple):
    """A kind: its name for ``--artifact``, its title, what it is, what carrying it over means, what it needs.

    ``always`` is for a kind whose records are on another page.
    """

    kind: str
    title: str
    about: str
    meaning: str
    needs: str
    items: tuple[ArtifactItem, ...]
    scanned: bool = True
    always: bool = False


class ArtifactTree(HeadedTree):
    """Kinds at the top, records below.

    Signals:
        ticked: Kinds asked for as a whole, and (kind, name) of records named, after a click.
    """

    ticked = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """An empty tree."""
        super().__init__(parent)
        self._groups: tuple[ArtifactGroup, ...] = ()
        self.whole: frozenset[str] = frozenset()
        self.named: frozenset[tuple[str, str]] = frozenset()
        self.headers = (self.tr("Artifact"), self.tr("How"), self.tr("What becomes of it"), self.tr("Evidence"))

    @property
    def groups(self) -> tuple[ArtifactGroup, ...]:
        """What is shown."""
        return self._groups

    def show_groups(self, groups: Sequence[ArtifactGroup]) -> None:
        """Show kinds and records; the same ones in the same order keep what is expanded and selected."""
        shape = [(group.kind, len(group.items)) for group in groups]
        same = shape == [(group.kind, len(group.items)) for group in self._groups]
        if not same:
            self.beginResetModel()
        self._groups = tuple(groups)
        if not same:
            self.endResetModel()
        self._repaint()

    def show_ticks(self, whole: frozenset[str], named: frozenset[tuple[str, str]]) -> None:
        """Show what is asked for; names as they are written in the records."""
        self.whole, self.named = whole, named
        self._repaint()

    def what(self, index: AnyIndex) -> tuple[ArtifactGroup, ArtifactItem | None] | None:
        """Kind and record of an index."""
        if not index.isValid():
            return None
        at = index.internalId()
        if at == 0:
            return self._groups[index.row()], None
        group = self._groups[at - 1]
        return group, group.items[index.row()]

    # --- what Qt asks

    def index(self, row: int, column: int, parent: AnyIndex | None = None) -> QModelIndex:
        """The id of a record's index is the number of its kind, from 1; that of a kind's is 0."""
        if row < 0 or not 0 <= column < len(self.headers):
            return QModelIndex()
        if parent is None or not parent.isValid():
            return self.createIndex(row, column, 0) if row < len(self._groups) else QModelIndex()
        if parent.internalId() == 0 and row < len(self._groups[parent.row()].items):
            return self.createIndex(row, column, parent.row() + 1)
        return QModelIndex()

    def parent(self, index: AnyIndex | None = None) -> Any:
        """The kind of a record; without an index, the owner in the sense of Qt."""
        if index is None:
            return QObject.parent(self)
        at = index.internalId() if index.isValid() else 0
        return self.createIndex(at - 1, 0, 0) if at else QModelIndex()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Kinds, or records of a kind."""
        if parent is None or not parent.isValid():
            return len(self._groups)
        return len(self._groups[parent.row()].items) if parent.internalId() == 0 and parent.column() == 0 else 0

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Everything can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME else flags

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        """Texts, tick and icon."""
        found = self.what(index)
        if found is None:
            return None
        group, item = found
        if role == _DISPLAY:
            return self._group_text(group, index.column()) if item is None else self._text(group, item, index.column())
        if role == _TICK and index.column() == NAME:
            return self._state(group, item)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == FATE and item is not None and item.sign:
            return icon(item.sign)
        if role == Qt.ItemDataRole.ToolTipRole:
            return group.about if item is None else plain_tip(item.words[0]) or None
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A tick at a kind asks for all of it by Reberth's rules; one at a record says that the user is sure of it."""
        found = self.what(index)
        if found is None or role != _TICK:
            return False
        group, item = found
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        whole, named = set(self.whole), set(self.named)
        if item is not None:
            (named.add if on else named.discard)((group.kind, item.name))
        elif on:
            whole.add(group.kind)
        else:
            whole.discard(group.kind)
            named = {one for one in named if one[0] != group.kind}
        self.show_ticks(frozenset(whole), frozenset(named))
        self.ticked.emit(self.whole, self.named)
        return True

    # --- inside

    def _group_text(self, group: ArtifactGroup, column: int) -> str:
        if column == NAME:
            return f"{group.title} ({count_text(len(group.items))})" if group.items else group.title
        if column == FATE and not group.scanned:
            return self.tr("not looked for")
        return (
            self.tr("none found") if column == FATE and group.scanned and not group.always and not group.items else ""
        )

    def _text(self, group: ArtifactGroup, item: ArtifactItem, column: int) -> str:
        if column == NAME:
            return shown(item.name)
        if column == HOW:
            if (group.kind, item.name) in self.named:
                return self.tr("as you say")
            return self.tr("by rule") if group.kind in self.whole else ""
        if column == FATE:
            return item.fate
        return shown(item.evidence[0].source) if item.evidence else ""

    def _state(self, group: ArtifactGroup, item: ArtifactItem | None) -> Qt.CheckState:
        whole = group.kind in self.whole
        if item is not None:
            if (group.kind, item.name) in self.named:
                return Qt.CheckState.Checked
            return Qt.CheckState.PartiallyChecked if whole else Qt.CheckState.Unchecked
        if whole:
            return Qt.CheckState.Checked
        some = any(kind == group.kind for kind, _ in self.named)
        return Qt.CheckState.PartiallyChecked if some else Qt.CheckState.Unchecked

    def _repaint(self) -> None:
        last = len(self.headers) - 1
        if self._groups:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._groups) - 1, last))
        for row, group in enumerate(self._groups):
            if group.items:
                top = self.index(row, 0)
                self.dataChanged.emit(self.index(0, 0, top), self.index(len(group.items) - 1, last, top))
