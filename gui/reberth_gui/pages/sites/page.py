"""The third step: which sites, applications and virtual directories move, with which of their content."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSplitter, QTabWidget, QVBoxLayout

from reberth.migration.badges import badges
from reberth.migration.remarks import remarks
from reberth.model.errors import ReberthError
from reberth.model.plan import CarriedOver
from reberth.planning.selecting import is_served, subject
from reberth.planning.ticking import selectors_of, ticked
from reberth_gui.language import words
from reberth_gui.models.quantities import count_text
from reberth_gui.models.rows import Rows
from reberth_gui.models.site_tree import SiteTree
from reberth_gui.pages.sites.content import ContentBox
from reberth_gui.pages.sites.details import detail_rows
from reberth_gui.shell.page import Page
from reberth_gui.widgets.banner import Banner
from reberth_gui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QWidget

    from reberth.model.iis import Site
    from reberth_gui.models.site_node import Node
    from reberth_gui.session.session import Session


# Of what a search finds, so much is brought into sight.
_MOST_EXPANDED = 200


class SitesPage(Page):
    """Tree, search, details, content."""

    name: ClassVar[str] = "sites"

    def __init__(self, session: Session) -> None:
        """Make the page."""
        super().__init__(session)
        self._chosen: frozenset[str] = frozenset()
        self._nothing = False
        self._shown: tuple[object, ...] = (None,) * 5
        self._told_of: tuple[object, ...] = (self, None, ())
        self.model = SiteTree(self)
        self._build()
        self.model.ticked.connect(self._take_ticks)
        session.scanned.connect(self._fill)
        session.replanned.connect(self._show_choice)
        session.changed.connect(self._show_badges)
        self._fill()

    def _build(self) -> None:
        """Lay out the parts."""
        label = QLabel(self.tr("F&ind:"))
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(self.tr("Name, binding, pool"))
        label.setBuddy(self.search)
        self.search.textChanged.connect(self._search)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.search.setFocus)
        self.count = QLabel()
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        self.tree = Table(self.tr("Sites, applications and virtual directories"), tree=True, lines=10)
        self.tree.show_model(self.model, (30, 24, 16, 10, 6, 9))
        self.tree.selectionModel().currentChanged.connect(self._show_current)
        self.banner = Banner()
        self._rows = Rows((self.tr("Setting"), self.tr("Value"), self.tr("Where from")), self)
        self.details = Table(self.tr("Effective settings"), lines=6)
        self.details.show_model(self._rows, (32, 34))
        self.content = ContentBox(self.session)
        self.content.failed.connect(self.failed)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.details, self.tr("&Settings in force"))
        self.tabs.addTab(self.content, self.tr("&Content and exclusions"))
        self.tabs.currentChanged.connect(lambda _at: self._show_content())
        self.tabs.setAccessibleName(self.tr("Details of what is selected"))
        self.tabs.tabBar().setAccessibleName(self.tr("Details of what is selected"))
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.tabs)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(splitter, 1)

    # --- what the shell asks

    def title(self) -> str:
        """The instruction."""
        return self.tr("Choose the sites that move")

    def note(self) -> str:
        """How many sites of how many."""
        served = [site for site in self._sites() if is_served(site)]
        if not served:
            return ""
        chosen = sum(site.name in self._chosen for site in served)
        return self.tr("{chosen} of %Ln site(s)", "", len(served)).format(chosen=count_text(chosen))

    def next_text(self) -> str:
        """What comes next."""
        return self.tr("&Next: readiness")

    def can_next(self) -> bool:
        """Something must be chosen."""
        return not self._nothing and self.session.plan is not None

    def leave(self) -> bool:
        """A selection of nothing cannot be kept: it would mean everything."""
        return not self._nothing

    def enter(self) -> None:
        """Show the choice as the document has it."""
        self._show_choice()

    def focus_first(self) -> QWidget:
        """The tree."""
        return self.tree

    # --- choice

    def _sites(self) -> tuple[Site, ...]:
        inventory = self.session.inventory
        return inventory.iis.sites if inventory is not None and inventory.iis is not None else ()

    def _fill(self) -> None:
        """Show another inventory."""
        self.model.fill(self.session.inventory)
        self._told_of = (self, None, ())
        self._parents = _parents(self._sites())
        self._show_choice()
        if self._sites():
            first = self.model.index(0, 0)
            self.tree.setCurrentIndex(first)
            if len(self._sites()) == 1:
                self.tree.expand(first)

    def _show_choice(self) -> None:
        """Show what the document says."""
        session = self.session
        told_of = (session.inventory, session.plan_error, session.migration.selection.sites)
        # With 10,000 applications the ticks take their time; an inventory is the same only if it is the very same.
        same = told_of[0] is self._told_of[0] and told_of[1] is self._told_of[1] and told_of[2] == self._told_of[2]
        if same and not self._nothing:
            self._show_badges()
            return
        self._told_of = told_of
        self._nothing = False
        self.banner.say("info", "")
        try:
            self._chosen = ticked(self._sites(), self.session.migration.selection.sites)
        except ReberthError as error:
            self._chosen = frozenset()
            told = words(error.code, error.params)
            self.banner.say("bad", " ".join(part for part in (told.sentence, told.cause, told.action) if part))
        else:
            if self.session.plan_error is not None:
                told = words(self.session.plan_error.code, self.session.plan_error.params)
                self.banner.say("bad", " ".join(part for part in (told.sentence, told.action) if part))
        self.model.show_ticks(self._chosen)
        self._show_badges()

    def _take_ticks(self, chosen: frozenset[str]) -> None:
        """Keep what was clicked, in the words of the command line."""
        selectors = selectors_of(self._sites(), chosen)
        self._chosen = chosen
        self._nothing = selectors is None
        if selectors is None:
            self.banner.say("warning", self.tr("Choose at least one site: an empty selection would mean all of them."))
            self._show_badges()
            return
        self.banner.say("info", "")
        self.session.update(selection=replace(self.session.migration.selection, sites=selectors))
        self._show_badges()

    def _show_badges(self) -> None:
        inventory, plan = self.session.inventory, self.session.plan
        migration = self.session.migration
        known = (inventory, plan, migration.accepted, self._chosen, migration.selection.artifacts)
        if all(one is other for one, other in zip(known, self._shown, strict=True)):
            return
        self._shown = known
        found = remarks(
            self.session.findings,
            [item for item in plan.outcomes if not isinstance(item, CarriedOver)] if plan is not None else (),
            migration.accepted,
        )
        self.model.show_badges(badges(found, self._parents))
        self.count.setText(self.note())
        self.changed.emit()

    # --- what is selected

    def _search(self, text: str) -> None:
        before = self.current()
        for node in self.model.search(text)[:_MOST_EXPANDED]:
            above = node.parent
            while above is not None:
                self.tree.expand(self.model.index_of(above))
                above = above.parent
        again = self.model.find(before.place) if before is not None else None
        self.tree.setCurrentIndex(again if again is not None and again.isValid() else self.model.index(0, 0))

    def current(self) -> Node | None:
        """What is selected in the tree."""
        return self.model.node(self.tree.currentIndex())

    def _show_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        node, inventory = self.current(), self.session.inventory
        self._rows.fill(detail_rows(node, inventory) if node is not None and inventory is not None else ())
        self._show_content()

    def _show_content(self) -> None:
        """Content is read when somebody looks at it."""
        node = self.current()
        if self.tabs.currentWidget() is self.content:
            folder = node.folder if node is not None else None
            self.content.show_folder(folder.content if folder is not None else None)


def _parents(sites: tuple[Site, ...]) -> dict[str, str]:
    """Each place and the one above it."""
    above: dict[str, str] = {}
    for site in sites:
        above[site.name] = ""
        for application in site.applications:
            name = subject(site, application)
            above.setdefault(name, site.name)
            for directory in application.virtual_directories:
                above.setdefault(subject(site, application, directory.path), name)
    return above
