"""The second step: what of the server is carried over besides, or instead of, its web sites."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSplitter, QTextBrowser, QVBoxLayout

from reberth.artifacts.add_remove_programs import KIND as PROGRAMS
from reberth.artifacts.choosing import read_wishes
from reberth.artifacts.table import IIS
from reberth.artifacts.wording import words_of
from reberth.jobs.table import INSTALLER
from reberth.model.errors import ReberthError
from reberth.model.recognition import InstallerRequest
from reberth_gui.language import words
from reberth_gui.models.artifact_tree import ArtifactTree
from reberth_gui.models.evidence import places_html
from reberth_gui.models.quantities import count_text
from reberth_gui.pages.artifacts.groups import artifact_groups
from reberth_gui.shell.page import Page
from reberth_gui.widgets.banner import Banner
from reberth_gui.widgets.table import Table
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reberth.model.selection import Installer
    from reberth_gui.models.artifact_tree import ArtifactGroup, ArtifactItem
    from reberth_gui.session.session import Session


class ArtifactsPage(Page):
    """Check list, and what each entry is, means and needs."""

    name: ClassVar[str] = "artifacts"

    def __init__(self, session: Session) -> None:
        """Make the page."""
        super().__init__(session)
        self._nothing = False
        self.model = ArtifactTree(self)
        self.model.ticked.connect(self._take_ticks)
        self._build()
        self._stale = True
        session.scanned.connect(self._look)
        session.replanned.connect(self._look)

    def _build(self) -> None:
        """Lay out the parts."""
        label = QLabel(self.tr("&What is carried over:"))
        self.tree = Table(self.tr("Artifacts"), tree=True, lines=10)
        self.tree.show_model(self.model, (38, 12, 20))
        self.tree.selectionModel().currentChanged.connect(self._show_current)
        label.setBuddy(self.tree)
        self.banner = Banner()
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("What it is, what carrying it over means, and what it needs"))
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.text)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        self.bring = QPushButton(self.tr("Bring &installer…"))
        self.bring.setToolTip(self.tr("Reberth cannot make an installer from an installed program"))
        self.bring.clicked.connect(self._ask_installer)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self.bring)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label)
        column.addWidget(self.banner)
        column.addWidget(splitter, 1)
        column.addLayout(bottom)

    # --- what the shell asks

    def title(self) -> str:
        """The instruction."""
        return self.tr("Choose what is carried over")

    def note(self) -> str:
        """How many kinds besides the sites."""
        if self.session.inventory is None:
            return ""
        try:
            wishes = read_wishes(self.session.migration.selection.artifacts)
        except ReberthError:
            return ""
        more = len(wishes.kinds)
        if not more:
            return self.tr("Web sites") if wishes.iis else ""
        if wishes.iis:
            return self.tr("Web sites and {more} more").format(more=count_text(more))
        return self.tr("%Ln kind(s), no web sites", "", more)

    def next_text(self) -> str:
        """What comes next."""
        return self.tr("&Next: sites")

    def can_next(self) -> bool:
        """Something must be chosen."""
        return not self._nothing and self.session.inventory is not None

    def enter(self) -> None:
        """Show what follows from the choices now."""
        if self._stale:
            self._fill()

    def leave(self) -> bool:
        """A selection of nothing cannot be kept: it would mean the web sites."""
        return not self._nothing

    def focus_first(self) -> QWidget:
        """The tree."""
        return self.tree

    # --- inside

    def _look(self) -> None:
        """There may be others; they are shown when somebody sees them."""
        self._stale = True
        if self.isVisible():
            self._fill()
        else:
            self.changed.emit()

    def _fill(self) -> None:
        """Show records and choice."""
        self._stale = self._nothing = False
        self.banner.say("info", "")
        self.model.show_groups(artifact_groups(self.session.inventory, self.session.plan))
        try:
            wishes = read_wishes(self.session.migration.selection.artifacts)
        except ReberthError as error:
            told = words(error.code, error.params)
            self.banner.say("bad", " ".join(part for part in told if part))
            return
        known = {(group.kind, item.name.upper()): item.name for group in self.model.groups for item in group.items}
        whole = {wish.kind.name for wish in wishes.kinds if wish.whole} | ({IIS.name} if wishes.iis else set())
        named = {
            (wish.kind.name, known.get((wish.kind.name, name.upper()), name))
            for wish in wishes.kinds
            for name in wish.names
        }
        self.model.show_ticks(frozenset(whole), frozenset(named))
        if not self.tree.currentIndex().isValid() and self.model.groups:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.tree.selectionModel().setCurrentIndex(self.model.index(0, 0), flags)
        self._show_current()
        self.changed.emit()

    def _take_ticks(self, whole: frozenset[str], named: frozenset[tuple[str, str]]) -> None:
        """Keep what was clicked, in the words of the command line."""
        artifacts = words_of(whole, named)
        self._nothing = artifacts is None
        if artifacts is None:
            self.banner.say(
                "warning", self.tr("Choose at least one kind: an empty selection would mean the web sites.")
            )
            self.changed.emit()
            return
        self.banner.say("info", "")
        self.session.update(selection=replace(self.session.migration.selection, artifacts=artifacts))
        self.changed.emit()

    def _show_current(self) -> None:
        found = self.model.what(self.tree.currentIndex())
        self.text.setHtml("" if found is None else self._page(*found))
        self.bring.setEnabled(found is not None and found[1] is not None and found[0].kind == PROGRAMS.name)

    def _ask_installer(self) -> None:
        kinds = f"{self.tr('Installers')} (*.msi *.exe);;{self.tr('All files')} (*)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Installer of this program"), "", kinds)
        if path:
            self.bring_installer(path)

    def bring_installer(self, path: str) -> None:
        """Take an installer for the selected program; its hash is made by a worker."""
        found = self.model.what(self.tree.currentIndex())
        if found is None or found[1] is None:
            return
        running = self.session.start(INSTALLER, InstallerRequest(found[1].name, path))
        running.finished.connect(self._take_installer)
        running.failed.connect(self.failed)

    def _take_installer(self, installer: Installer) -> None:
        """Who brings an installer is sure of the program."""
        selection = self.session.migration.selection
        others = tuple(item for item in selection.installers if item.program != installer.program)
        self.session.update(selection=replace(selection, installers=(*others, installer)))
        self._take_ticks(self.model.whole, self.model.named | {(PROGRAMS.name, installer.program)})
        self._fill()

    def _page(self, group: ArtifactGroup, item: ArtifactItem | None) -> str:
        """A kind or record as rich text, everything from a disk escaped."""
        parts = []
        if item is not None:
            parts.append(f"<p><b>{html.escape(shown(item.name))}</b> {html.escape(item.fate)}</p>")
            parts += [f"<p>{html.escape(text)}</p>" for text in item.words if text]
            parts += [f"<p>{html.escape(name)}: {html.escape(value)}</p>" for name, value in item.facts]
        parts.append(f"<p><b>{html.escape(group.title)}</b></p><p>{html.escape(group.about)}</p>")
        parts.append(f"<p>{html.escape(self.tr('Carrying it over:'))} {html.escape(group.meaning)}</p>")
        if not group.scanned:
            parts.append(
                f"<p>{html.escape(self.tr('It was not looked for. Scan the disks again to see it here.'))}</p>"
            )
        parts.append(f"<p>{html.escape(self.tr('What it needs:'))} {html.escape(group.needs)}</p>")
        if item is not None:
            parts.append(places_html(self.tr("Seen in:"), item.evidence))
        return "".join(parts)
