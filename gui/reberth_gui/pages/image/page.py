"""The first step: choose the server's disks, see what they are, scan them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import platformdirs
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from reberth.jobs.table import RECOGNISE, SAMPLE, SCAN
from reberth.model.events import Progress
from reberth.model.recognition import RecogniseRequest, SampleRequest
from reberth.model.requests import ScanRequest
from reberth_gui.language import words
from reberth_gui.models.quantities import count_text
from reberth_gui.pages.image.card import ServerCard
from reberth_gui.pages.image.choosing import ChoosingButtons, WimBox
from reberth_gui.pages.image.disks import Disks, dropped_paths, file_name, take_files
from reberth_gui.pages.image.engine_check import EngineCheck
from reberth_gui.pages.image.parent_finder import ParentFinder
from reberth_gui.pages.image.scan_progress import ScanProgress
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
    from reberth.model.recognition import Recognised
    from reberth_gui.jobs.running import Running
    from reberth_gui.session.session import Session


class ImagePage(Page):
    """Disks, recognition, scan, server, target."""

    name: ClassVar[str] = "image"

    def __init__(self, session: Session) -> None:
        """Make the page; it begins to look at disks when it is shown."""
        super().__init__(session)
        self._found: dict[str, Recognised] = {}
        self._older: tuple[str, ...] = ()
        self._looking: Running | None = None
        self._scan: Running | None = None
        self._progress = ScanProgress()
        self._build()
        session.changed.connect(self._show_all)
        session.scanned.connect(self._scanned)
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
        column.addWidget(self.card, 4)
        column.addWidget(self.target)
        self.setAcceptDrops(True)
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

    # --- what the shell asks

    def title(self) -> str:
        """The instruction."""
        return self.tr("Choose the server's disks")

    def note(self) -> str:
        """The first disk, and how many more."""
        paths = self._disks()
        if not paths:
            return ""
        first = file_name(paths[0])
        return first if len(paths) == 1 else self.tr("{first} and {more} more").format(first=first, more=len(paths) - 1)

    def action(self) -> tuple[str, Callable[[], None]] | None:
        """Scan, or cancel the scan."""
        if self._scan is not None:
            return self.tr("Cancel &scan"), self._scan.cancel
        return (self.tr("&Scan"), self.scan) if self.session.migration.paths else None

    def next_text(self) -> str:
        """What comes next."""
        return self.tr("&Next: artifacts")

    def can_next(self) -> bool:
        """After a scan."""
        return self.session.inventory is not None and self._scan is None

    def warning(self) -> bool:
        """A disk that moved, changed, or cannot be read."""
        return any(state != "same" for state in self._states().values())

    def enter(self) -> None:
        """Look at the disks that are not known yet, and ask the engine."""
        self._recognise()
        self.engine.check()
        self._show_all()

    def remedies(self, error: ReberthError) -> list[tuple[str, Callable[[], None]]]:
        """Scan again, or with other disks."""
        if error.code == "source.parent-missing":
            name = str(error.params["parent"])
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
            self._change(paths=tuple(str(Path(place)) if item == path else item for item in paths))

    def _find_and_scan(self, name: str) -> None:
        """A scan ended for want of a parent: with it, it begins again."""
        if path := self.finder.ask(name):
            self.add([path])
            self.scan()

    def _give_letter(self, volume: str, letter: str) -> None:
        others = tuple(item for item in self.session.migration.letters if item[0] != volume and item[1] != letter)
        self.session.update(letters=(*others, (volume, letter)))
        self.scan()

    def _change(self, **fields: object) -> None:
        """Other disks: what was found on the old ones does not count any more."""
        before = self.session.migration
        self._cancel_scan()
        if "paths" in fields and fields["paths"] != before.paths:
            fields["letters"] = ()
        if "wim_image" in fields:
            self._found = {path: item for path, item in self._found.items() if not item.images}
        self.session.update(**fields)
        if self.session.migration != before:
            self.session.forget_scan()
        if self.session.migration.paths != before.paths:
            self._forget_chains(set(self.session.migration.paths))
        self._recognise()
        self._show_all()

    def _forget_chains(self, paths: set[str]) -> None:
        """What was found of a disk on top of others holds only as long as those are given."""
        self._older = ()
        self._found = {
            path: item
            for path, item in self._found.items()
            if not item.problem.startswith("source.parent-") and paths.issuperset(item.parents)
        }

    def _recognise(self) -> None:
        """Look at what is not known yet."""
        paths = tuple(path for path in self.session.migration.paths if path not in self._found)
        if not paths:
            return
        if self._looking is not None:
            self._looking.cancel()
        migration = self.session.migration
        running = self.session.start(RECOGNISE, RecogniseRequest(paths, migration.wim_image, migration.paths))
        self._looking = running
        running.items.connect(self._take_recognised)
        running.failed.connect(self.failed)
        running.over.connect(self._looked)

    def _looked(self) -> None:
        if self._looking is not None and not self._looking.running:
            self._looking = None

    def _take_recognised(self, items: list[Recognised]) -> None:
        """Fill in what was found; a machine's folder is replaced by its disks."""
        for item in items:
            self._found[item.path] = item
        for item in items:
            if item.inside and item.path in self.session.migration.paths:
                paths = self.session.migration.paths
                at = paths.index(item.path)
                self._change(paths=tuple(dict.fromkeys((*paths[:at], *item.inside, *paths[at + 1 :]))))
                self._older = item.older
        self._show_all()

    # --- scan

    def scan(self) -> None:
        """Scan the disks in a worker."""
        self._cancel_scan()
        migration = self.session.migration
        # All kinds, so that they can be chosen afterwards; and records that have to be named to be found.
        named = (word for word in migration.selection.artifacts if "/" in word)
        request = ScanRequest(migration.paths, migration.wim_image, migration.letters, ("all", *named))
        self._progress = ScanProgress()
        self.progress.begin(words("phase.open-disks").sentence)
        running = self.session.start(SCAN, request)
        self._scan = running
        running.events.connect(self._take_events)
        running.finished.connect(self._take)
        running.failed.connect(self.failed)
        running.over.connect(self._scan_over)
        self.changed.emit()

    def _scan_again(self) -> None:
        if self.session.migration.paths and self._scan is None:
            self.scan()

    def _take(self, inventory: Inventory) -> None:
        """A scan's result; that of a scan of other disks, which was too quick to be cancelled, does not count."""
        if self._scan is not None and not self._scan.running:
            self._scan = None
            self.session.take(inventory)
            self.session.mark_seen(self.name)

    def _cancel_scan(self) -> None:
        if self._scan is not None:
            running, self._scan = self._scan, None
            running.cancel()
            self.progress.end()

    def _scan_over(self) -> None:
        if self._scan is None or not self._scan.running:
            self._scan = None
            self.progress.end()
        self._show_all()

    def _take_events(self, events: list[object]) -> None:
        for event in events:
            if isinstance(event, Progress):
                text = words(event.phase).sentence
                if event.unit == "files" and event.done:
                    text = self.tr("{phase}: {files} files").format(phase=text, files=count_text(event.done))
                self.progress.go_on(self._progress.take(event), f"{text}…")

    # --- showing

    def _scanned(self) -> None:
        self.card.show_server(self.session.inventory)
        self.changed.emit()

    def _show_all(self) -> None:
        migration = self.session.migration
        self.disks.fill(migration.paths, self._found, self._states())
        self.card.show_server(self.session.inventory)
        wims = [item for path in migration.paths if (item := self._found.get(path)) is not None and item.images]
        self.wim.show_images(wims[0].images if wims else (), migration.wim_image)
        plan = self.session.plan
        self.target.show_target(
            migration.target, plan.base.reference if plan else f"servercore:{migration.selection.windows}"
        )
        self._show_hint()
        self._look_at_buttons()
        self.changed.emit()

    def _show_hint(self) -> None:
        """What stands in the way, with what to do about it."""
        for path in self._disks():
            item = self._found.get(path)
            if item is None or not item.problem or (item.problem == "source.wim-choice" and item.images):
                continue
            told = words(item.problem, item.params)
            self.hint.say("bad", " ".join(part for part in (told.sentence, told.cause, told.action) if part))
            missing = item.params["parent"] if item.problem == "source.parent-missing" else ""
            self.finder.ask_for(str(missing), path)
            return
        self.finder.ask_for("", "")
        older = ", ".join(self._older)
        self.hint.say("info", self.tr("Older checkpoints are left out: {names}").format(names=older) if older else "")

    def _disks(self) -> list[str]:
        """The paths that are disks of their own, and not only parents of others."""
        paths = self.session.migration.paths
        parents = {parent for path in paths if path in self._found for parent in self._found[path].parents}
        return [path for path in paths if path not in parents]

    def _states(self) -> dict[str, str]:
        """Each disk against what it was when it was scanned, by what the worker saw: a share may keep one waiting."""
        known = {item.path: (item.size, item.modified) for item in self.session.migration.identities}
        states = {}
        for path in self.session.migration.paths:
            item = self._found.get(path)
            if item is not None:
                now = (item.file_size, item.modified)
                states[path] = "missing" if item.file_size < 0 else "same" if known.get(path, now) == now else "changed"
        return states

    def _look_at_buttons(self) -> None:
        chosen = self.disks.chosen()
        states = self._states()
        self.buttons.remove.setEnabled(bool(chosen))
        self.buttons.locate.setVisible("missing" in states.values())
        self.buttons.locate.setEnabled(len(chosen) == 1)
