"""The list of disks: what was chosen, and what each turned out to be."""

from __future__ import annotations

from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView

from reberth_gui.language import words
from reberth_gui.models.quantities import size_text
from reberth_gui.models.rows import Row, Rows
from reberth_gui.pages.image.looking import is_choice
from reberth_gui.style.theme import colour
from reberth_gui.widgets.table import Table
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from reberth.model.recognition import Recognised


class Disks(Table):
    """The chosen disks; files and folders can be dropped on it.

    Signals:
        dropped: A list of paths.
    """

    dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty list."""
        super().__init__(self.tr("Disks of the server"), lines=5, parent=parent)
        self._rows = Rows((self.tr("Disk"), self.tr("What is on it"), self.tr("Format"), self.tr("Size")), self)
        self.show_model(self._rows, (26, 50, 14))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    def fill(self, paths: Sequence[str], found: Mapping[str, Recognised], states: Mapping[str, str]) -> None:
        """Show the paths, what is known of them, and which have moved or changed since they were scanned."""
        children = {parent: file_name(path) for path in paths if path in found for parent in found[path].parents}
        self._rows.replace(
            [_row(path, found.get(path), states.get(path, "same"), children.get(path, "")) for path in paths]
        )

    def cells(self) -> list[tuple[str, ...]]:
        """What is shown."""
        return [row.cells for row in self._rows.rows]

    def chosen(self) -> list[str]:
        """The selected paths."""
        return [self._rows.rows[index.row()].key for index in self.selectionModel().selectedRows()]

    def choose(self, row: int) -> None:
        """Select a row."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._rows.index(row, 0), flags)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        take_files(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take files."""
        take_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        paths = dropped_paths(event)
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def paintEvent(self, event: QPaintEvent) -> None:
        """An empty list says what to do."""
        super().paintEvent(event)
        if not self._rows.rows:
            painter = QPainter(self.viewport())
            painter.setPen(colour("muted"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            margin = self.fontMetrics().height()
            area = self.viewport().rect().adjusted(margin, 0, -margin, 0)
            told = self.tr(
                "Drop the server's disk images here, or press Add disks. They are only read, never changed.\n\n"
                "No disk at hand? Try the sample."
            )
            painter.drawText(area, int(flags), told)
            painter.end()


def take_files(event: QDragEnterEvent | QDragMoveEvent) -> None:
    """Accept a drag that brings files of this machine or a share."""
    if event.mimeData().hasUrls():
        event.acceptProposedAction()


def dropped_paths(event: QDropEvent) -> list[str]:
    """The files of a drop."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]


def file_name(path: str) -> str:
    """The last part of a path of this system or of Windows; the whole path where there is no other name."""
    return PureWindowsPath(path).name if "\\" in path else PurePath(path).name or path


def _row(path: str, found: Recognised | None, state: str, child: str) -> Row:
    """One disk in words; ``child`` is the disk that it is a parent or an extent of, and not a disk of its own."""
    name = file_name(path)
    if state == "missing":
        return Row((name, _tr("Not found there any more")), "bad", path, path)
    if found is None:
        return Row((name, _tr("Looking…")), None, path, path)
    if child:
        return Row((name, _tr("Belongs to {name}").format(name=child)), "good", path, path)
    if found.problem and not is_choice(found):
        source = found.source
        more = (source.format, size_text(source.size) if source.size else "") if source else ()
        return Row((name, words(found.problem, found.params).sentence, *more), "bad", path, path)
    if found.source is None:
        return Row((name, _tr("Choose an image of this file"), "wim"), "undecided", path, path)
    changed = state == "changed"
    size = size_text(found.source.size) if found.source.size else ""
    text = f"{_tr('Changed since the last scan')}: {_contents(found)}" if changed else _contents(found)
    return Row((name, text, found.source.format, size), "warning" if changed else "good", path, path)


def _contents(found: Recognised) -> str:
    """Windows and partitions in a line."""
    parts = []
    if found.product:
        parts.append(f"{found.product} ({found.computer})" if found.computer else found.product)
    parts.append(", ".join(_volumes(found)))
    if found.source is not None and found.source.parents:
        parts.append(_tr("on top of {names}").format(names=shown(", ".join(found.source.parents))))
    return " – ".join(part for part in parts if part)  # noqa: RUF001 - a dash is what people read


def _volumes(found: Recognised) -> Iterable[str]:
    """Partitions with file system and size."""
    for volume in found.volumes:
        size = f" {size_text(volume.size)}" if volume.size else ""
        yield f"{volume.file_system}{size}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Disks", text)
