"""A first look at the chosen disks, by a worker: what each is, and what stands in the way of reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reberth.jobs.table import RECOGNISE
from reberth.model.recognition import RecogniseRequest
from reberth_gui.models.disk_states import disk_states

if TYPE_CHECKING:
    from reberth.model.recognition import Recognised, WimChoice
    from reberth_gui.jobs.running import Running
    from reberth_gui.session.session import Session


class Looking(QObject):
    """Looks at each disk once, and keeps what was seen.

    Attributes:
        found: What is known of each path.
        older: Checkpoints of a machine's folder that are left out.

    Signals:
        changed: More is known.
        opened: A machine's folder, and the disks in it as a tuple of paths.
        failed: A :class:`ReberthError`.
    """

    changed = Signal()
    opened = Signal(str, tuple)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        """Nothing is known yet."""
        super().__init__(parent)
        self._session = session
        self._job: Running | None = None
        self.found: dict[str, Recognised] = {}
        self.older: tuple[str, ...] = ()

    def look(self) -> None:
        """Look at what is not known yet."""
        migration = self._session.migration
        paths = tuple(path for path in migration.paths if path not in self.found)
        if not paths:
            return
        if self._job is not None:
            self._job.cancel()
        job = self._job = self._session.start(RECOGNISE, RecogniseRequest(paths, migration.wim_image, migration.paths))
        job.items.connect(self._take)
        job.failed.connect(self.failed)
        job.over.connect(self._over)

    def forget_wims(self) -> None:
        """Another image of a WIM file may hold another server."""
        self.found = {path: item for path, item in self.found.items() if not item.images}

    def forget_chains(self) -> None:
        """What was found of a disk on top of others holds only as long as those are given."""
        paths = set(self._session.migration.paths)
        self.older = ()
        self.found = {
            path: item
            for path, item in self.found.items()
            if not item.problem.startswith(("source.parent-", "source.extent-")) and paths.issuperset(item.parents)
        }

    def disks(self) -> list[str]:
        """The paths that are disks of their own, and not only parents or extents of others."""
        paths = self._session.migration.paths
        parents = {parent for path in paths if path in self.found for parent in self.found[path].parents}
        return [path for path in paths if path not in parents]

    def problem(self) -> Recognised | None:
        """The first disk that something stands in the way of; that an image of a WIM must be chosen is no problem."""
        known = [self.found[path] for path in self.disks() if path in self.found]
        return next((item for item in known if item.problem and not is_choice(item)), None)

    def wim_images(self) -> tuple[WimChoice, ...]:
        """The images of the first WIM file."""
        known = [self.found[path] for path in self._session.migration.paths if path in self.found]
        return next((item.images for item in known if item.images), ())

    def states(self) -> dict[str, str]:
        """Each disk against what it was when it was scanned."""
        return disk_states(self._session.migration, self.found)

    def _take(self, items: list[Recognised]) -> None:
        """Fill in what was found; a machine's folder is replaced by its disks."""
        for item in items:
            self.found[item.path] = item
        for item in items:
            if item.inside and item.path in self._session.migration.paths:
                self.opened.emit(item.path, item.inside)
                self.older = item.older
        self.changed.emit()

    def _over(self) -> None:
        if self._job is not None and not self._job.running:
            self._job = None


def is_choice(item: Recognised) -> bool:
    """Whether all that stands in the way is that nobody has chosen an image of a WIM file."""
    return item.problem == "source.wim-choice" and bool(item.images)
