"""The fifth step: look at what was generated, know why, change it by hand, keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QSplitter, QTabWidget, QVBoxLayout, QWidget

from reberth.jobs.table import CONVERT, DOCTOR
from reberth.migration.edited import EditedFiles, edited_files
from reberth.migration.requests import convert_request
from reberth.model.engine_requests import DoctorRequest
from reberth.model.events import Progress
from reberth.rendering.preview import preview
from reberth.rendering.stylesheet import PATH as STYLESHEET
from reberth_gui.language import words
from reberth_gui.models.rows import Row, Rows
from reberth_gui.pages.dockerfile.base_box import BaseBox
from reberth_gui.pages.dockerfile.context_rows import context_headers, context_rows
from reberth_gui.pages.dockerfile.file_editor import FileEditor
from reberth_gui.pages.dockerfile.secrets_box import SecretsBox
from reberth_gui.shell.page import Page
from reberth_gui.widgets.banner import Banner
from reberth_gui.widgets.diff_view import DiffView
from reberth_gui.widgets.progress_line import ProgressLine
from reberth_gui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex

    from reberth.model.edit import Edit
    from reberth.model.engine_requests import DoctorResult
    from reberth.model.errors import ReberthError
    from reberth.model.events import Event
    from reberth.model.requests import ConvertResult
    from reberth.model.selection import Selection
    from reberth_gui.jobs.running import Running
    from reberth_gui.session.session import Session

DOCKERFILE, COMPOSE, ENVIRONMENT = "Dockerfile", "compose.yaml", ".env.example"


class DockerfilePage(Page):
    """The generated files."""

    name: ClassVar[str] = "dockerfile"

    def __init__(self, session: Session) -> None:
        """Make the page; it is filled when it is shown."""
        super().__init__(session)
        self._files = EditedFiles((), ())
        self._stale = True
        self._job: Running | None = None
        self._folder = ""
        self._asking = False
        self._asked_of = ""
        self.base = BaseBox()
        self.base.chosen.connect(self._chosen)
        self.progress = ProgressLine(self.tr("Progress of saving the build folder"))
        self.outcome = Banner()
        self.problem = Banner()
        self._make_tabs()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.base)
        column.addWidget(self.problem)
        column.addWidget(self.progress)
        column.addWidget(self.outcome)
        column.addWidget(self.tabs, 1)
        session.replanned.connect(self._replanned)

    def _make_tabs(self) -> None:
        self.dockerfile = FileEditor(self.tr("Dockerfile"))
        self.compose = FileEditor(self.tr("compose.yaml"))
        self.environment = FileEditor(self.tr(".env.example"))
        self.script = FileEditor(self.tr("Generated file"))
        self.compose.bar.offer_sites(offered=False)
        self.environment.bar.offer_sites(offered=False)
        for editor in (self.dockerfile, self.compose, self.environment, self.script):
            editor.edited.connect(lambda edit, editor=editor: self._edited(editor.path, edit))
        configuration = QWidget()
        self.configuration = DiffView(self.tr("The base image's configuration"), self.tr("With your sites"))
        self.secrets = SecretsBox()
        self.secrets.entered.connect(self._secret_entered)
        self.context = Rows(context_headers(), self)
        self.context_table = Table(self.tr("What is in the build folder"))
        self.context_table.show_model(self.context, (34, 8, 10))
        self.context_table.activated.connect(self._open_file)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("Generated files"))
        self.tabs.addTab(self.dockerfile, self.tr("&Dockerfile"))
        QVBoxLayout(configuration).addWidget(self.configuration)
        self.tabs.addTab(configuration, self.tr("&IIS configuration"))
        self.tabs.addTab(self._scripts(), self.tr("Sc&ripts and data"))
        self.tabs.addTab(self.compose, self.tr("compose.&yaml"))
        self.tabs.addTab(self._values(), self.tr(".en&v and secrets"))
        self.tabs.addTab(self.context_table, self.tr("Build &folder"))
        self.tabs.currentChanged.connect(lambda _index: self._show_tab())

    def _scripts(self) -> QWidget:
        self.scripts = Rows((self.tr("File"),), self)
        self.script_table = Table(self.tr("Scripts and data of the image"))
        self.script_table.show_model(self.scripts)
        self.script_table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_script())
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(self.script_table)
        both.addWidget(self.script)
        both.setStretchFactor(1, 1)
        return both

    def _values(self) -> QWidget:
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.secrets)
        both.addWidget(self.environment)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 1)
        return both

    def title(self) -> str:
        """The instruction."""
        return self.tr("Look at the Dockerfile")

    def note(self) -> str:
        """Whether it is one's own."""
        edits = self.session.migration.edits
        if not edits:
            return ""
        if len(edits) == 1 and edits[0].file == DOCKERFILE:
            return self.tr("Edited by hand")
        return self.tr("%n file(s) edited by hand", "", len(edits))

    def enter(self) -> None:
        """Show what follows from the choices now."""
        if self._stale:
            self._fill()
        self._ask_engine()

    def leave(self) -> bool:
        """Nothing typed is lost."""
        for editor in self._editors():
            editor.take_text()
        return True

    def action(self) -> tuple[str, Callable[[], None]] | None:
        """Save the build folder, or cancel that."""
        if self._job is not None:
            return self.tr("&Cancel saving"), self._job.cancel
        return (self.tr("&Save build folder\N{HORIZONTAL ELLIPSIS}"), self.save) if self.session.plan else None

    def can_next(self) -> bool:
        """With a plan there is something to build."""
        return self.session.plan is not None

    def warning(self) -> bool:
        """A part of an edit has no place."""
        return bool(self.session.migration.edits) and any(
            item.state == "conflict" for item in self.session.edited.values()
        )

    def remedies(self, error: ReberthError) -> list[tuple[str, Callable[[], None]]]:
        """A folder of ours may be replaced; any other folder may be chosen anew."""
        found: list[tuple[str, Callable[[], None]]] = []
        if error.code == "output.folder-not-empty" and self._folder:
            found.append((self.tr("Replace the build folder in it"), lambda: self.save_to(self._folder, force=True)))
        if error.code.startswith("output."):
            found.append((self.tr("Choose another folder"), self.save))
        return found

    def focus_first(self) -> QWidget | None:
        """The Dockerfile."""
        return self.dockerfile.view

    def show_site(self, name: str) -> None:
        """Show the Dockerfile's lines for a site."""
        self.tabs.setCurrentWidget(self.dockerfile)
        self.dockerfile.show_site(name)

    def save(self) -> None:
        """Ask where, then save."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Save build folder"), self._folder)
        if folder:
            self.save_to(folder)

    def save_to(self, folder: str, *, force: bool = False) -> None:
        """Write the build folder."""
        if self._job is not None:
            return
        self.leave()
        self._folder = folder
        self.failed.emit(None)
        self.outcome.say("info", "")
        self.progress.begin(self.tr("Starting"))
        job = self._job = self.session.start(CONVERT, convert_request(self.session.migration, folder, force=force))
        job.events.connect(self._heard)
        job.finished.connect(self._saved)
        job.failed.connect(self.failed)
        job.cancelled.connect(self._save_cancelled)
        job.over.connect(self._over)
        self.changed.emit()

    def _heard(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Progress):
                part = event.done / event.total if event.total and event.unit == "bytes" else 0.0
                self.progress.go_on(part, words(event.phase).sentence)

    def _saved(self, result: ConvertResult) -> None:
        text = self.tr("The build folder is written: {folder}, %n content file(s).", "", result.files)
        self.outcome.say("good", text.format(folder=result.folder))

    def _save_cancelled(self) -> None:
        self.outcome.say("info", self.tr("Cancelled. Nothing was written."))

    def _over(self) -> None:
        self._job = None
        self.progress.end()
        self.changed.emit()

    def _ask_engine(self) -> None:
        """Without a target the engine's own machine is where it will run: ask what that one is."""
        plan = self.session.plan
        if plan is None or self.session.migration.target or self._asking:
            return
        self._asking, self._asked_of = True, plan.base.reference
        job = self.session.start(DOCTOR, DoctorRequest(self.session.endpoint, bases=(plan.base.reference,), ports=()))
        job.finished.connect(self._engine_known)
        job.over.connect(self._asked)

    def _engine_known(self, result: DoctorResult) -> None:
        plan = self.session.plan
        if plan is not None and plan.base.reference == self._asked_of and not self.session.migration.target:
            self.base.show_advice(result.advice)

    def _asked(self) -> None:
        """Another base image may have been chosen meanwhile."""
        self._asking = False
        plan = self.session.plan
        if plan is not None and plan.base.reference != self._asked_of:
            self._ask_engine()

    def _editors(self) -> tuple[FileEditor, ...]:
        return (self.dockerfile, self.compose, self.environment, self.script)

    def _replanned(self) -> None:
        self._stale = True
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        """Show the plan's files; the hidden tabs are filled when they are shown."""
        self._stale = False
        session = self.session
        self._files = edited_files(session.rendered, session.migration.edits)
        self.base.show_selection(session.migration.selection, session.plan, session.migration.target)
        error = session.plan_error
        told = words(error.code, error.params) if error is not None else None
        self.problem.say("bad", f"{told.sentence} {told.action}" if told is not None else "")
        self.tabs.setEnabled(session.plan is not None)
        self._show_editor(self.dockerfile, DOCKERFILE)
        self._show_tab()
        if session.plan is not None and session.plan.base.reference != self._asked_of and self.isVisible():
            self._ask_engine()
        self.changed.emit()

    def _show_tab(self) -> None:
        """Fill the tab in front."""
        plan = self.session.plan
        if plan is None:
            return
        number = self.tabs.currentIndex()
        if number == 1:
            self._show_configuration()
        elif number == 2:
            paths = [file.path for file in self._files.files if file.path not in {DOCKERFILE, COMPOSE, ENVIRONMENT}]
            if [row.key for row in self.scripts.rows] != paths:
                self.scripts.fill(Row((path,), None, path, path) for path in paths)
                self.script_table.setCurrentIndex(self.scripts.index(0, 0))
            self._show_script()
        elif number == 3:
            self._show_editor(self.compose, COMPOSE)
        elif number == 4:
            self._show_editor(self.environment, ENVIRONMENT)
            self.environment.setVisible(bool(plan.secrets))
            self.secrets.show_secrets(plan.secrets, self.session.secrets)
        elif number == 5:
            self.context.fill(context_rows(plan, self._files.files))

    def _show_editor(self, editor: FileEditor, path: str) -> None:
        generated = next((file for file in self.session.rendered if file.path == path), None)
        file = next((file for file in self._files.files if file.path == path), None)
        edit = next((item for item in self._files.edits if item.file == path), None)
        editor.show_file(generated, file, edit, self.session.plan)

    def _show_script(self) -> None:
        index = self.script_table.currentIndex()
        if index.isValid():
            self._show_editor(self.script, self.scripts.rows[index.row()].key)

    def _show_configuration(self) -> None:
        sheet = next((file for file in self._files.files if file.path == STYLESHEET), None)
        try:
            seen = preview(sheet.encode()) if sheet is not None else None
        except ValueError:
            self.configuration.show_texts("", self.tr("The edited stylesheet cannot be applied any more."), "text")
            return
        if seen is not None:
            self.configuration.show_texts(seen.before, seen.after, "xml")

    def _edited(self, path: str, edit: Edit | None) -> None:
        """Keep an edit in the document, or have none of that file."""
        others = [item for item in self.session.migration.edits if item.file != path]
        edits = sorted([*others, *([edit] if edit is not None else [])], key=lambda item: item.file)
        self.session.update(edits=tuple(edits))

    def _chosen(self, selection: Selection) -> None:
        self.session.update(selection=selection)

    def _secret_entered(self, name: str, value: str) -> None:
        if value:
            self.session.secrets[name] = value
        else:
            self.session.secrets.pop(name, None)

    def _open_file(self, index: QModelIndex) -> None:
        """Open a generated file of the build folder in its tab."""
        path = self.context.rows[index.row()].key
        places = {DOCKERFILE: 0, COMPOSE: 3, ENVIRONMENT: 4}
        if path:
            self.tabs.setCurrentIndex(places.get(path, 2))
            numbers = [number for number, row in enumerate(self.scripts.rows) if row.key == path]
            if path not in places and numbers:
                self.script_table.setCurrentIndex(self.scripts.index(numbers[0], 0))
