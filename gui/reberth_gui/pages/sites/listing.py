"""Listing jobs of the content browser: one reads a folder, one counts all that lies below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from reberth.model.requests import ListedEntry
    from reberth_gui.jobs.running import Running
    from reberth_gui.models.content_tree import ContentTree, Entry


class Reading(QObject):
    """Puts the entries of one folder into the tree; goes with the tree when that is closed before the worker ends."""

    def __init__(self, running: Running, entry: Entry, model: ContentTree) -> None:
        """Listen to a job."""
        super().__init__(model)
        self.running = running
        self._entry = entry
        self._model = model
        self._found: list[ListedEntry] = []
        running.items.connect(self._take)
        running.finished.connect(self._finished)
        running.failed.connect(self._failed)
        running.cancelled.connect(self._cancelled)

    def _take(self, items: list[ListedEntry]) -> None:
        self._found += items

    def _finished(self, _count: int) -> None:
        # All at once, for folders come first.
        self._model.add(self._entry, self._found)
        self._model.done(self._entry, "read")

    def _failed(self, _error: object) -> None:
        self._model.done(self._entry, "failed")

    def _cancelled(self) -> None:
        self._model.done(self._entry, "new")


class Counting(QObject):
    """Adds up files and bytes below a folder.

    Signals:
        counted: Path as given, files, bytes.
        lost: A path that could not be counted.
    """

    # Not int: a folder may hold more bytes than fit into a C int.
    counted = Signal(str, object, object)
    lost = Signal(str)

    def __init__(self, running: Running, path: str, parent: QObject) -> None:
        """Listen to a recursive listing."""
        super().__init__(parent)
        self._path = path
        self._files = 0
        self._bytes = 0
        running.items.connect(self._take)
        running.finished.connect(self._finished)
        running.failed.connect(self._failed)

    def _take(self, items: list[ListedEntry]) -> None:
        files = [item for item in items if not item.directory]
        self._files += len(files)
        self._bytes += sum(item.size for item in files)

    def _finished(self, _count: int) -> None:
        self.counted.emit(self._path, self._files, self._bytes)
        self.deleteLater()

    def _failed(self, _error: object) -> None:
        self.lost.emit(self._path)
        self.deleteLater()
