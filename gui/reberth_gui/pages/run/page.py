"""The seventh step: start, ask, understand, compare, and go on from there."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reberth.cli.quantities import memory_of, ports_of
from reberth.jobs.table import DOCTOR
from reberth.migration.document import RunRecord
from reberth.migration.flow import build_is_current
from reberth.model.engine_requests import DoctorRequest, RunRequest
from reberth.model.errors import ReberthError
from reberth_gui.language import words
from reberth_gui.models.quantities import decimal_text
from reberth_gui.pages.run.container import Container
from reberth_gui.pages.run.form import RunForm
from reberth_gui.pages.run.going_on import GoingOn, server_name
from reberth_gui.pages.run.next_steps import NextSteps
from reberth_gui.pages.run.other_tabs import CompareTab, ProcessesTab, ReplayTab
from reberth_gui.pages.run.progress import show_progress
from reberth_gui.pages.run.replaying import Replaying
from reberth_gui.pages.run.sites_tab import SitesTab
from reberth_gui.pages.run.tables import Trial, is_good, isolation_text
from reberth_gui.pages.run.what_now import WhatNow
from reberth_gui.shell.page import Page
from reberth_gui.widgets.banner import Banner
from reberth_gui.widgets.log_view import LogView
from reberth_gui.widgets.progress_line import ProgressLine
from reberth_gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.model.engine import Isolation
    from reberth.model.engine_requests import DoctorResult, RunResult
    from reberth.model.events import Event
    from reberth_gui.session.session import Session

_LOOK_MS = 5000


class RunPage(Page):
    """A trial run and what follows."""

    name: ClassVar[str] = "run"

    def __init__(self, session: Session) -> None:
        """Make the page."""
        super().__init__(session)
        self.trials: tuple[Trial, ...] = ()
        self._asked_for: Isolation = "default"
        self._asking = False
        self.container = Container(session, self)
        self.progress = ProgressLine(self.tr("Progress of the test run"))
        self.outcome = Banner()
        self._make_tabs()
        self.replaying = Replaying(session, self.container, self.replay)
        self.next_steps = NextSteps(session, self.what_now)
        self.going_on = GoingOn(session, self.what_now, self.next_steps)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_if_seen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.progress)
        column.addWidget(self.outcome)
        column.addWidget(self.tabs, 1)
        self._connect()

    def _make_tabs(self) -> None:
        self.form = RunForm()
        self.sites = SitesTab()
        self.log = LogView(self.tr("Log of the container"))
        self.processes = ProcessesTab()
        self.replay = ReplayTab()
        self.compare = CompareTab()
        self.what_now = WhatNow()
        self.log_tab = QWidget()
        QVBoxLayout(self.log_tab).addWidget(self.log)
        self.tabs = Tabs(self.tr("Settings and results of the test run"))
        for widget, text in (
            (self.form, self.tr("&Settings")),
            (self.sites, self.tr("S&ites")),
            (self.log_tab, self.tr("&Log")),
            (self.processes, self.tr("&Use and processes")),
            (self.replay, self.tr("Old lo&gs")),
            (self.compare, self.tr("Mo&des compared")),
            (self.what_now, self.tr("What &now")),
        ):
            self.tabs.addTab(widget, text)

    def _connect(self) -> None:
        self.form.edited.connect(self._form_edited)
        self.container.changed.connect(self._state_changed)
        self.container.heard.connect(self._heard)
        self.container.answered.connect(self._answered)
        self.container.logged.connect(self.log.add)
        self.container.looked.connect(self.processes.show_processes)
        self.container.failed.connect(self._failed)
        self.container.cancelled.connect(self._cancelled)
        self.container.ended.connect(self._container_ended)
        self.tabs.currentChanged.connect(lambda _index: self._tab_shown())
        self.processes.asked.connect(self.container.look)
        self.replaying.failed.connect(self.failed)
        self.next_steps.failed.connect(self.failed)
        self.compare.asked.connect(self.run_other_mode)
        self.going_on.failed.connect(self.failed)

    # --- what the shell asks

    def title(self) -> str:
        """The instruction."""
        return self.tr("Test the image")

    def note(self) -> str:
        """How the last run went."""
        if self.container.state == "starting":
            return self.tr("Starting")
        runs = self.session.migration.runs
        if not runs:
            return ""
        return self.tr("{good} of {count} answered well").format(good=runs[-1].good, count=runs[-1].probes)

    def enter(self) -> None:
        """Show the settings, ask the engine what each mode means, and gather what can be done."""
        self.form.show_settings(self.session.migration.run)
        self.form.show_advice((), "")
        self._ask_engine()
        self._warn()
        self._tab_shown()

    def action(self) -> tuple[str, Callable[[], None]] | None:
        """Start, cancel the start, or stop."""
        return {
            "none": (self.tr("Start &test run"), self.start),
            "starting": (self.tr("&Cancel start"), self.container.cancel),
            "running": (self.tr("St&op container"), self.container.stop),
            "stopping": (self.tr("Stopping\N{HORIZONTAL ELLIPSIS}"), self._nothing),
        }[self.container.state]

    def next_text(self) -> str:
        """It is the last step."""
        return ""

    def warning(self) -> bool:
        """A site did not answer well."""
        runs = self.session.migration.runs
        return bool(runs) and runs[-1].good < runs[-1].probes

    def remedies(self, error: ReberthError) -> list[tuple[str, Callable[[], None]]]:
        """Do again what failed; a start in the other mode as well."""
        again = self.tr("Try again")
        for job in (self.next_steps, self.replaying):
            if error is job.error:
                return [(again, job.again)]
        if error.code.startswith(("usage.", "output.")):
            return []
        return [(again, self.start), (self.tr("Try the other mode"), self.run_other_mode)]

    def holds(self) -> bool:
        """A container is there, or on its way in or out."""
        return self.container.state != "none"

    def let_go(self) -> None:
        """Stop and remove the container."""
        self.container.stop()

    def focus_first(self) -> QWidget | None:
        """The mode chosen, or the results."""
        return self.form.modes[self.form.isolation] if self.tabs.currentWidget() is self.form else self.tabs.tabBar()

    # --- the run

    def start(self) -> None:
        """Start with what the form says."""
        migration, plan = self.session.migration, self.session.plan
        if not migration.builds or migration.builds[-1].code:
            self.go.emit("build")
            return
        self.failed.emit(None)
        try:
            settings = self.form.settings()
        except ReberthError as error:
            self.tabs.setCurrentWidget(self.form)
            self.failed.emit(error)
            return
        self.session.update(run=settings)
        wanted = {item.variable for item in plan.secrets} if plan is not None else set[str]()
        values = tuple(item for item in sorted(self.session.secrets.items()) if item[0] in wanted)
        self._asked_for = settings.isolation
        request = RunRequest(
            migration.builds[-1].image,
            self.session.endpoint,
            settings.isolation,
            ports_of(list(settings.ports)),
            # One that an earlier window left running keeps its name.
            f"{server_name(self.session)}-{migration.id[:8]}-{secrets.token_hex(2)}",
            (*settings.environment, *values),
            cpus=settings.cpus,
            memory=memory_of(settings.memory),
        )
        self.log.clear()
        self.sites.show_answers(())
        self.outcome.say("info", "")
        self.container.start(request)

    def run_other_mode(self) -> None:
        """Run again under the other kind of isolation."""
        last = self.trials[-1] if self.trials else None
        now = (last.result.isolation or last.isolation) if last is not None else self._asked_for
        self.form.choose("process" if now == "hyperv" else "hyperv")
        self.start()

    def _heard(self, events: list[Event]) -> None:
        show_progress(self.progress, events)

    def _answered(self, result: RunResult) -> None:
        good = sum(is_good(item) for item in result.probes)
        others = [item for item in self.trials if item.isolation != self._asked_for]
        self.trials = (*others[-1:], Trial(self._asked_for, result))
        when = datetime.now(UTC).isoformat(timespec="seconds")
        record = RunRecord(self._asked_for, when, good, len(result.probes))
        self.session.update(runs=(*self.session.migration.runs, record))
        self.session.mark_seen("run")
        self.sites.show_answers(result.probes)
        self.compare.show_trials(self.trials)
        self.compare.button.setEnabled(True)
        text = self.tr(
            "{good} of %Ln request(s) answered well; ready after {seconds} s. {isolation}.", "", len(result.probes)
        ).format(
            good=good,
            seconds=decimal_text(result.seconds),
            isolation=isolation_text(result.isolation),
        )
        kept = self.tr("{container} runs until you stop it or close the window.")
        told = f"{text} {kept.format(container=result.name)}"
        self.outcome.say("good" if good == len(result.probes) else "warning", told)
        self.tabs.setCurrentWidget(self.compare if len(self.trials) > 1 else self.sites)

    def _failed(self, error: ReberthError) -> None:
        self.outcome.say("bad", words(error.code, error.params).sentence)
        self.failed.emit(error)

    def _cancelled(self) -> None:
        self.outcome.say("info", self.tr("Cancelled. No container is left."))

    def _state_changed(self) -> None:
        state = self.container.state
        running = state == "running"
        if state == "starting":
            self.progress.begin(self.tr("Starting"))
        else:
            self.progress.end()
        self.processes.button.setEnabled(running)
        self.replay.button.setEnabled(running)
        self.form.setEnabled(state in {"none", "running"})
        if running:
            self._look.start()
        else:
            self._look.stop()
            self.processes.clear()
        self.changed.emit()

    def _container_ended(self) -> None:
        self.outcome.say("warning", self.tr("The container has ended by itself; its log says more."))

    def _tab_shown(self) -> None:
        self._look_if_seen()
        if self.tabs.currentWidget() is self.what_now:
            self.going_on.show()

    def _look_if_seen(self) -> None:
        if self.processes.isVisible():
            self.container.look()

    # --- before it

    def _ask_engine(self) -> None:
        plan = self.session.plan
        if self._asking or plan is None:
            return
        self._asking = True
        job = self.session.start(DOCTOR, DoctorRequest(self.session.endpoint, bases=(plan.base.reference,), ports=()))
        job.finished.connect(self._engine_known)
        job.over.connect(self._engine_asked)

    def _engine_known(self, result: DoctorResult) -> None:
        self.form.show_advice(result.advice, result.engine.isolation if result.engine is not None else "")

    def _engine_asked(self) -> None:
        self._asking = False

    def _warn(self) -> None:
        """Say what will make the run tell little: an old image, values that are missing."""
        if self.container.state != "none":
            return
        migration, plan = self.session.migration, self.session.plan
        if migration.builds and not build_is_current(migration):
            self.outcome.say("warning", self.tr("The image was built before your last changes: build it anew first."))
            return
        names = dict.fromkeys(item.variable for item in plan.secrets) if plan is not None else {}
        missing = [name for name in names if not self.session.secrets.get(name)]
        if missing:
            text = self.tr("Without a value: {names}. Enter them on the page Dockerfile, or see what fails without.")
            self.outcome.say("warning", text.format(names=", ".join(missing)))

    def _form_edited(self) -> None:
        """Keep what makes sense; what does not is told at the start."""
        try:
            self.session.update(run=self.form.settings())
        except ReberthError:
            self.session.update(run=replace(self.session.migration.run, isolation=self.form.isolation))

    def _nothing(self) -> None:
        """Stopping takes a moment; there is nothing to press meanwhile."""
