"""Sites, their applications and virtual directories as a tree with ticks; children are made when they are looked at.

A search cuts the tree down by itself: a QSortFilterProxyModel took a minute over 10,000 rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from reberth.planning.selecting import is_served, subject
from reberth.planning.ticking import places, tick
from reberth_gui.models.quantities import size_text
from reberth_gui.models.site_node import Node
from reberth_gui.models.tips import plain_tip
from reberth_gui.models.trees import NodeTree
from reberth_gui.style.icons import icon
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.model.application import ContentFacts
    from reberth.model.content import ContentRef
    from reberth.model.iis import Site, VirtualDirectory
    from reberth.model.inventory import Inventory
    from reberth.model.remark import Weight
    from reberth_gui.models.trees import AnyIndex
    from reberth_gui.style.icons import Kind

_DISPLAY = Qt.ItemDataRole.DisplayRole
_TICK = Qt.ItemDataRole.CheckStateRole
_DECORATION = Qt.ItemDataRole.DecorationRole
_TIP = Qt.ItemDataRole.ToolTipRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
# A view asks a thousand times for what is on screen, and to put Qt's flags together takes Python longer than the rest.
_ANSWERED = frozenset((_DISPLAY, _TICK, _DECORATION, _TIP, _ALIGNMENT))
_PLAIN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_TICKABLE = _PLAIN | Qt.ItemFlag.ItemIsUserCheckable
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NAME, BINDINGS, POOL, RUNTIME, DRIVE, SIZE, READINESS = range(7)
_BADGES: dict[str, Kind] = {"blocker": "bad", "action": "undecided", "info": "info", "passed": "good"}


class SiteTree(NodeTree[Node]):
    """The tree.

    Signals:
        ticked: The frozenset of places now ticked, after a click.
    """

    ticked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """An empty tree."""
        super().__init__(parent)
        self._sites: tuple[Site, ...] = ()
        self._all: list[Node] = []
        self._nodes: list[Node] = []
        self._chosen: frozenset[str] = frozenset()
        self._states: dict[str, Qt.CheckState] = {}
        self._badges: Mapping[str, Weight] = {}
        self._runtimes: dict[str, str] = {}
        self._letters: dict[str, str] = {}
        self._content: dict[ContentRef, ContentFacts] = {}
        self.headers = (
            self.tr("Name"),
            self.tr("Bindings"),
            self.tr("Application pool"),
            self.tr("Runtime"),
            self.tr("Drive"),
            self.tr("Size"),
            self.tr("Readiness"),
        )

    def fill(self, inventory: Inventory | None) -> None:
        """Show an inventory's sites."""
        self.beginResetModel()
        iis = inventory.iis if inventory is not None else None
        self._sites = iis.sites if iis is not None else ()
        self._all = [Node(site, None, None, site.name, row, None) for row, site in enumerate(self._sites)]
        self._nodes = self._all
        self._runtimes = {
            item.name: item.settings.get("managedRuntimeVersion", "") for item in (iis.pools if iis is not None else ())
        }
        self._letters = {item.id: item.letter for item in (inventory.volumes if inventory is not None else ())}
        self._content = {item.root: item for item in (inventory.content if inventory is not None else ())}
        self._states = {}
        self.endResetModel()

    def show_ticks(self, chosen: frozenset[str]) -> None:
        """Show what is chosen."""
        self._chosen = chosen
        self._states = {}
        self._repaint(NAME, [_TICK])

    def show_badges(self, badges: Mapping[str, Weight]) -> None:
        """Show the heaviest remark of each place; a place without one is ready."""
        self._badges = badges
        self._repaint(READINESS, [_DISPLAY, Qt.ItemDataRole.DecorationRole])

    def search(self, text: str) -> list[Node]:
        """Show what holds all words of a text, with what it lies in and what it holds; "" shows everything.

        Returns:
            What was found itself.
        """
        words = text.casefold().split()
        self.beginResetModel()
        found: list[Node] = []
        self._nodes = self._cut(self._all, words, found, inside=False) if words else _whole(self._all)
        self.endResetModel()
        return found

    def find(self, place: str) -> QModelIndex:
        """The index of a place; an invalid one where it is not there."""
        for node in self._nodes:
            if not place.startswith(node.place):
                continue
            below = node.shown_children
            for item in (node, *below, *(inner for child in below for inner in child.shown_children)):
                if item.place == place:
                    return self.createIndex(item.row, 0, item)
        return QModelIndex()

    # --- what Qt asks

    def tops(self) -> list[Node]:
        """The sites that are shown."""
        return self._nodes

    def below(self, node: Node) -> list[Node]:
        """What a search leaves."""
        return node.shown_children

    def hasChildren(self, parent: AnyIndex | None = None) -> bool:
        """Whether there is something to expand, without making it."""
        if parent is None or not parent.isValid():
            return bool(self._nodes)
        node = self.node(parent)
        return node is not None and parent.column() == 0 and node.has_children

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """The name can be ticked, unless the web server does not serve the site."""
        node = self.node(index)
        if node is None:
            return Qt.ItemFlag.NoItemFlags
        return _TICKABLE if index.column() == NAME and is_served(node.site) else _PLAIN

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        """Texts, tick and badge."""
        node = self.node(index) if role in _ANSWERED else None
        if node is None:
            return None
        if role == _DISPLAY:
            return self._text(node, index.column())
        if role == _TICK and index.column() == NAME and is_served(node.site):
            return self._state(node)
        if role == _DECORATION and index.column() == READINESS:
            return icon(_BADGES[self._badges.get(node.place, "passed")]) if self._counts(node) else None
        if role == _TIP:
            folder = node.folder
            return plain_tip(shown(folder.physical_path)) if folder is not None and index.column() == DRIVE else None
        if role == _ALIGNMENT and index.column() == SIZE:
            return _RIGHT
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick; what it cannot be without, and what lies below it, follows."""
        node = self.node(index)
        if node is None or role != _TICK or not is_served(node.site):
            return False
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self.show_ticks(tick(self._sites, self._chosen, node.place, on=on))
        self.ticked.emit(self._chosen)
        return True

    # --- inside

    def _cut(self, nodes: list[Node], words: list[str], found: list[Node], *, inside: bool) -> list[Node]:
        """Those of some nodes that a search shows, numbered anew; all of them inside of something that was found."""
        kept: list[Node] = []
        for node in nodes:
            text = self._searched(node)
            hit = all(word in text for word in words)
            if hit:
                found.append(node)
            node.rows = self._cut(node.children, words, found, inside=inside or hit)
            if hit or inside or node.rows:
                node.row = len(kept)
                kept.append(node)
        return kept

    def _searched(self, node: Node) -> str:
        """What a search looks into, without case."""
        folder = node.folder
        path = folder.physical_path if folder is not None else ""
        texts = (node.name, *(self._text(node, column) for column in (BINDINGS, POOL, RUNTIME, DRIVE)), path)
        return " ".join(texts).casefold()

    def _text(self, node: Node, column: int) -> str:
        folder = node.folder
        owner = node.owner
        if column == NAME:
            return shown(node.name)
        if column == BINDINGS:
            if node.parent is not None:
                return self.tr("application") if node.directory is None else self.tr("virtual directory")
            return shown(", ".join(f"{item.protocol} {item.information}" for item in node.site.bindings))
        if column == POOL:
            return shown(owner.pool) if owner is not None else ""
        if column == RUNTIME:
            return self._runtime(owner.pool) if owner is not None else ""
        if column == DRIVE:
            return self._drive(folder)
        if column == SIZE:
            facts = self._content.get(folder.content) if folder is not None and folder.content is not None else None
            return size_text(facts.bytes) if facts is not None else ""
        return self._badge(node)

    def _runtime(self, pool: str) -> str:
        version = self._runtimes.get(pool)
        if version is None:
            return ""
        return f".NET {version.lstrip('vV')}" if version else self.tr("no managed code")

    def _drive(self, folder: VirtualDirectory | None) -> str:
        if folder is None:
            return ""
        if folder.content is None:
            return self.tr("missing")
        letter = self._letters.get(folder.content.volume, "")
        return f"{letter}:" if letter else shown(folder.content.volume)

    def _badge(self, node: Node) -> str:
        if not is_served(node.site):
            return self.tr("no web binding")
        if not self._counts(node):
            return ""
        weight = self._badges.get(node.place, "passed")
        texts = {
            "blocker": self.tr("cannot work"),
            "action": self.tr("to be decided"),
            "info": self.tr("worth knowing"),
            "passed": self.tr("ready"),
        }
        return texts[weight]

    def _counts(self, node: Node) -> bool:
        """Whether it is chosen: readiness is about what travels."""
        return node.place in self._chosen

    def _state(self, node: Node) -> Qt.CheckState:
        known = self._states.get(node.place)
        if known is None:
            known = self._counted(node)
            self._states[node.place] = known
        return known

    def _counted(self, node: Node) -> Qt.CheckState:
        """All, some or none of what belongs to it."""
        if node.directory is not None:
            mine = [node.place]
        elif node.parent is not None and node.application is not None:
            mine = [subject(node.site, node.application, item.path) for item in node.application.virtual_directories]
            mine = mine or [node.place]
        else:
            mine = list(places(node.site))
        there = sum(place in self._chosen for place in mine)
        if not there:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if there == len(mine) else Qt.CheckState.PartiallyChecked

    def _repaint(self, column: int, roles: list[Qt.ItemDataRole]) -> None:
        """Tell the views of all rows that were made so far."""
        levels = [self._nodes]
        while levels:
            nodes = levels.pop()
            if nodes:
                first, last = nodes[0], nodes[-1]
                begin = self.createIndex(first.row, column, first)
                end = self.createIndex(last.row, len(self.headers) - 1, last)
                self.dataChanged.emit(begin, end, [int(role) for role in roles])
                levels += [node.made() if node.rows is None else node.rows for node in nodes]


def _whole(nodes: list[Node]) -> list[Node]:
    """Nodes as they are without a search."""
    for row, node in enumerate(nodes):
        node.row, node.rows = row, None
        _whole(node.made())
    return nodes
