"""The sixth step: check, build, see each step, understand a failure."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from reberth.jobs.table import BUILD, DOCTOR, LAYERS
from reberth.migration.document import BuildRecord
from reberth.migration.edited import edited_files, text_of
from reberth.migration.flow import build_inputs
from reberth.migration.requests import build_request
from reberth.model.engine_requests import DoctorRequest, LayersRequest
from reberth.rendering.naming import image_tag
from reberth_gui.language import words
from reberth_gui.models.rows import Rows
from reberth_gui.pages.build.build_state import BuildState
from reberth_gui.pages.build.checks_box import ChecksBox
from reberth_gui.pages.build.preflight import preflight, valid_tag
from reberth_gui.pages.build.settings_box import BuildSettings
from reberth_gui.pages.build.tables import layer_headers, layer_rows, pulled_rows, step_headers, step_rows, time_text
from reberth_gui.shell.page import Page
from reberth_gui.widgets.banner import Banner
from reberth_gui.widgets.code_view import CodeView
from reberth_gui.widgets.log_view import LogLine, LogView
from reberth_gui.widgets.progress_line import ProgressLine
from reberth_gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex

    from reberth.model.engine_requests import BuildResult, DoctorResult, LayersResult
    from reberth.model.errors import ReberthError
    from reberth.model.events import Event
    from reberth_gui.jobs.running import Running
    from reberth_gui.session.session import Session

# More of a log than anybody reads; a runaway command must not eat the memory.
_MOST_KEPT = 200_000
_TICK_MS = 500


class BuildPage(Page):
    """A build goes on when its page is left; there is one at a time."""

    name: ClassVar[str] = "build"

    def __init__(self, session: Session) -> None:
        """Make the page."""
        super().__init__(session)
        self.state = BuildState()
        self._job: Running | None = None
        self._asking: Running | None = None
        self._stale = True
        self._inputs = ""
        self._kept: deque[LogLine] = deque(maxlen=_MOST_KEPT)
        self._of_all, self._of_step = QElapsedTimer(), QElapsedTimer()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_times)
        self._make_parts()
        self._lay_out()
        session.replanned.connect(self._replanned)

    def _make_parts(self) -> None:
        self.settings = BuildSettings()
        self.settings.edited.connect(self._settings_edited)
        self.checks = ChecksBox()
        self.checks.again.connect(self._check_all)
        self.progress = ProgressLine(self.tr("Progress of the build"))
        self.outcome = Banner()
        self.steps = Rows(step_headers(), self)
        self.step_table = Table(self.tr("Steps of the build"), lines=8)
        self.step_table.show_model(self.steps, (30, 4, 6, 8))
        self.step_table.selectionModel().currentChanged.connect(self._step_chosen)
        self.step_table.activated.connect(self._step_activated)
        self.dockerfile = CodeView(self.tr("Dockerfile of this build"))
        self.log = LogView(self.tr("Log of the build"))
        self.layers = Rows(layer_headers(), self)
        self.layer_table = Table(self.tr("Layers of the image"))
        self.layer_table.show_model(self.layers, (16, 20))
        self._save = QPushButton(self.tr("&Save log\N{HORIZONTAL ELLIPSIS}"))
        self._save.clicked.connect(self._save_log)

    def _lay_out(self) -> None:
        log = QWidget()
        inside = QVBoxLayout(log)
        inside.addWidget(self.log, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._save)
        inside.addLayout(row)
        tabs = QTabWidget()
        tabs.addTab(log, self.tr("Lo&g"))
        tabs.addTab(self.layer_table, self.tr("La&yers"))
        tabs.setAccessibleName(self.tr("Log and layers"))
        upper = QSplitter()
        upper.setChildrenCollapsible(False)
        upper.addWidget(self.step_table)
        upper.addWidget(self.dockerfile)
        upper.setStretchFactor(0, 3)
        upper.setStretchFactor(1, 2)
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.setChildrenCollapsible(False)
        whole.addWidget(upper)
        whole.addWidget(tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.settings)
        column.addWidget(self.checks)
        column.addWidget(self.progress)
        column.addWidget(self.outcome)
        column.addWidget(whole, 1)

    def title(self) -> str:
        """The instruction."""
        return self.tr("Build the image")

    def note(self) -> str:
        """Where the build stands."""
        if self._job is not None:
            step = self.state.current
            if step is None:
                return self.tr("Preparing")
            return self.tr("Step {number} of {total}").format(number=step.number, total=len(self.state.steps))
        builds = self.session.migration.builds
        if not builds:
            return ""
        return self.tr("Failed") if builds[-1].code else builds[-1].tag

    def enter(self) -> None:
        """Show the document's values and what can be known before."""
        self._show_settings()
        if self._job is None:
            if self._stale:
                self._show_planned()
                self.outcome.say("info", "")
                self.layers.fill(())
            self._check_all()

    def action(self) -> tuple[str, Callable[[], None]] | None:
        """Build, or cancel."""
        if self._job is not None:
            if self._job.cancelling:
                return self.tr("Cancelling\N{HORIZONTAL ELLIPSIS}"), self._nothing
            return self.tr("&Cancel build"), self._job.cancel
        return self.tr("Build &image"), self.build

    def next_text(self) -> str:
        """What comes."""
        return self.tr("&Test run")

    def can_next(self) -> bool:
        """When the last build ended well."""
        builds = self.session.migration.builds
        return self._job is None and bool(builds) and not builds[-1].code

    def warning(self) -> bool:
        """The last build failed."""
        builds = self.session.migration.builds
        return bool(builds) and bool(builds[-1].code)

    def remedies(self, error: ReberthError) -> list[tuple[str, Callable[[], None]]]:
        """Look at the line that failed; try again."""
        found: list[tuple[str, Callable[[], None]]] = [(self.tr("Try again"), self.build)]
        if error.params.get("line"):
            found.insert(0, (self.tr("Edit the Dockerfile"), lambda: self.go.emit("dockerfile")))
        return found

    def focus_first(self) -> QWidget | None:
        """The image's name."""
        return self.settings.tag

    def build(self) -> None:
        """Start, unless the name is none."""
        if self._job is not None:
            return
        self._check()
        tag = self._tag()
        if not valid_tag(tag):
            self.settings.tag.setFocus()
            return
        self.session.update(tag=tag)
        self._begin()
        self._inputs = build_inputs(self.session.migration)
        request = replace(
            build_request(self.session.migration, self.session.endpoint),
            pull=self.settings.pull.isChecked(),
            installers=self.settings.installers.text(),
            build_args=_proxy(self.session.settings.proxy),
        )
        job = self._job = self.session.start(BUILD, request)
        job.events.connect(self._heard)
        job.finished.connect(self._built)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._cancelled)
        job.over.connect(self._over)
        self.changed.emit()

    def _begin(self) -> None:
        self._show_planned()
        self._kept.clear()
        self.failed.emit(None)
        self.log.clear()
        self.layers.fill(())
        self.outcome.say("info", "")
        self.checks.hide()
        self.settings.setEnabled(False)
        self.progress.begin(self.tr("Starting"))
        self._of_all.start()
        self._of_step.start()
        self._tick.start()

    def _heard(self, events: list[Event]) -> None:
        before = self.state.current
        lines = self.state.take(events)
        if self.state.current is not before:
            self._of_step.restart()
            self.changed.emit()
        if lines:
            self._kept.extend(lines)
            self.log.add(lines)
        if self.state.layers:
            self.layers.replace(pulled_rows(self.state.layers.values()))
        self._show_times()

    def _show_times(self) -> None:
        self.steps.replace(step_rows(self.state, self._of_step.elapsed() / 1000))
        step = self.state.current
        text = words(self.state.phase).sentence if self.state.phase else ""
        if step is not None and not text:
            text = self.tr("Step {number} of {total}: {text}").format(
                number=step.number, total=len(self.state.steps), text=step.text[:120]
            )
        elapsed = self.tr("{time} elapsed").format(time=time_text(self._of_all.elapsed() / 1000))
        self.progress.go_on(self.state.fraction, f"{text or self.tr('Starting')}   ({elapsed})")

    def _built(self, result: BuildResult) -> None:
        self.state.finish()
        self._record(BuildRecord(result.image_id, result.tags[0], _now(), result.seconds, inputs=self._inputs))
        self.session.mark_seen("build")
        self.outcome.say(
            "good",
            self.tr("The image {tag} is built: {steps} steps in {time}.").format(
                tag=result.tags[0], steps=result.steps, time=time_text(result.seconds)
            ),
        )
        asked = self.session.start(LAYERS, LayersRequest(result.image_id, self.session.endpoint))
        asked.finished.connect(self._layers_known)

    def _layers_known(self, result: LayersResult) -> None:
        self.state.add_sizes(tuple(layer.size for layer in result.layers))
        self.layers.fill(layer_rows(result.layers))
        self.steps.replace(step_rows(self.state))

    def _failed(self, error: ReberthError) -> None:
        step, line = error.params.get("step", 0), error.params.get("line", 0)
        self.state.fail(step if isinstance(step, int) else 0)
        seconds = self._of_all.elapsed() / 1000
        self._record(BuildRecord("", self.session.migration.tag, _now(), round(seconds, 1), error.code))
        told = words(error.code, error.params)
        self.outcome.say("bad", " ".join(part for part in (told.sentence, told.cause) if part))
        if isinstance(line, int) and line:
            self.dockerfile.set_marks({line: "removed"})
            self.dockerfile.go_to(line)
        self.failed.emit(error)

    def _cancelled(self) -> None:
        self.state.cancel()
        self.outcome.say("info", self.tr("The build was cancelled. Nothing of it is left on the engine."))

    def _over(self) -> None:
        self._job = None
        self._tick.stop()
        self.progress.end()
        self.settings.setEnabled(True)
        self.steps.replace(step_rows(self.state))
        self.changed.emit()

    def _record(self, record: BuildRecord) -> None:
        self.session.update(builds=(*self.session.migration.builds, record))

    def _show_planned(self) -> None:
        """The Dockerfile and its steps before the first of them runs."""
        self._stale = False
        files = edited_files(self.session.rendered, self.session.migration.edits).files
        text = next((text_of(file) for file in files if file.path == "Dockerfile"), "")
        self.dockerfile.set_text(text, "dockerfile")
        self.dockerfile.set_marks({})
        self.state = BuildState(text)
        self.steps.fill(step_rows(self.state))

    def _show_settings(self) -> None:
        migration, plan = self.session.migration, self.session.plan
        tag = migration.tag or (image_tag(plan.server) if plan is not None else "")
        needed = plan is not None and bool(plan.add_ons)
        self.settings.show_values(tag, migration.build_isolation, installers=needed)

    def _settings_edited(self) -> None:
        tag = self._tag()
        self.session.update(build_isolation=self.settings.chosen_isolation, **({"tag": tag} if valid_tag(tag) else {}))
        self._check()

    def _check(self) -> None:
        session = self.session
        lines = preflight(
            session.migration, session.plan, session.rendered, self._tag(), self.settings.installers.text()
        )
        self.checks.show_lines(lines)
        self.checks.setVisible(self._job is None)

    def _check_all(self) -> None:
        """Look at what is here, and ask the engine."""
        self._check()
        if self._asking is not None or self._job is not None:
            return
        plan, migration = self.session.plan, self.session.migration
        bases = (plan.base.reference,) if plan is not None else ()
        request = DoctorRequest(self.session.endpoint, bases=bases, ports=(), isolation=migration.build_isolation)
        self.checks.asking()
        self._asking = self.session.start(DOCTOR, request)
        # Methods rather than lambdas: those are forgotten with the page, should the job outlive it.
        self._asking.finished.connect(self._engine_known)
        self._asking.failed.connect(self._engine_unknown)
        self._asking.over.connect(self._asked)

    def _engine_known(self, result: DoctorResult) -> None:
        self.checks.show_checks(result.checks)

    def _engine_unknown(self, _error: ReberthError) -> None:
        self.checks.show_checks(())

    def _asked(self) -> None:
        self._asking = None

    def _tag(self) -> str:
        return self.settings.tag.text().strip()

    def _replanned(self) -> None:
        self._stale = True
        if self.isVisible() and self._job is None:
            self.enter()

    def _step_chosen(self, index: QModelIndex) -> None:
        step = self.steps.rows[index.row()].key if index.isValid() else None
        if step is not None and step.line:
            self.dockerfile.go_to(step.line)

    def _step_activated(self, index: QModelIndex) -> None:
        self.log.show_line(self.state.heading(index.row() + 1))

    def _save_log(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(self, self.tr("Save log"), "build.log")
        if path:
            Path(path).write_text("".join(line.text + "\n" for line in self._kept), encoding="utf-8")

    def _nothing(self) -> None:
        """Cancelling takes a moment; there is nothing to press meanwhile."""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _proxy(proxy: str) -> tuple[tuple[str, str], ...]:
    """What steps that load something need behind a proxy; the engine knows these names without an ARG."""
    return (("HTTP_PROXY", proxy), ("HTTPS_PROXY", proxy)) if proxy else ()
