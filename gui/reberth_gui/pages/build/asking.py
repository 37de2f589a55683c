"""What is asked before a build: the disks and the engine by workers, everything else is known here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reberth.jobs.table import DOCTOR, RECOGNISE
from reberth.model.engine_requests import DoctorRequest
from reberth.model.recognition import RecogniseRequest
from reberth_gui.models.disk_states import disk_states
from reberth_gui.pages.build.preflight import preflight

if TYPE_CHECKING:
    from reberth.model.engine_requests import DoctorResult
    from reberth.model.errors import ReberthError
    from reberth.model.recognition import Recognised
    from reberth_gui.jobs.running import Running
    from reberth_gui.pages.build.checks_box import ChecksBox
    from reberth_gui.pages.build.settings_box import BuildSettings
    from reberth_gui.session.session import Session


class Asking(QObject):
    """Fills the box with what is known, and with the answers when they come. Nothing here waits for them."""

    def __init__(self, session: Session, settings: BuildSettings, box: ChecksBox) -> None:
        """Nothing is asked yet."""
        super().__init__(box)
        self._session = session
        self._settings = settings
        self._box = box
        self._found: dict[str, Recognised] = {}
        self._states: dict[str, str] | None = None
        self._disks: Running | None = None
        self._engine: Running | None = None

    def look(self) -> None:
        """Show what can be told without asking anybody."""
        session, settings = self._session, self._settings
        lines = preflight(
            session.plan,
            session.files,
            settings.name,
            settings.installers.text(),
            self._states,
        )
        self._box.show_lines(lines)

    def ask(self) -> None:
        """Ask disks and engine, unless a question is on its way."""
        if self._disks is None:
            self._ask_disks()
        if self._engine is None:
            self._ask_engine()
        self.look()

    # Methods rather than lambdas: those are forgotten with the page, should a job outlive it.

    def _ask_disks(self) -> None:
        migration = self._session.migration
        self._states, self._found = (None if migration.paths else {}), {}
        if migration.paths:
            self._disks = self._session.start(
                RECOGNISE, RecogniseRequest(migration.paths, migration.wim_image, migration.paths)
            )
            self._disks.items.connect(self._disk_known)
            self._disks.finished.connect(self._disks_known)
            self._disks.failed.connect(self._disks_unknown)
            self._disks.over.connect(self._disks_asked)

    def _disk_known(self, items: list[Recognised]) -> None:
        self._found.update({item.path: item for item in items})

    def _disks_known(self, _count: int) -> None:
        self._states = disk_states(self._session.migration, self._found)
        self.look()

    def _disks_unknown(self, _error: ReberthError) -> None:
        self._states = dict.fromkeys(self._session.migration.paths, "unknown")
        self.look()

    def _disks_asked(self) -> None:
        self._disks = None

    def _ask_engine(self) -> None:
        plan, migration = self._session.plan, self._session.migration
        bases = (plan.base.reference,) if plan is not None else ()
        request = DoctorRequest(self._session.endpoint, bases=bases, ports=(), isolation=migration.build_isolation)
        self._box.asking()
        self._engine = self._session.start(DOCTOR, request)
        self._engine.finished.connect(self._engine_known)
        self._engine.failed.connect(self._engine_unknown)
        self._engine.over.connect(self._engine_asked)

    def _engine_known(self, result: DoctorResult) -> None:
        self._box.show_checks(result.checks)

    def _engine_unknown(self, error: ReberthError) -> None:
        self._box.show_error(error)

    def _engine_asked(self) -> None:
        self._engine = None
