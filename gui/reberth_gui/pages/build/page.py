"""The sixth step: check, build, see each step, understand a failure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from PySide6.QtWidgets import QVBoxLayout

from reberth.containers.image_name import is_image_name
from reberth.jobs.table import BUILD, LAYERS
from reberth.migration.document import BuildRecord
from reberth.migration.edited import text_of
from reberth.migration.flow import build_inputs
from reberth.migration.requests import build_request
from reberth.model.engine_requests import LayersRequest
from reberth.rendering.naming import image_tag
from reberth_gui.language import words
from reberth_gui.pages.build.asking import Asking
from reberth_gui.pages.build.checks_box import ChecksBox
from reberth_gui.pages.build.settings_box import BuildSettings
from reberth_gui.pages.build.tables import time_text
from reberth_gui.pages.build.view import BuildView
from reberth_gui.shell.page import Page
from reberth_gui.widgets.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from reberth.model.engine_requests import BuildResult, LayersResult
    from reberth.model.errors import ReberthError
    from reberth_gui.jobs.running import Running
    from reberth_gui.session.session import Session
    from reberth_gui.style.icons import Kind


class BuildPage(Page):
    """A build goes on when its page is left; there is one at a time."""

    name: ClassVar[str] = "build"

    def __init__(self, session: Session) -> None:
        """Make the page."""
        super().__init__(session)
        self._job: Running | None = None
        self._stale = True
        self._inputs = ""
        self.settings = BuildSettings()
        self.checks = ChecksBox()
        self.asking = Asking(session, self.settings, self.checks)
        self.ready = Banner()
        self.outcome = Banner()
        self.view = BuildView()
        self.view.tabs.insertTab(0, self.checks, self.tr("Ch&ecks"))
        self.view.tabs.setCurrentIndex(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.settings, self.ready, self.outcome):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        self.settings.edited.connect(self._settings_edited)
        self.checks.again.connect(self.asking.ask)
        self.checks.told.connect(self._show_ready)
        self.view.moved.connect(self.changed)
        self.view.failed.connect(self.failed)
        session.replanned.connect(self._replanned)

    # --- what the shell asks

    def title(self) -> str:
        """The instruction."""
        return self.tr("Build the image")

    def note(self) -> str:
        """Where the build stands."""
        if self._job is not None:
            step = self.view.state.current
            if step is None:
                return self.tr("Preparing")
            return self.tr("Step {number} of {total}").format(number=step.number, total=len(self.view.state.steps))
        builds = self.session.migration.builds
        if not builds:
            return ""
        return self.tr("Failed") if builds[-1].code else builds[-1].tag

    def enter(self) -> None:
        """Show the document's values and what can be known before."""
        self._show_settings()
        if self._job is None:
            if self._stale:
                self._plan()
                self.outcome.say("info", "")
            self.asking.ask()

    def action(self) -> tuple[str, Callable[[], None]] | None:
        """Build, or cancel."""
        if self._job is None:
            return self.tr("Build &image"), self.build
        if self._job.cancelling:
            return self.tr("Cancelling\N{HORIZONTAL ELLIPSIS}"), self._nothing
        return self.tr("&Cancel build"), self.cancel

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
        if error.code.startswith("output."):
            return []
        found: list[tuple[str, Callable[[], None]]] = [(self.tr("Try again"), self.build)]
        if error.params.get("line"):
            found.insert(0, (self.tr("Edit the Dockerfile"), self._edit))
        return found

    def focus_first(self) -> QWidget | None:
        """The image's name."""
        return self.settings.tag

    # --- the build

    def build(self) -> None:
        """Start, unless the name is none."""
        if self._job is not None:
            return
        self.asking.look()
        tag = self.settings.name
        if not is_image_name(tag):
            self.view.tabs.setCurrentWidget(self.checks)
            self.settings.tag.setFocus()
            return
        self.session.update(tag=tag)
        self._plan()
        self.failed.emit(None)
        self.outcome.say("info", "")
        self.ready.say("info", "")
        self.settings.setEnabled(False)
        self.view.begin()
        self._inputs = build_inputs(self.session.migration)
        request = replace(
            build_request(self.session.migration, self.session.endpoint),
            pull=self.settings.pull.isChecked(),
            installers=self.settings.installers.text(),
            build_args=_proxy(self.session.settings.proxy),
        )
        job = self._job = self.session.start(BUILD, request)
        job.events.connect(self.view.hear)
        job.finished.connect(self._built)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._cancelled)
        job.over.connect(self._over)
        self.changed.emit()

    def cancel(self) -> None:
        """Ask the build to end; that takes a moment."""
        if self._job is not None:
            self._job.cancel()
            self.changed.emit()

    def _built(self, result: BuildResult) -> None:
        self.view.state.finish()
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
        self.view.show_layers(result.layers)

    def _failed(self, error: ReberthError) -> None:
        seconds = self.view.fail(_number(error, "step"), _number(error, "line"))
        self._record(BuildRecord("", self.session.migration.tag, _now(), round(seconds, 1), error.code))
        told = words(error.code, error.params)
        self.outcome.say("bad", " ".join(part for part in (told.sentence, told.cause) if part))
        self.failed.emit(error)

    def _cancelled(self) -> None:
        self.view.state.cancel()
        self.outcome.say("info", self.tr("The build was cancelled. Nothing of it is left on the engine."))

    def _over(self) -> None:
        self._job = None
        self.view.end()
        self.settings.setEnabled(True)
        self.asking.look()
        self.changed.emit()

    def _record(self, record: BuildRecord) -> None:
        self.session.update(builds=(*self.session.migration.builds, record))

    # --- before it

    def _plan(self) -> None:
        """The Dockerfile and its steps before the first of them runs."""
        self._stale = False
        files = self.session.files.files
        self.view.plan(next((text_of(file) for file in files if file.path == "Dockerfile"), ""))

    def _show_settings(self) -> None:
        migration, plan = self.session.migration, self.session.plan
        tag = migration.tag or (image_tag(plan.server) if plan is not None else "")
        needed = plan is not None and bool(plan.add_ons)
        self.settings.show_values(tag, migration.build_isolation, installers=needed)

    def _settings_edited(self) -> None:
        tag = self.settings.name
        self.session.update(
            build_isolation=self.settings.chosen_isolation, **({"tag": tag} if is_image_name(tag) else {})
        )
        self.asking.look()

    def _show_ready(self, kind: Kind, text: str) -> None:
        """Whether it can be built now; beside the outcome of a build only what stands in the way of the next."""
        if self._job is None:
            self.ready.say(kind, "" if kind in {"good", "current"} and self.outcome.text else text)

    def _replanned(self) -> None:
        self._stale = True
        if self.isVisible() and self._job is None:
            self.enter()

    def _edit(self) -> None:
        self.go.emit("dockerfile")

    def _nothing(self) -> None:
        """Cancelling takes a moment; there is nothing to press meanwhile."""


def _number(error: ReberthError, name: str) -> int:
    """A number among an error's parameters, 0 where there is none."""
    found = error.params.get(name, 0)
    return found if isinstance(found, int) else 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _proxy(proxy: str) -> tuple[tuple[str, str], ...]:
    """What steps that load something need behind a proxy; the engine knows these names without an ARG."""
    return (("HTTP_PROXY", proxy), ("HTTPS_PROXY", proxy)) if proxy else ()
