"""One build as it is seen: a bar, the steps beside the Dockerfile, log and layers below them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QHeaderView, QPushButton, QSplitter, QVBoxLayout, QWidget

from reberth_gui.language import words
from reberth_gui.models.rows import Rows
from reberth_gui.pages.build.build_state import BuildState
from reberth_gui.pages.build.tables import layer_headers, layer_rows, pulled_rows, step_headers, step_rows, time_text
from reberth_gui.pages.files import write_file
from reberth_gui.widgets.code_view import CodeView
from reberth_gui.widgets.log_view import LogView
from reberth_gui.widgets.progress_line import ProgressLine
from reberth_gui.widgets.table import Table
from reberth_gui.widgets.tabs import Tabs
from reberth_gui.widgets.turning import TurningSplitter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex

    from reberth.model.engine import Layer
    from reberth.model.events import Event
    from reberth_gui.widgets.log_view import LogLine

# More of a log than anybody reads; a runaway command must not eat the memory.
_MOST_KEPT = 200_000
_TICK_MS = 500
# Letters, for steps beside the Dockerfile.
_WIDE = 90


class BuildView(QWidget):
    """Steps, Dockerfile, log and layers of the build that was last planned.

    Attributes:
        state: What is known of the build.
        tabs: Log and layers; the page puts its checks before them.

    Signals:
        moved: Another step runs.
        failed: A :class:`ReberthError` from saving the log.
    """

    moved = Signal()
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is planned yet."""
        super().__init__(parent)
        self.state = BuildState()
        self._kept: deque[LogLine] = deque(maxlen=_MOST_KEPT)
        self._of_all, self._of_step = QElapsedTimer(), QElapsedTimer()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_times)
        self.progress = ProgressLine(self.tr("Progress of the build"))
        self.steps = Rows(step_headers(), self)
        self.step_table = Table(self.tr("Steps of the build"), lines=8)
        self.step_table.show_model(self.steps, (30, 4, 6, 8, 15))
        # What a step does is longer than what came of it.
        self.step_table.header().setStretchLastSection(False)
        self.step_table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.step_table.selectionModel().currentChanged.connect(self._step_chosen)
        self.step_table.activated.connect(self._step_activated)
        self.dockerfile = CodeView(self.tr("Dockerfile of this build"))
        self.log = LogView(self.tr("Log of the build"))
        self.layers = Rows(layer_headers(), self)
        self.layer_table = Table(self.tr("Layers of the image"))
        self.layer_table.show_model(self.layers, (16, 20))
        self.tabs = Tabs(self.tr("Checks, log and layers"))
        self._save = QPushButton(self.tr("&Save log\N{HORIZONTAL ELLIPSIS}"))
        self._save.clicked.connect(self._save_log)
        self._lay_out()

    def _lay_out(self) -> None:
        self.log_tab = QWidget()
        inside = QVBoxLayout(self.log_tab)
        inside.addWidget(self.log, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._save)
        inside.addLayout(row)
        self.tabs.addTab(self.log_tab, self.tr("Lo&g"))
        self.tabs.addTab(self.layer_table, self.tr("La&yers"))
        upper = TurningSplitter(_WIDE)
        upper.addWidget(self.step_table)
        upper.addWidget(self.dockerfile)
        upper.setStretchFactor(0, 3)
        upper.setStretchFactor(1, 2)
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.setChildrenCollapsible(False)
        whole.addWidget(upper)
        whole.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.progress)
        column.addWidget(whole, 1)

    def plan(self, dockerfile: str) -> None:
        """Show a Dockerfile and its steps before the first of them runs."""
        self.dockerfile.set_text(dockerfile, "dockerfile")
        self.dockerfile.set_marks({})
        self.state = BuildState(dockerfile)
        self.steps.fill(step_rows(self.state))
        self.layers.fill(())

    def begin(self) -> None:
        """The planned build starts: an empty log, in front."""
        self._kept.clear()
        self.log.clear()
        self.tabs.setCurrentWidget(self.log_tab)
        self.progress.begin(self.tr("Starting"))
        self._of_all.start()
        self._of_step.start()
        self._tick.start()

    def hear(self, events: Iterable[Event]) -> None:
        """Take a batch of events."""
        before = self.state.current
        lines = self.state.take(events)
        if self.state.current is not before:
            self._of_step.restart()
            self.moved.emit()
        if lines:
            self._kept.extend(lines)
            self.log.add(lines)
        if self.state.layers:
            self.layers.replace(pulled_rows(self.state.layers.values()))
        self._show_times()

    def fail(self, step: int, line: int) -> float:
        """The build failed in a step (0 for in none), at a line of the Dockerfile (0 unknown).

        Returns:
            The seconds it took.
        """
        self.state.fail(step)
        if line:
            self.dockerfile.set_marks({line: "removed"})
            self.dockerfile.go_to(line)
        return self._of_all.elapsed() / 1000

    def end(self) -> None:
        """It is over, whatever came of it."""
        self._tick.stop()
        self.progress.end()
        self.steps.replace(step_rows(self.state))

    def show_layers(self, layers: tuple[Layer, ...]) -> None:
        """Show the layers of the finished image, and with each step what it added."""
        self.state.add_sizes(tuple(layer.size for layer in layers))
        self.layers.fill(layer_rows(layers))
        self.steps.replace(step_rows(self.state))

    def save_log_to(self, path: str) -> None:
        """Write the whole log, of which the view shows the end."""
        error = write_file(path, "".join(line.text + "\n" for line in self._kept).encode())
        self.failed.emit(error)

    def _show_times(self) -> None:
        self.steps.replace(step_rows(self.state, self._of_step.elapsed() / 1000))
        step = self.state.current
        text = words(self.state.phase).sentence if self.state.phase else ""
        if step is not None and not text:
            text = self.tr("Step {number} of {total}: {text}").format(
                number=step.number, total=len(self.state.steps), text=step.text[:120]
            )
        elapsed = self.tr("{time} elapsed").format(time=time_text(self._of_all.elapsed() / 1000))
        self.progress.go_on(self.state.fraction, f"{text or self.tr('Starting')}   ({elapsed})")

    def _step_chosen(self, index: QModelIndex) -> None:
        step = self.steps.rows[index.row()].key if index.isValid() else None
        if step is not None and step.line:
            self.dockerfile.go_to(step.line)

    def _step_activated(self, index: QModelIndex) -> None:
        self.tabs.setCurrentWidget(self.log_tab)
        self.log.show_line(self.state.heading(index.row() + 1))

    def _save_log(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(self, self.tr("Save log"), "build.log")
        if path:
            self.save_log_to(path)
