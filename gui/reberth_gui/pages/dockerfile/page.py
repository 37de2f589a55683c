"""The fifth step: look at what was generated, know why, change it by hand, keep it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from reberth.jobs.table import DOCTOR
from reberth.model.engine_requests import DoctorRequest
from reberth_gui.language import words
from reberth_gui.pages.dockerfile.base_box import BaseBox
from reberth_gui.pages.dockerfile.generated import DOCKERFILE, GeneratedFiles
from reberth_gui.pages.dockerfile.saving import Saving
from reberth_gui.shell.page import Page
from reberth_gui.widgets.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.model.edit import Edit
    from reberth.model.engine_requests import DoctorResult
    from reberth.model.errors import ReberthError
    from reberth.model.selection import Selection
    from reberth_gui.session.session import Session


class DockerfilePage(Page):
    """The generated files, and the choices of the image as a whole."""

    name: ClassVar[str] = "dockerfile"

    def __init__(self, session: Session) -> None:
        """Make the page; it is filled when it is shown."""
        super().__init__(session)
        self._stale = True
        self._asking = False
        self._asked_of = ""
        self.base = BaseBox()
        self.base.chosen.connect(self._chosen)
        self.problem = Banner()
        self.saving = Saving(session)
        self.saving.changed.connect(self.changed)
        self.saving.failed.connect(self.failed)
        self.files = GeneratedFiles(session, self.base)
        self.files.edited.connect(self._edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.base.summary)
        column.addWidget(self.problem)
        column.addWidget(self.saving)
        column.addWidget(self.files, 1)
        session.replanned.connect(self._replanned)

    # --- what the shell asks

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
        for editor in self.files.editors:
            editor.take_text()
        return True

    def action(self) -> tuple[str, Callable[[], None]] | None:
        """Save the build folder, or cancel that."""
        if self.saving.job is not None:
            return self.tr("&Cancel saving"), self.saving.cancel
        return (self.tr("&Save build folder\N{HORIZONTAL ELLIPSIS}"), self.save) if self.session.plan else None

    def next_text(self) -> str:
        """What comes next."""
        return self.tr("&Next: build")

    def can_next(self) -> bool:
        """With a plan there is something to build."""
        return self.session.plan is not None

    def warning(self) -> bool:
        """A part of an edit has no place."""
        return bool(self.session.migration.edits and self.session.files.conflicts)

    def remedies(self, error: ReberthError) -> list[tuple[str, Callable[[], None]]]:
        """A folder of ours may be replaced; any other folder may be chosen anew."""
        found: list[tuple[str, Callable[[], None]]] = []
        if error.code == "output.folder-not-empty" and self.saving.folder:
            found.append((self.tr("Replace the build folder in it"), self._replace))
        if error.code.startswith("output."):
            found.append((self.tr("Choose another folder"), self.save))
        return found

    def focus_first(self) -> QWidget | None:
        """The Dockerfile."""
        return self.files.dockerfile.view

    def show_site(self, name: str) -> None:
        """Show the Dockerfile's lines for a site."""
        self.files.setCurrentWidget(self.files.dockerfile)
        self.files.dockerfile.show_site(name)

    def save(self) -> None:
        """Ask where, then save."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Save build folder"), self.saving.folder)
        if folder:
            self.save_to(folder)

    def save_to(self, folder: str, *, force: bool = False) -> None:
        """Write the build folder, what was typed last in it."""
        self.leave()
        self.saving.save_to(folder, force=force)

    def _replace(self) -> None:
        self.save_to(self.saving.folder, force=True)

    # --- the engine

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

    # --- what is shown, and what is done with it

    def _replanned(self) -> None:
        self._stale = True
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        """Show the plan's files."""
        self._stale = False
        session = self.session
        self.base.show_selection(session.migration.selection, session.plan, session.migration.target)
        error = session.plan_error
        told = words(error.code, error.params) if error is not None else None
        self.problem.say("bad", f"{told.sentence} {told.action}" if told is not None else "")
        self.files.show_files(session.files)
        if session.plan is not None and session.plan.base.reference != self._asked_of and self.isVisible():
            self._ask_engine()
        self.changed.emit()

    def _edited(self, path: str, edit: Edit | None) -> None:
        """Keep an edit in the document, or have none of that file."""
        others = [item for item in self.session.migration.edits if item.file != path]
        edits = sorted([*others, *([edit] if edit is not None else [])], key=lambda item: item.file)
        self.session.update(edits=tuple(edits))

    def _chosen(self, selection: Selection) -> None:
        self.session.update(selection=selection)
