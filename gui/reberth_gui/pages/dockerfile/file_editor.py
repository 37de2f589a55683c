"""One generated file: its text in colours, the evidence of a line, edits by hand, the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reberth.migration.edited import FIXED, text_of
from reberth.migration.edits import make_edit
from reberth_gui.pages.dockerfile.edit_bar import EditBar
from reberth_gui.pages.dockerfile.evidence_panel import EvidencePanel
from reberth_gui.pages.dockerfile.steps import lines_of, own_lines, site_steps
from reberth_gui.widgets.diff_view import DiffView
from reberth_gui.widgets.piece_view import PieceView
from reberth_gui.widgets.syntax import language_of
from reberth_gui.widgets.turning import TurningSplitter

if TYPE_CHECKING:
    from reberth.model.edit import Edit, Edited
    from reberth.model.plan import Plan
    from reberth.model.rendered import RenderedFile

# Typing goes on without a new plan's worth of work at every key.
_AFTER_MS = 300
# Letters: below that, half of the room holds no line of a Dockerfile.
_WIDE = 110


class FileEditor(QWidget):
    """Shows and edits one file; knows nothing of the document.

    Signals:
        edited: A new :class:`Edit` of the file, None to have none.
    """

    edited = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is what a screen reader says."""
        super().__init__(parent)
        self._generated: RenderedFile | None = None
        self._file: RenderedFile | None = None
        self._edit: Edited | None = None
        self._plan: Plan | None = None
        self.bar = EditBar()
        self.text = PieceView(name)
        self.view = self.text.view
        self.evidence = EvidencePanel()
        self.diff = DiffView(self.tr("Generated"), self.tr("With your edit"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self.take_text)
        both = TurningSplitter(_WIDE)
        both.addWidget(self.text)
        both.addWidget(self.evidence)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(self.diff)
        column = QVBoxLayout(self)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.text.line_changed.connect(self._show_line)
        self.view.textChanged.connect(self._typed)
        self.bar.site_chosen.connect(self._show_site)
        self.bar.editing.connect(self._set_editing)
        self.bar.difference.connect(self._show_difference)
        self.bar.undone.connect(lambda: self.edited.emit(None))
        self.bar.dropped.connect(self._drop)

    @property
    def path(self) -> str:
        """The file shown, "" for none."""
        return self._file.path if self._file is not None else ""

    def show_file(
        self, generated: RenderedFile | None, file: RenderedFile | None, edit: Edited | None, plan: Plan | None
    ) -> None:
        """Show a file.

        Args:
            generated: As it is without an edit.
            file: With the edit.
            edit: What became of the edit, None without one.
            plan: What it was made from.
        """
        other = self._file is not None and file is not None and file.path != self._file.path
        if other:
            self.take_text()
            self.bar.edit.setChecked(False)
        self._generated, self._file, self._edit, self._plan = generated, file, edit, plan
        self.setEnabled(file is not None)
        self.bar.edit.setEnabled(file is not None and file.path not in FIXED)
        if plan is not None:
            self.bar.show_sites([site.name for site in plan.iis.sites])
        self.text.show_lines([line.text for line in file.lines] if file else (), language_of(self.path))
        if other:
            self.text.go_to(1)
        self._show_difference(self.bar.compare.isChecked())
        self.bar.show_edit(edit)
        self._mark()
        self._show_line(self.text.line())

    def _show_difference(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Compare only when it is looked at."""
        if on and self._generated is not None and self._file is not None:
            self.diff.show_texts(text_of(self._generated), text_of(self._file), language_of(self.path))
        self._stack.setCurrentIndex(int(on))

    def take_text(self) -> None:
        """Make an edit of what was typed."""
        self._soon.stop()
        if self._generated is None or self._file is None or not self.text.editable:
            return
        text = self.text.text()
        if text != text_of(self._file):
            self.edited.emit(make_edit(self._file.path, text_of(self._generated), text))

    def show_site(self, name: str) -> None:
        """Mark the lines of a site and go to the first."""
        self.bar.site.setCurrentIndex(max(0, self.bar.site.findData(name)))
        self._show_site(name)

    def _show_site(self, name: str) -> None:
        self._mark()
        if self._file is not None and self._plan is not None and name:
            lines = lines_of(self._file, site_steps(self._plan, name))
            if lines:
                self.text.go_to(lines[0])

    def _mark(self) -> None:
        if self._file is None or self._plan is None:
            self.text.set_marks({})
            return
        site = self.bar.site.currentData()
        steps = site_steps(self._plan, site) if site else frozenset[str]()
        marks = dict.fromkeys(own_lines(self._file), "added")
        marks.update(dict.fromkeys(lines_of(self._file, steps), "current"))
        self.text.set_marks(marks)

    def _show_line(self, number: int) -> None:
        if self._file is None or self._plan is None:
            self.evidence.clear()
        elif not self._soon.isActive():
            self.evidence.show_line(self._file, number, self._plan)

    def _typed(self) -> None:
        if self.text.editable and self._file is not None and self.text.text() != text_of(self._file):
            self._soon.start()

    def _set_editing(self, on: bool) -> None:  # noqa: FBT001 - a slot
        if on:
            self.bar.compare.setChecked(False)
        else:
            self.take_text()
        self.text.set_editable(on)
        if on:
            self.view.setFocus()

    def _drop(self) -> None:
        """Keep what of the edit has a place."""
        if self._generated is not None and self._file is not None:
            edit: Edit | None = make_edit(self._file.path, text_of(self._generated), text_of(self._file))
            self.edited.emit(edit)
