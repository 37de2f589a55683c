"""Processes and use, the old logs asked again, the two kinds of isolation compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from reberth_gui.models.quantities import count_text, decimal_text, size_text
from reberth_gui.models.rows import Row, Rows
from reberth_gui.pages.run.tables import (
    compare_headers,
    compare_rows,
    difference_headers,
    difference_rows,
    process_text,
)
from reberth_gui.widgets.progress_line import ProgressLine
from reberth_gui.widgets.table import Table
from reberth_gui.widgets.wrapping import WrappingLabel
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reberth.model.engine_requests import ProcessesResult
    from reberth.model.trial_requests import ReplayResult
    from reberth_gui.pages.run.tables import Trial


class _Tab(QWidget):
    """A text, a table, and a button under it."""

    asked = Signal()

    def __init__(self, name: str, button: str) -> None:
        super().__init__()
        self.text = WrappingLabel()
        self.table = Table(name)
        self.button = QPushButton(button)
        self.button.clicked.connect(self.asked)
        self.button.setEnabled(False)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._row.addWidget(self.button)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.text)
        self._column.addWidget(self.table, 1)
        self._column.addLayout(self._row)

    def show_rows(self, headers: Sequence[str], rows: Sequence[Row], widths: tuple[int, ...] = ()) -> None:
        model = self.table.model()
        if isinstance(model, Rows) and tuple(headers) == self._headers:
            model.replace(rows)
            return
        self._headers = tuple(headers)
        model = Rows(headers, self)
        model.fill(rows)
        self.table.show_model(model, widths)

    _headers: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is in the table."""
        model = self.table.model()
        return model.rows if isinstance(model, Rows) else ()


class ProcessesTab(_Tab):
    """What runs in the container, what it uses, and whether the host sees it.

    Signals:
        asked: Look again now.
    """

    def __init__(self) -> None:
        """Nothing runs yet."""
        super().__init__(self.tr("Processes in the container"), self.tr("R&efresh now"))
        self.text.setText(self.tr("No container runs."))

    def show_processes(self, result: ProcessesResult) -> None:
        """Show what was found."""
        found, usage = result.processes, result.usage
        memory = size_text(usage.memory) + (f" / {size_text(usage.limit)}" if usage.limit else "")
        used = self.tr("Processor: {cpu} %   Memory: {memory}").format(cpu=decimal_text(usage.cpu), memory=memory)
        self.text.setText(f"{used}\n{process_text(found)}")
        rows = [Row(tuple(shown(cell) for cell in row)) for row in found.rows]
        self.show_rows([shown(title) for title in found.titles], rows, (30,))

    def clear(self) -> None:
        """The container is gone."""
        self.text.setText(self.tr("No container runs."))
        self.show_rows((), ())


class ReplayTab(_Tab):
    """What the old server's own logs say, asked of the container.

    Signals:
        asked: Ask now, or stop asking.
    """

    def __init__(self) -> None:
        """Nothing was asked yet."""
        super().__init__(self.tr("Addresses that are answered otherwise"), self.tr("Ask old addresses (repla&y)"))
        self.text.setText(
            self.tr(
                "Every address in the old server's own logs is asked of the container, GET only, without a sign-in."
                " Think of what the application's database is before you ask."
            )
        )
        self.progress = ProgressLine(self.tr("Progress of the questions"))
        self._column.insertWidget(1, self.progress)

    def begin(self) -> None:
        """Asking has begun; the button stops what it started."""
        self.progress.begin(self.tr("Starting"))
        self.button.setText(self.tr("Stop asking (repla&y)"))

    def end(self) -> None:
        """Asking is over."""
        self.progress.end()
        self.button.setText(self.tr("Ask old addresses (repla&y)"))

    def show_result(self, result: ReplayResult) -> None:
        """Show the differences."""
        text = self.tr(
            "Requests: {lines}, log files: {files}."
            " Different addresses asked: {asked}, answered otherwise: {differences}."
        )
        self.text.setText(
            text.format(
                lines=count_text(result.lines),
                files=count_text(result.files),
                asked=count_text(result.asked),
                differences=count_text(len(result.differences)),
            )
        )
        self.show_rows(difference_headers(), difference_rows(result.differences), (50, 10, 10, 12))


class CompareTab(_Tab):
    """The newest run of each kind of isolation, side by side.

    Signals:
        asked: Run in the other mode.
    """

    def __init__(self) -> None:
        """Nothing to compare yet."""
        super().__init__(self.tr("Runs side by side"), self.tr("Chec&k the other mode"))
        self.text.setText(self.tr("Run the image in both modes, and see here where they differ."))

    def show_trials(self, trials: Sequence[Trial]) -> None:
        """Show the runs."""
        self.show_rows(compare_headers(trials), compare_rows(trials), (44, 28))
