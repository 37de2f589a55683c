"""What the tab "What now" shows of a migration, and the names and places it asks for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog

from reberth.migration.command_lines import Place, command_lines
from reberth.rendering.kubernetes import render_kubernetes
from reberth.rendering.naming import image_tag, project_name
from reberth_gui.pages.files import write_file

if TYPE_CHECKING:
    from reberth_gui.pages.run.next_steps import NextSteps
    from reberth_gui.pages.run.what_now import WhatNow
    from reberth_gui.session.session import Session


class GoingOn(QObject):
    """Fills the tab, and asks before a next step is taken.

    Signals:
        failed: A :class:`ReberthError` from writing the manifest; None when it is written.
    """

    failed = Signal(object)

    def __init__(self, session: Session, box: WhatNow, steps: NextSteps) -> None:
        """Listen to the tab's buttons."""
        super().__init__(box)
        self._session = session
        self._box = box
        self._steps = steps
        box.push.connect(self._push)
        box.save.connect(self._save)
        box.compose_up.connect(self._compose)
        box.compose_down.connect(steps.compose_down)
        box.manifest.connect(self._write)

    @property
    def image(self) -> str:
        """The name under which the engine has the image."""
        builds = self._session.migration.builds
        built = builds[-1].tag if builds else ""
        return built or self._session.migration.tag or image_tag(server_name(self._session))

    @property
    def pushed_image(self) -> str:
        """The name under which a registry would have it."""
        registry = self._session.settings.registry
        return f"{registry.rstrip('/')}/{self.image}" if registry else self.image

    def show(self) -> None:
        """Show what became of everything, and the command lines."""
        plan, migration = self._session.plan, self._session.migration
        if plan is None:
            return
        # The command lines name the document: it must be there, as it is on screen.
        self._session.save()
        place = Place(
            str(self._document()),
            self.image,
            server_name(self._session),
            self._build_folder(),
            self._session.settings.registry,
            bool(plan.secrets),
        )
        self._box.show_outcomes(plan.outcomes)
        self._box.show_commands(command_lines(migration, place), render_kubernetes(plan, self.pushed_image))

    def _push(self) -> None:
        title, question = self.tr("Push the image"), self.tr("Name with the registry in it:")
        name, given = QInputDialog.getText(self._box, title, question, text=self.pushed_image)
        if given and name.strip():
            self._steps.push(self.image, name.strip())

    def _save(self) -> None:
        name = f"{server_name(self._session)}.tar"
        file, _kind = QFileDialog.getSaveFileName(self._box, self.tr("Save as tar"), name)
        if file:
            self._steps.save(self.image, file)

    def _compose(self) -> None:
        title = self.tr("Build folder for Compose; an empty one is filled")
        folder = QFileDialog.getExistingDirectory(self._box, title, self._build_folder())
        if folder:
            self._steps.compose_up(self.image, folder)

    def _write(self) -> None:
        title, name = self.tr("Save the manifest for Kubernetes"), f"{server_name(self._session)}.yaml"
        file, _kind = QFileDialog.getSaveFileName(self._box, title, name)
        if file:
            self.failed.emit(write_file(file, self._box.manifest_text().encode()))

    def _document(self) -> Path:
        return self._session.path or Path(f"{server_name(self._session)}.reberth")

    def _build_folder(self) -> str:
        return str(self._document().with_suffix(""))


def server_name(session: Session) -> str:
    """The server's name as a project is called, for containers and files."""
    return project_name(session.plan.server if session.plan is not None else "")
