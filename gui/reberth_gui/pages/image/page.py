"""The first step: choose the server's disks, see what they are, scan them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import platformdirs
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from reberth.jobs.table import SAMPLE
from reberth.model.recognition import SampleRequest
from reberth_gui.language import words
from reberth_gui.pages.image.card import ServerCard
from reberth_gui.pages.image.choosing import ChoosingButtons, WimBox
from reberth_gui.pages.image.disks import Disks, dropped_paths, file_name, take_files
from reberth_gui.pages.image.engine_check import EngineCheck
from reberth_gui.pages.image.looking import Looking
from reberth_gui.pages.image.parent_finder import ParentFinder, missing_file
from reberth_gui.pages.image.scanning import Scanning
from reberth_gui.pages.image.target import TargetBox
from reberth_gui.shell.page import Page
from reberth_gui.widgets.banner import Banner
from reberth_gui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from reberth.model.errors import ReberthError
    from reberth.model.inventory import Inventory
    from reberth_gui.session.session import Session


class ImagePage(Page):
    """Disks, recognition, scan, server, target."""

    name: ClassVar[str] = "image"

    def __init__(self, session: Session) -> None:
        """Make the page; it begins to look at disks when it is shown."""
        super().__init__(session)
        self._build()
        self.looking = Looking(session, self)
        self.scanning = Scanning(session, self.progress)
        self._connect()
        self._show_all()

    def _build(self) -> None:
        """Lay out the parts."""
        label = QLabel(self.tr("&Disks of one server, the system disk and its data disks:"))
        label.setWordWrap(True)
        self.disks = Disks()
        label.setBuddy(self.disks)
        self.buttons = ChoosingButtons()
        self.wim = WimBox()
        self.hint = Banner()
        self.finder = ParentFinder()
        self.target = TargetBox()
        self.progress = ProgressLine(self.tr("Progress of the scan"))
        self.card = ServerCard()
        self.engine = EngineCheck(self.session, self.target)
        choice = QHBoxLayout()
        choice.addWidget(self.disks, 1)
        choice.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label)
        column.addLayout(choice, 3)
        column.addWidget(self.wim)
        told = QHBoxLayout()
        told.addWidget(self.hint, 1)
        told.addWidget(self.finder, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(told)
        column.addWidget(self.progress)
        column.addWidget(self.card, 2)
        column.addWidget(self.target)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        """Listen to the parts and to the session."""
        again = QShortcut(QKeySequence.StandardKey.Refresh, self)
        again.activated.connect(self._scan_again)
        self.disks.dropped.connect(self.add)
        self.disks.selectionModel().selectionChanged.connect(self._look_at_buttons)
        self.buttons.added.connect(self.add)
        self.buttons.removed.connect(self._remove)
        self.buttons.located.connect(self._locate)
        self.buttons.sample_asked.connect(self.try_sample)
        self.finder.found.connect(lambda path: self.add([path]))
        self.wim.chosen.connect(lambda image: self._change(wim_image=image))
        self.card.letter_given.connect(self._give_letter)
        self.target.chosen.connect(lambda name: self.session.update(target=name))
        self.looking.changed.connect(self._show_all)
        self.looking.failed.connect(self.failed)
        self.looking.opened.connect(self._open)
        self.scanning.changed.connect(self._show_all)
        self.scanning.failed.connect(self.failed)
        self.scanning.taken.connect(self._take)
        self.session.changed.connect(self._show_all)
        self.session.scanned.connect(self._scanned)

    # --- what the shell asks

    def title(self) -> str:
        """The instruction."""
        return self.tr("Choose the server's disks")

    def note(self) -> str:
        """The first disk, and how many more."""
        paths = self.looking.disks()
        if not paths:
            return ""
        first = file_name(paths[0])
        return first if len(paths) == 1 else self.tr("{first} and {more} more").format(first=first, more=len(paths) - 1)

    def action(self) -> tuple[str, Callable[[], None]] | None:
        """Scan, or cancel the scan."""
        if self.scanning.running:
            return self.tr("Cancel &scan"), self.scanning.cancel
        if not self.session.migration.paths:
            return None
        return self.tr("&Scan again") if self.session.inventory is not None else self.tr("&Scan"), self.scan

    def next_text(self) -> str:
        """What comes next."""
        return self.tr("&Next: artifacts")

    def can_next(self) -> bool:
        """After a scan."""
        return self.session.inventory is not None and not self.scanning.running

    def warning(self) -> bool:
        """A disk that moved, changed, or cannot be read."""
        return any(state != "same" for state in self.looking.states().values())

    def enter(self) -> None:
        """Look at the disks that are not known yet, and ask the engine."""
        self.looking.look()
        self.engine.check_soon()
        self._show_all()

    def remedies(self, error: ReberthError) -> list[tuple[str, Callable[[], None]]]:
        """Scan again, or with other disks."""
        if name := missing_file(error.code, error.params):
            return [(self.finder.title(name), lambda: self._find_and_scan(name))]
        if error.code.startswith(("source.", "filesystem.", "windows.", "registry.", "iis.", "job.")):
            return [(self.tr("Scan again"), self.scan), (self.tr("Add disks…"), self.buttons.add.click)]
        return []

    def focus_first(self) -> QWidget:
        """The way to begin."""
        return self.buttons.add if not self.session.migration.paths else self.disks

    # --- disks

    def take_paths(self, paths: list[str]) -> None:
        """Disks were dropped on the window."""
        self.add(paths)

    def add(self, paths: Iterable[str]) -> None:
        """Add disks; one that is there already stays once."""
        known = self.session.migration.paths
        new = tuple(str(Path(path)) for path in paths)
        self._change(paths=tuple(dict.fromkeys((*known, *new))))

    def try_sample(self) -> None:
        """Unpack the sample disk in a worker, and make it the only one."""
        folder = Path(platformdirs.user_cache_path("Reberth", appauthor=False)) / "sample"
        running = self.session.start(SAMPLE, SampleRequest(str(folder)))
        self.buttons.sample.setEnabled(False)
        running.finished.connect(self._take_sample)
        running.failed.connect(self.failed)
        running.over.connect(self._sample_over)

    def _take_sample(self, path: str) -> None:
        self._change(paths=(path,), wim_image="")

    def _sample_over(self) -> None:
        self.buttons.sample.setEnabled(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the page."""
        take_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Add dropped files."""
        paths = dropped_paths(event)
        if paths:
            event.acceptProposedAction()
            self.add(paths)

    def _remove(self) -> None:
        gone = set(self.disks.chosen())
        self._change(paths=tuple(path for path in self.session.migration.paths if path not in gone))

    def _locate(self, place: str) -> None:
        """A disk is somewhere else now; when it is the same one, what was chosen still holds."""
        for path in self.disks.chosen()[:1]:
            paths = self.session.migration.paths
            found = tuple(str(Path(place)) if item == path else item for item in paths)
            # Each volume keeps its number, and with it the letter that somebody gave it.
            self._change(paths=found, letters=self.session.migration.letters)

    def _find_and_scan(self, name: str) -> None:
        """A scan ended for want of a parent: with it, it begins again."""
        if path := self.finder.ask(name):
            self.add([path])
            self.scan()

    def _give_letter(self, volume: str, letter: str) -> None:
        others = tuple(item for item in self.session.migration.letters if item[0] != volume and item[1] != letter)
        self.session.update(letters=(*others, (volume, letter)))
        self.scan()

    def _open(self, path: str, inside: tuple[str, ...]) -> None:
        """A machine's folder is replaced by its disks."""
        paths = self.session.migration.paths
        at = paths.index(path)
        self._change(paths=tuple(dict.fromkeys((*paths[:at], *inside, *paths[at + 1 :]))))

    def _change(self, **fields: object) -> None:
        """Other disks: what was found on the old ones does not count any more."""
        before = self.session.migration
        self.scanning.forget()
        self.failed.emit(None)
        if fields.get("paths", before.paths) != before.paths:
            # Volumes are numbered by the disks before them, and one may turn out to be the parent of another.
            fields.setdefault("letters", ())
        if "wim_image" in fields:
            self.looking.forget_wims()
        self.session.update(**fields)
        if self.session.migration != before:
            self.session.forget_scan()
        if self.session.migration.paths != before.paths:
            self.looking.forget_chains()
        self.looking.look()
        self._show_all()

    # --- scan

    def scan(self) -> None:
        """Scan the disks in a worker."""
        self.scanning.scan()

    def _scan_again(self) -> None:
        if self.session.migration.paths and not self.scanning.running:
            self.scan()

    def _take(self, inventory: Inventory) -> None:
        self.session.take(inventory)
        self.session.mark_seen(self.name)

    # --- showing

    def _scanned(self) -> None:
        self.card.show_server(self.session.inventory)
        self.changed.emit()

    def _show_all(self) -> None:
        migration = self.session.migration
        self.disks.fill(migration.paths, self.looking.found, self.looking.states())
        self.card.show_server(self.session.inventory)
        self.wim.show_images(self.looking.wim_images(), migration.wim_image)
        plan = self.session.plan
        self.target.show_target(
            migration.target, plan.base.reference if plan else f"servercore:{migration.selection.windows}"
        )
        self._show_hint()
        self._look_at_buttons()
        self.changed.emit()

    def _show_hint(self) -> None:
        """What stands in the way, with what to do about it."""
        item = self.looking.problem()
        if item is not None:
            told = words(item.problem, item.params)
            self.hint.say("bad", " ".join(part for part in (told.sentence, told.cause, told.action) if part))
            self.finder.ask_for(missing_file(item.problem, item.params), item.path)
            return
        self.finder.ask_for("", "")
        older = ", ".join(self.looking.older)
        self.hint.say("info", self.tr("Older checkpoints are left out: {names}").format(names=older) if older else "")

    def _look_at_buttons(self) -> None:
        chosen = self.disks.chosen()
        states = self.looking.states()
        self.buttons.remove.setEnabled(bool(chosen))
        self.buttons.locate.setVisible("missing" in states.values())
        self.buttons.locate.setEnabled(len(chosen) == 1)
