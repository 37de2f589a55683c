"""One migration open in one window: the document, what a scan found, what follows from both, and the jobs."""

from __future__ import annotations

import uuid
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from reberth.migration import flow
from reberth.migration.document import Migration, identify, load, save
from reberth.model.errors import ReberthError
from reberth_gui.jobs.running import Running
from reberth_gui.session.derived import Derived
from reberth_gui.session.drafts import draft_path
from reberth_gui.session.settings import Settings

if TYPE_CHECKING:
    from reberth.jobs.verb import Verb
    from reberth.migration.edited import EditedFiles
    from reberth.model.finding import Finding
    from reberth.model.inventory import Inventory
    from reberth.model.plan import Plan
    from reberth.model.rendered import RenderedFile
    from reberth_gui.jobs.running import MakeWork

_SAVE_AFTER_MS = 800
# Verbs that only look: nothing is lost when they are ended.
_LOOKING = frozenset({"recognise", "sample", "images", "list", "read", "logs", "processes", "doctor"})
# Fields on which plan and files depend.
_PLANNED_FROM = frozenset({"selection", "edits"})


class Session(QObject):
    """A migration on its way.

    Attributes:
        path: The document; None until there is something to keep.
        secrets: Values for the test run by variable name; in memory only, gone with the window.
        settings: The program's.
        jobs: Jobs that have not ended.
        make_work: Makes something else than workers, for ``--demo`` and tests.

    Signals:
        changed: The document changed.
        scanned: There is a new inventory, or none any more.
        replanned: Plan, files and edits may be others now.
        job_changed: A job started or ended.
        saved: The document was written.
        save_failed: A :class:`ReberthError` from writing it.
    """

    changed = Signal()
    scanned = Signal()
    replanned = Signal()
    job_changed = Signal()
    saved = Signal()
    save_failed = Signal(object)

    def __init__(
        self,
        migration: Migration | None = None,
        path: Path | None = None,
        settings: Settings | None = None,
        make_work: MakeWork | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Open a migration.

        Args:
            migration: The document, a new one by default.
            path: Its file.
            settings: The program's settings.
            make_work: Makes something else than workers, for ``--demo`` and tests.
            parent: Owner in the sense of Qt.
        """
        super().__init__(parent)
        self.path = path
        self.settings = settings or Settings(parent=self)
        self.secrets: dict[str, str] = {}
        self.jobs: tuple[Running, ...] = ()
        self._migration = migration or Migration(str(uuid.uuid4()))
        self.make_work = make_work
        self._inventory: Inventory | None = None
        self._derived = Derived(self)
        self._derived.made.connect(self.replanned)
        self._unsaved = False
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_SAVE_AFTER_MS)
        self._saving.timeout.connect(self.save)

    @classmethod
    def open(cls, path: Path, settings: Settings | None = None) -> Session:
        """Open a document.

        Raises:
            ReberthError: ``migration.*``.
        """
        return cls(load(path), path.absolute(), settings)

    @property
    def migration(self) -> Migration:
        """The document as it is now."""
        return self._migration

    @property
    def inventory(self) -> Inventory | None:
        """What the last scan found, None before it."""
        return self._inventory

    @property
    def endpoint(self) -> str:
        """The engine's address: this migration's, else that of the settings, "" for Docker's own choice."""
        return self._migration.endpoint or self.settings.endpoint

    @property
    def name(self) -> str:
        """What the window is called after: the document, the server, the first disk; "" for a new migration."""
        if self.path is not None:
            return self.path.stem
        if self._inventory is not None and self._inventory.windows.computer_name:
            return self._inventory.windows.computer_name
        # A path of the document may come from Windows.
        return PurePath(self._migration.paths[0].replace("\\", "/")).stem if self._migration.paths else ""

    @property
    def plan(self) -> Plan | None:
        """What the image will be; None without an inventory, or when :attr:`plan_error` says why not."""
        return self._derived.plan(self._inventory, self._migration)

    @property
    def plan_error(self) -> ReberthError | None:
        """Why there is no plan."""
        return self._derived.error(self._inventory, self._migration)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the scan found and what the rules of the readiness report say of the plan."""
        return self._derived.findings(self._inventory, self._migration)

    def prepare(self) -> None:
        """Get ready to plan, while nobody waits for it."""
        self._derived.prepare()

    @property
    def planning(self) -> bool:
        """Whether a plan is on its way; :attr:`replanned` tells when it is there."""
        return self._derived.making

    @property
    def rendered(self) -> tuple[RenderedFile, ...]:
        """All generated files, sorted by path, without hand edits; empty without a plan."""
        return self._derived.rendered(self._inventory, self._migration)

    @property
    def files(self) -> EditedFiles:
        """The generated files with the hand edits in them, and what became of each edit; none without a plan."""
        return self._derived.files(self._inventory, self._migration)

    def update(self, **fields: Any) -> None:
        """Replace fields of the document; nothing happens when they are the same."""
        before, self._migration = self._migration, replace(self._migration, **fields)
        if self._migration == before:
            return
        self._unsaved = True
        self._saving.start()
        if _PLANNED_FROM & fields.keys():
            self.replanned.emit()
        self.changed.emit()

    def take(self, inventory: Inventory) -> None:
        """Take what a scan found."""
        self._inventory = inventory
        self.update(identities=identify(self._migration.paths))
        self.scanned.emit()
        self.replanned.emit()

    def forget_scan(self) -> None:
        """The disks are others now: what was found in the old ones does not count any more."""
        if self._inventory is not None:
            self._inventory = None
            self.scanned.emit()
            self.replanned.emit()

    def mark_seen(self, step: str) -> None:
        """A step was left by Next, or its job ended well."""
        self.update(seen=flow.mark_seen(step, self._migration).seen)

    def state(self, step: str, *, current: str, warnings: frozenset[str]) -> flow.State:
        """How a step stands."""
        scanned = self._inventory is not None
        return flow.state(step, self._migration, current=current, scanned=scanned, warnings=warnings)

    def start(self, verb: Verb[Any, Any], request: Any) -> Running:
        """Start a job that belongs to this migration; it goes on when its page is left."""
        running = Running(verb, request, self, self.make_work)
        self.jobs = (*self.jobs, running)
        running.over.connect(self._ended)
        running.start()
        self.job_changed.emit()
        return running

    @property
    def busy(self) -> bool:
        """Whether a job is on its way that somebody waits for."""
        return any(job.verb.name not in _LOOKING for job in self.jobs)

    def job(self, name: str) -> Running | None:
        """The job of a verb that is on its way."""
        return next((item for item in self.jobs if item.verb.name == name), None)

    def let_go(self) -> None:
        """The pages that started jobs go away: end the jobs, and nobody hears of them any more."""
        for job in self.jobs:
            job.cancel()
            job.blockSignals(True)
        self.jobs = ()

    def save(self) -> bool:
        """Write the document now, if there is something to keep; False when it could not be, as is told."""
        self._saving.stop()
        if not self._unsaved or not (self._migration.paths or self.path):
            return True
        path = self.path or draft_path(self.settings.drafts, self.name, self._migration.id)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            save(self._migration, path)
        except OSError as error:
            self.save_failed.emit(
                ReberthError("output.write-failed", path=str(path), reason=error.strerror or str(error))
            )
            return False
        except ReberthError as error:
            self.save_failed.emit(error)
            return False
        self._unsaved = False
        if self.path != path:
            self.path = path
        self.settings.remember(path)
        self.saved.emit()
        return True

    def save_as(self, path: Path) -> None:
        """Give the document a place of its own, and write it there."""
        self.path = path.absolute()
        self._unsaved = True
        self.save()

    def _ended(self) -> None:
        """Let go of the job that is over.

        Not by ``deleteLater``: when the session itself was let go of before the event loop came to that, the job was
        deleted twice. So the last reference to it goes once nothing of it is being called any more.
        """
        running = self.sender()
        self.jobs = tuple(item for item in self.jobs if item is not running)
        if running is not None:
            running.setParent(None)
            QTimer.singleShot(0, self, partial(_let_go, running))
        self.job_changed.emit()


def _let_go(_job: QObject) -> None:
    """Who called this was the last to hold the job."""
