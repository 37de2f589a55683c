"""A site's folder on the disk as a tree: each folder is read when it is opened; what is unticked stays behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QStyle

from reberth_gui.models.quantities import size_text
from reberth_gui.models.tips import plain_tip
from reberth_gui.models.trees import NodeTree
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reberth.model.requests import ListedEntry
    from reberth_gui.models.trees import AnyIndex

_DISPLAY = Qt.ItemDataRole.DisplayRole
_TICK = Qt.ItemDataRole.CheckStateRole
NAME, SIZE, HINT = range(3)


class Entry:
    r"""A file or folder.

    Attributes:
        path: On the server, with its drive letter or volume id: ``D:\sites\shop\logs``.
        state: ``new``, ``reading``, ``read`` or ``failed``, for a folder.
    """

    __slots__ = ("children", "directory", "name", "parent", "path", "row", "size", "state")

    def __init__(self, name: str, path: str, parent: Entry | None, row: int, *, directory: bool, size: int = 0) -> None:
        """A folder that nobody looked into yet, or a file."""
        self.name = name
        self.path = path
        self.parent = parent
        self.row = row
        self.directory = directory
        self.size = size
        self.state = "new" if directory else "read"
        self.children: list[Entry] = []


class ContentTree(NodeTree[Entry]):
    """The tree of one folder.

    Signals:
        wanted: An :class:`Entry` whose children shall be read; :meth:`add` and :meth:`done` answer.
        excluded: Path, whether it is excluded now, and the :class:`Entry`.
    """

    wanted = Signal(object)
    excluded = Signal(str, bool, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """An empty tree."""
        super().__init__(parent)
        self._root: Entry | None = None
        self._left: set[str] = set()
        self._hints: dict[str, str] = {}
        self._weights: Mapping[str, tuple[int, int]] = {}
        self.headers = (self.tr("Name"), self.tr("Size"), self.tr("Remark"))

    @property
    def root(self) -> Entry | None:
        """The folder shown."""
        return self._root

    def show_folder(self, path: str) -> None:
        """Show a folder of the server; "" for none."""
        self.beginResetModel()
        self._root = Entry(shown(path), path, None, 0, directory=True) if path else None
        self.endResetModel()

    def show_exclusions(
        self, paths: Iterable[str], hints: Mapping[str, str], weights: Mapping[str, tuple[int, int]]
    ) -> None:
        """Show what stays behind.

        Args:
            paths: As the selection has them.
            hints: A remark on a folder, by its path in upper case.
            weights: Files and bytes of folders, by path in upper case, where they are known.
        """
        self._left = {key(path) for path in paths}
        self._hints = dict(hints)
        self._weights = weights
        if self._root is not None:
            self._tell(self._root)

    def add(self, folder: Entry, found: Sequence[ListedEntry]) -> None:
        """Entries of a folder, folders first, as far as they have come."""
        if folder is not self._root and not self._is_shown(folder):
            return
        ordered = sorted(found, key=lambda item: (not item.directory, item.path.lower()))
        begin = len(folder.children)
        if ordered:
            self.beginInsertRows(self.index_of(folder), begin, begin + len(ordered) - 1)
            for row, item in enumerate(ordered, start=begin):
                name = item.path.rstrip("\\").rpartition("\\")[2]
                path = f"{folder.path.rstrip(chr(92))}\\{name}"
                folder.children.append(Entry(name, path, folder, row, directory=item.directory, size=item.size))
            self.endInsertRows()

    def done(self, folder: Entry, state: str) -> None:
        """The folder is ``read``, or ``failed`` and can be asked for again."""
        folder.state = state
        if folder is self._root or self._is_shown(folder):
            index = self.index_of(folder)
            self.dataChanged.emit(index, index.siblingAtColumn(HINT))

    # --- what Qt asks

    def tops(self) -> list[Entry]:
        """The folder itself is the only top row."""
        return [self._root] if self._root is not None else []

    def below(self, node: Entry) -> list[Entry]:
        """What was read so far."""
        return node.children

    def hasChildren(self, parent: AnyIndex | None = None) -> bool:
        """A folder that nobody looked into may have some."""
        if parent is None or not parent.isValid():
            return self._root is not None
        entry = self.node(parent)
        return entry is not None and entry.directory and (entry.state != "read" or bool(entry.children))

    def canFetchMore(self, parent: AnyIndex) -> bool:
        """Whether a folder is still to be read."""
        entry = self.node(parent)
        return entry is not None and entry.directory and entry.state in {"new", "failed"}

    def fetchMore(self, parent: AnyIndex) -> None:
        """Ask for a folder's entries, once."""
        entry = self.node(parent)
        if entry is not None and self.canFetchMore(parent):
            entry.state = "reading"
            self.wanted.emit(entry)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """What lies in an excluded folder cannot be ticked by itself."""
        entry = self.node(index)
        if entry is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == NAME and not self._inside_left(entry):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        """Texts and tick."""
        entry = self.node(index)
        if entry is None:
            return None
        if role == _DISPLAY:
            return self._text(entry, index.column())
        if role == _TICK and index.column() == NAME:
            return self._state(entry)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == NAME:
            kind = QStyle.StandardPixmap.SP_DirIcon if entry.directory else QStyle.StandardPixmap.SP_FileIcon
            return QApplication.style().standardIcon(kind)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(shown(entry.path))
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Exclude, or take the exclusion back."""
        entry = self.node(index)
        if entry is None or role != _TICK or self._inside_left(entry):
            return False
        out = Qt.CheckState(value) != Qt.CheckState.Checked
        # A folder that is partly excluded is ticked by a click: everything in it travels again.
        self.excluded.emit(entry.path, out, entry)
        return True

    # --- inside

    def _text(self, entry: Entry, column: int) -> str:
        if column == NAME:
            return entry.name if entry.parent is None else shown(entry.name)
        if column == SIZE:
            known = self._weights.get(key(entry.path))
            if entry.directory:
                return size_text(known[1]) if known is not None else ""
            return size_text(entry.size)
        if entry.state == "reading":
            return self.tr("Reading…")
        if entry.state == "failed":
            return self.tr("Could not be read")
        if self._state(entry) == Qt.CheckState.Unchecked:
            return self.tr("stays behind")
        return self._hints.get(key(entry.path), "")

    def _state(self, entry: Entry) -> Qt.CheckState:
        mine = key(entry.path)
        if mine in self._left or self._inside_left(entry):
            return Qt.CheckState.Unchecked
        if entry.directory and any(path.startswith(f"{mine}\\") for path in self._left):
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked

    def _inside_left(self, entry: Entry) -> bool:
        """Whether a folder above it stays behind."""
        path = key(entry.path)
        return any(path.startswith(f"{left}\\") for left in self._left)

    def _is_shown(self, entry: Entry) -> bool:
        """Whether an entry belongs to the folder shown now: an answer may come late."""
        top = entry
        while top.parent is not None:
            top = top.parent
        return top is self._root

    def _tell(self, entry: Entry) -> None:
        """Tell the views that ticks and remarks may be others."""
        index = self.index_of(entry)
        self.dataChanged.emit(index, index.siblingAtColumn(HINT))
        if entry.children:
            last = self.index_of(entry.children[-1]).siblingAtColumn(HINT)
            self.dataChanged.emit(self.index_of(entry.children[0]), last)
            for child in entry.children:
                if child.children:
                    self._tell(child)


def key(path: str) -> str:
    """A path as Windows compares it."""
    return path.replace("/", "\\").rstrip("\\").upper()
