"""What item models with levels have in common: headers, and nodes that know their parent, row and children."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

AnyIndex = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole


class HeadedTree(QAbstractItemModel):
    """A tree under headers, the same ones at each level."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Without headers yet."""
        super().__init__(parent)
        self.headers: tuple[str, ...] = ()

    def columnCount(self, parent: AnyIndex | None = None) -> int:  # noqa: ARG002 - Qt's signature
        """One for each header."""
        return len(self.headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The headers."""
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            return self.headers[section]
        return None


class TreeNode(Protocol):
    """A node; ``row`` is its place among what is shown of its parent's children."""

    row: int
    parent: Self | None


NodeT = TypeVar("NodeT", bound=TreeNode)


class NodeTree(HeadedTree, Generic[NodeT]):
    """A tree of Python objects; who holds the tops holds all of them, so that Qt's bare pointers stay good."""

    def tops(self) -> Sequence[NodeT]:
        """The nodes of the first level."""
        raise NotImplementedError

    def below(self, node: NodeT) -> Sequence[NodeT]:
        """The children of a node that are shown now."""
        raise NotImplementedError

    def node(self, index: AnyIndex) -> NodeT | None:
        """What an index stands for."""
        found: NodeT | None = index.internalPointer() if index.isValid() else None
        return found

    def index_of(self, node: NodeT) -> QModelIndex:
        """The index of a node that is shown."""
        return self.createIndex(node.row, 0, node)

    def index(self, row: int, column: int, parent: AnyIndex | None = None) -> QModelIndex:
        """The index of a child."""
        holder = self.node(parent) if parent is not None else None
        nodes = self.below(holder) if holder is not None else self.tops()
        if 0 <= row < len(nodes) and 0 <= column < len(self.headers):
            return self.createIndex(row, column, nodes[row])
        return QModelIndex()

    def parent(self, index: AnyIndex | None = None) -> Any:
        """The index of the parent; without an index, the owner in the sense of Qt."""
        if index is None:
            return QObject.parent(self)
        node = self.node(index)
        above = node.parent if node is not None else None
        return QModelIndex() if above is None else self.index_of(above)

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        """Number of children that are shown."""
        if parent is None or not parent.isValid():
            return len(self.tops())
        node = self.node(parent)
        return len(self.below(node)) if node is not None and parent.column() == 0 else 0
