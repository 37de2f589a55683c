"""The content of a site's folder: what travels, what stays behind, how much it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reberth.jobs.table import LIST
from reberth.model.requests import ListRequest
from reberth_gui.models.content_tree import ContentTree, key
from reberth_gui.models.quantities import size_text
from reberth_gui.models.totals import proposals, server_path, total
from reberth_gui.pages.sites.listing import Counting, Reading
from reberth_gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.content import ContentRef
    from reberth_gui.jobs.running import Running
    from reberth_gui.models.content_tree import Entry
    from reberth_gui.session.session import Session


class ContentBox(QWidget):
    """Browser of a folder on the disk, with exclusions.

    Signals:
        failed: A :class:`ReberthError` from listing.
    """

    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Nothing is read before a folder is shown."""
        super().__init__(parent)
        self._session = session
        self._weights: dict[str, tuple[int, int]] = {}
        self._counting: set[str] = set()
        self._lost: set[str] = set()
        self._reading: list[Reading] = []
        self._proposed = proposals(None)
        self.model = ContentTree(self)
        self.tree = Table(self.tr("Content of the folder"), tree=True, lines=8)
        self.tree.show_model(self.model, (44, 12))
        self.propose = QPushButton()
        self.propose.clicked.connect(self._leave_out_proposed)
        self.take_back = QPushButton(self.tr("Take everything a&gain"))
        self.take_back.clicked.connect(lambda: self._set(()))
        self.sum = QLabel()
        self.sum.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.propose)
        row.addWidget(self.take_back)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(self.tree, 1)
        column.addLayout(row)
        column.addWidget(self.sum)
        self.model.wanted.connect(self._read)
        self.model.excluded.connect(self._exclude)
        session.scanned.connect(self.scanned)
        session.replanned.connect(self.show_choice)
        self.scanned()

    def scanned(self) -> None:
        """Another inventory: other proposals, and nothing is counted yet."""
        self._cancel()
        self._proposed = proposals(self._session.inventory)
        self._weights = dict(self._proposed.weights)
        self._counting.clear()
        self._lost.clear()
        self.model.show_folder("")
        self.show_choice()

    def show_folder(self, ref: ContentRef | None) -> None:
        """Show a folder of the scanned disks."""
        path = server_path(self._session.inventory, ref.volume, ref.path) if ref is not None else ""
        if self.model.root is not None and key(self.model.root.path) == key(path):
            return
        self._cancel()
        self.model.show_folder(path)
        if path:
            top = self.model.index(0, 0)
            self.tree.expand(top)
            self.tree.selectionModel().setCurrentIndex(top, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if self.model.canFetchMore(top):
                self.model.fetchMore(top)

    def show_choice(self) -> None:
        """Show exclusions and the running total."""
        excluded = self._session.migration.selection.excluded
        titles = {
            "logs": self.tr("seems to hold logs"),
            "backups": self.tr("seems to hold backups"),
            "uploads": self.tr("seems to hold uploads: a volume may suit it better"),
            "temporary": self.tr("seems to hold temporary files"),
        }
        hints = {path: titles[kind] for path, kind in self._proposed.kinds.items()}
        self.model.show_exclusions(excluded, hints, self._weights)
        left = {key(path) for path in excluded}
        more = [path for path in self._proposed.paths if key(path) not in left]
        size = sum(self._weights[key(path)][1] for path in more)
        text = self.tr("&Leave out %Ln proposed folder(s) ({size})", "", len(more))
        self.propose.setText(text.format(size=size_text(size)))
        self.propose.setVisible(bool(more))
        self.take_back.setVisible(bool(excluded))
        self._show_total(excluded)
        for path in excluded:
            self._count(path)

    def _show_total(self, excluded: tuple[str, ...]) -> None:
        plan, inventory = self._session.plan, self._session.inventory
        contents = plan.contents if plan is not None else ()
        # Ten thousand of them take their time, and without an exclusion nobody needs them.
        roots = (
            [key(server_path(inventory, root.source.volume, root.source.path)) for root in contents] if excluded else ()
        )
        inside = outermost(excluded, roots)
        result = total(contents, inside, self._weights)
        text = self.tr("To be copied: %Ln file(s), {size}.", "", result.files).format(size=size_text(result.bytes))
        if inside:
            behind = self.tr("Left behind: %Ln file(s), {size}.", "", result.left_files)
            text += " " + behind.format(size=size_text(result.left_bytes))
        lost = sum(key(path) in self._lost for path in inside)
        if result.uncounted > lost:
            text += " " + self.tr("Still counting…")
        if lost:
            text += " " + self.tr("%n excluded folder(s) could not be counted.", "", lost)
        self.sum.setText(text)

    # --- choices

    def _exclude(self, path: str, out: bool, entry: Entry) -> None:  # noqa: FBT001 - a signal's argument
        """Exclude a path, or take back its exclusion and those in it."""
        if not entry.directory:
            self._weights[key(path)] = (1, entry.size)
        mine = key(path)
        kept = tuple(
            item
            for item in self._session.migration.selection.excluded
            if key(item) != mine and not key(item).startswith(f"{mine}\\")
        )
        self._set((*kept, path) if out else kept)

    def _leave_out_proposed(self) -> None:
        known = self._session.migration.selection.excluded
        left = {key(path) for path in known}
        self._set((*known, *(path for path in self._proposed.paths if key(path) not in left)))

    def _set(self, excluded: tuple[str, ...]) -> None:
        selection = self._session.migration.selection
        self._session.update(selection=replace(selection, excluded=tuple(sorted(excluded, key=str.upper))))

    # --- jobs

    def _read(self, entry: Entry) -> None:
        """Read one folder in a worker."""
        running = self._list(entry.path, recursive=False)
        self._reading = [item for item in self._reading if item.running.running]
        self._reading.append(Reading(running, entry, self.model))
        running.failed.connect(self.failed)

    def _count(self, path: str) -> None:
        """Count what lies in an excluded folder that the scan did not weigh."""
        mine = key(path)
        if mine in self._weights or mine in self._counting or self._session.inventory is None:
            return
        self._counting.add(mine)
        counting = Counting(self._list(path, recursive=True), mine, self)
        counting.counted.connect(self._counted)
        counting.lost.connect(self._not_counted)

    def _counted(self, path: str, files: int, size: int) -> None:
        self._weights[path] = (files, size)
        self.show_choice()

    def _not_counted(self, path: str) -> None:
        self._lost.add(path)
        self.show_choice()

    def _list(self, path: str, *, recursive: bool) -> Running:
        """Start a listing; by volume id, so that the worker need not ask the registry for letters."""
        migration = self._session.migration
        head, _, rest = path.partition(":")
        inventory = self._session.inventory
        ids = {item.letter: item.id for item in (inventory.volumes if inventory is not None else ()) if item.letter}
        place = f"{ids.get(head.upper(), head)}:{rest}"
        return self._session.start(LIST, ListRequest(migration.paths, place, migration.wim_image, recursive))

    def _cancel(self) -> None:
        for item in self._reading:
            if item.running.running:
                item.running.cancel()
        self._reading.clear()


def outermost(excluded: tuple[str, ...], roots: Iterable[str]) -> tuple[str, ...]:
    """The exclusions that take something away from what is copied, each thing once.

    Args:
        excluded: Paths as the selection has them; one within another adds nothing.
        roots: The folders that are copied, as :func:`key` has them: exclusions in sites that stay do not count.
    """
    folders, keys = tuple(roots), {key(path) for path in excluded}
    return tuple(
        path
        for path in excluded
        for mine in [key(path)]
        if any(mine == folder or mine.startswith(f"{folder}\\") for folder in folders)
        and not any(mine.startswith(f"{other}\\") for other in keys)
    )
