"""All generated files, each kind in a tab of its own; the hidden ones are filled when they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reberth.migration.edited import EditedFiles
from reberth.rendering.preview import preview
from reberth.rendering.stylesheet import PATH as STYLESHEET
from reberth_gui.models.rows import Row, Rows
from reberth_gui.pages.dockerfile.context_rows import context_headers, context_rows
from reberth_gui.pages.dockerfile.file_editor import FileEditor
from reberth_gui.pages.dockerfile.secrets_box import SecretsBox
from reberth_gui.session.beside import Beside
from reberth_gui.widgets.diff_view import DiffView
from reberth_gui.widgets.differences import side_by_side
from reberth_gui.widgets.table import Table
from reberth_gui.widgets.tabs import Tabs
from reberth_gui.widgets.turning import TurningSplitter

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from reberth.model.rendered import RenderedFile
    from reberth_gui.session.session import Session
    from reberth_gui.widgets.differences import Row as DiffRow

# Letters, for a list of files beside an editor.
_WIDE = 100
# Lines of a stylesheet: from so many on, what comes of it is put together beside the window.
_LONG = 2000
DOCKERFILE, COMPOSE, ENVIRONMENT = "Dockerfile", "compose.yaml", ".env.example"


class _Configured(NamedTuple):
    """The rows of what a stylesheet changes; None where it cannot be applied."""

    sheet: RenderedFile
    rows: tuple[DiffRow, ...] | None


class GeneratedFiles(Tabs):
    """Dockerfile, IIS configuration, scripts, compose.yaml, values from outside, and the whole build folder.

    Signals:
        edited: Path of a file, and its new :class:`Edit`, None to have none.
    """

    edited = Signal(str, object)

    def __init__(self, session: Session, base: QWidget) -> None:
        """``base`` holds the choices of the image as a whole; it gets a tab beside the Dockerfile."""
        super().__init__("")
        name = self.tr("Generated files")
        self.setAccessibleName(name)
        self.tabBar().setAccessibleName(name)
        self._session = session
        self._files = EditedFiles((), ())
        self._previewed: RenderedFile | None = None
        self._beside = Beside(self)
        self._beside.done.connect(self._configured)
        self.dockerfile = FileEditor(self.tr("Dockerfile"))
        self.compose = FileEditor(self.tr("compose.yaml"))
        self.environment = FileEditor(self.tr(".env.example"))
        self.script = FileEditor(self.tr("Generated file"))
        self.compose.bar.offer_sites(offered=False)
        self.environment.bar.offer_sites(offered=False)
        for editor in self.editors:
            editor.edited.connect(lambda edit, editor=editor: self.edited.emit(editor.path, edit))
        self.configuration = DiffView(self.tr("The base image's configuration"), self.tr("With your sites"))
        self.secrets = SecretsBox()
        self.secrets.entered.connect(self._secret_entered)
        self.context = Rows(context_headers(), self)
        self.context_table = Table(self.tr("What is in the build folder"))
        self.context_table.show_model(self.context, (34, 8, 10))
        self.context_table.activated.connect(self._open_file)
        self.scripts = Rows((self.tr("File"),), self)
        self.script_table = Table(self.tr("Scripts and data of the image"))
        self.script_table.show_model(self.scripts)
        self.script_table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_script())
        self._add_tabs(base)
        self.currentChanged.connect(lambda _index: self._fill_front())

    @property
    def editors(self) -> tuple[FileEditor, ...]:
        """Each that can hold text of its user's."""
        return (self.dockerfile, self.compose, self.environment, self.script)

    def _add_tabs(self, base: QWidget) -> None:
        configuration = QWidget()
        QVBoxLayout(configuration).addWidget(self.configuration)
        scripts = TurningSplitter(_WIDE)
        scripts.addWidget(self.script_table)
        scripts.addWidget(self.script)
        scripts.setStretchFactor(1, 1)
        values = QSplitter(Qt.Orientation.Vertical)
        values.setChildrenCollapsible(False)
        values.addWidget(self.secrets)
        values.addWidget(self.environment)
        self.addTab(self.dockerfile, self.tr("&Dockerfile"))
        self.addTab(base, self.tr("Base i&mage"))
        self._fills = {
            self.addTab(configuration, self.tr("&IIS configuration")): self._show_configuration,
            self.addTab(scripts, self.tr("Sc&ripts and data")): self._show_scripts,
            self.addTab(self.compose, self.tr("compose.&yaml")): self._show_compose,
            self.addTab(values, self.tr(".en&v and secrets")): self._show_values,
            self.addTab(self.context_table, self.tr("Build f&older")): self._show_context,
        }
        self._places = {DOCKERFILE: self.dockerfile, COMPOSE: self.compose, ENVIRONMENT: values}
        self._scripts_tab = scripts

    def show_files(self, files: EditedFiles) -> None:
        """Show the files of the session's plan, with the edits in them."""
        self._files = files
        self.setEnabled(self._session.plan is not None)
        self._show_editor(self.dockerfile, DOCKERFILE)
        self._fill_front()

    def _fill_front(self) -> None:
        """Fill the tab in front."""
        if self._session.plan is not None:
            self._fills.get(self.currentIndex(), self._nothing)()

    def _show_scripts(self) -> None:
        paths = [file.path for file in self._files.files if file.path not in self._places]
        if [row.key for row in self.scripts.rows] != paths:
            self.scripts.fill(Row((path,), None, path, path) for path in paths)
            self.script_table.setCurrentIndex(self.scripts.index(0, 0))
        self._show_script()

    def _show_script(self) -> None:
        index = self.script_table.currentIndex()
        if index.isValid():
            self._show_editor(self.script, self.scripts.rows[index.row()].key)

    def _show_compose(self) -> None:
        self._show_editor(self.compose, COMPOSE)

    def _show_values(self) -> None:
        plan = self._session.plan
        if plan is not None:
            self._show_editor(self.environment, ENVIRONMENT)
            self.environment.setVisible(bool(plan.secrets))
            self.secrets.show_secrets(plan.secrets, self._session.secrets)

    def _show_context(self) -> None:
        plan = self._session.plan
        if plan is not None:
            self.context.fill(context_rows(plan, self._files.files))

    def _show_configuration(self) -> None:
        sheet = next((file for file in self._files.files if file.path == STYLESHEET), None)
        if sheet is None or sheet is self._previewed:
            return
        self._previewed = sheet
        if len(sheet.lines) < _LONG:
            self._configured(_Configured(sheet, _rows(sheet)))
            return
        self.configuration.show_texts(
            "", self.tr("The configuration is being put together\N{HORIZONTAL ELLIPSIS}"), "text"
        )
        self._beside.want(lambda: _Configured(sheet, _rows(sheet)), _Configured(sheet, None))

    def _configured(self, made: _Configured) -> None:
        """Show it, unless it is another one that is wanted by now."""
        if made.sheet is not self._previewed:
            return
        if made.rows is None:
            self.configuration.show_texts("", self.tr("The edited stylesheet cannot be applied any more."), "text")
        else:
            self.configuration.show_rows(made.rows, "xml")

    def _show_editor(self, editor: FileEditor, path: str) -> None:
        generated = next((file for file in self._session.rendered if file.path == path), None)
        file = next((file for file in self._files.files if file.path == path), None)
        edit = next((item for item in self._files.edits if item.file == path), None)
        editor.show_file(generated, file, edit, self._session.plan)

    def _secret_entered(self, name: str, value: str) -> None:
        if value:
            self._session.secrets[name] = value
        else:
            self._session.secrets.pop(name, None)

    def _open_file(self, index: QModelIndex) -> None:
        """Open a generated file of the build folder in its tab."""
        path = self.context.rows[index.row()].key
        if path:
            self.setCurrentWidget(self._places.get(path, self._scripts_tab))
            numbers = [number for number, row in enumerate(self.scripts.rows) if row.key == path]
            if path not in self._places and numbers:
                self.script_table.setCurrentIndex(self.scripts.index(numbers[0], 0))

    def _nothing(self) -> None:
        """The Dockerfile is always filled, and the base image's choices by their page."""


def _rows(sheet: RenderedFile) -> tuple[DiffRow, ...] | None:
    """The base image's configuration beside what the stylesheet makes of it."""
    try:
        seen = preview(sheet.encode())
    except ValueError:
        return None
    return side_by_side(seen.before, seen.after)
