"""What was carried over and what not, and what can be done with the image now."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from reberth.migration.command_lines import join
from reberth_gui.models.rows import Rows
from reberth_gui.pages.run.tables import outcome_headers, outcome_rows
from reberth_gui.widgets.banner import Banner
from reberth_gui.widgets.code_view import CodeView
from reberth_gui.widgets.table import Table
from reberth_gui.widgets.turning import TurningSplitter

if TYPE_CHECKING:
    from reberth.migration.command_lines import CommandLine
    from reberth.model.plan import Outcome

_ALL, _KUBERNETES = "all", "kubernetes"
_LINES = 5
# Letters, for the list beside the commands.
_WIDE = 80


class WhatNow(QWidget):
    """Outcomes above, next steps below: a list of them, and of the chosen one its commands and buttons.

    Signals:
        push, save, compose_up, compose_down, manifest: The user wants it done: the image pushed, saved as a tar,
            started or stopped with Compose; the manifest for Kubernetes written.
        cancelled: What is on its way shall end.
    """

    push = Signal()
    save = Signal()
    compose_up = Signal()
    compose_down = Signal()
    manifest = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing to tell yet."""
        super().__init__(parent)
        self._lines: tuple[CommandLine, ...] = ()
        self._manifest = ""
        self._busy = self._up = False
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.rows = Rows(outcome_headers(), self)
        self.table = Table(self.tr("What became of everything that was found"))
        self.table.show_model(self.rows, (40, 22))
        self.outcome = Banner()
        self.code = CodeView(self.tr("Command lines to copy"))
        self._make_steps()
        self._make_buttons()
        self._lay_out()
        self.step.setCurrentRow(0)

    def _make_steps(self) -> None:
        self.step = QListWidget()
        for name, text in (
            ("push", self.tr("Push to a registry")),
            ("save", self.tr("Save as a tar")),
            ("compose", self.tr("Start with Compose")),
            (_KUBERNETES, self.tr("Run on Kubernetes")),
            (_ALL, self.tr("All of it by command line")),
        ):
            item = QListWidgetItem(text, self.step)
            item.setData(Qt.ItemDataRole.UserRole, name)
        self.step.currentRowChanged.connect(lambda _row: self._show_step())
        self.step.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.step.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._label = QLabel(self.tr("Ne&xt step:"))
        self._label.setBuddy(self.step)

    def _make_buttons(self) -> None:
        self.shell = QComboBox()
        self.shell.addItem("PowerShell", "powershell")
        self.shell.addItem("sh", "sh")
        self.shell.setCurrentIndex(0 if os.name == "nt" else 1)
        self.shell.setAccessibleName(self.tr("Shell for the command lines"))
        self.shell.currentIndexChanged.connect(lambda _index: self._show_step())
        self.copy = QPushButton(self.tr("Cop&y"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.code.text()))
        self.acts: dict[str, QPushButton] = {}
        for name, text, signal in (
            ("push", self.tr("&Push\N{HORIZONTAL ELLIPSIS}"), self.push),
            ("save", self.tr("Sa&ve as tar\N{HORIZONTAL ELLIPSIS}"), self.save),
            ("compose", self.tr("Start with Co&mpose\N{HORIZONTAL ELLIPSIS}"), self.compose_up),
            ("down", self.tr("Stop and &remove"), self.compose_down),
            (_KUBERNETES, self.tr("Save &manifest\N{HORIZONTAL ELLIPSIS}"), self.manifest),
        ):
            self.acts[name] = button = QPushButton(text)
            button.clicked.connect(signal)
        self.stop = QPushButton(self.tr("Canc&el"))
        self.stop.clicked.connect(self.cancelled)

    def _lay_out(self) -> None:
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.summary)
        above.addWidget(self.table, 1)
        left, right = QWidget(), QWidget()
        steps, chosen = QVBoxLayout(left), QVBoxLayout(right)
        for layout in (steps, chosen):
            layout.setContentsMargins(0, 0, 0, 0)
        steps.addWidget(self._label)
        steps.addWidget(self.step, 1)
        buttons = QHBoxLayout()
        for button in (*self.acts.values(), self.stop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.shell)
        buttons.addWidget(self.copy)
        chosen.addLayout(buttons)
        chosen.addWidget(self.outcome)
        chosen.addWidget(self.code, 1)
        lower = TurningSplitter(_WIDE)
        lower.addWidget(left)
        lower.addWidget(right)
        lower.setStretchFactor(1, 1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(upper)
        both.addWidget(lower)
        column = QVBoxLayout(self)
        column.addWidget(both)
        self.code.setMinimumHeight(self.fontMetrics().height() * _LINES)
        self.step.setMinimumHeight(self.fontMetrics().height() * _LINES)

    def show_outcomes(self, outcomes: tuple[Outcome, ...]) -> None:
        """Show the fate of each discovered thing."""
        rows = outcome_rows(outcomes)
        self.rows.fill(rows)
        counts = {kind: sum(row.kind == kind for row in rows) for kind in ("good", "undecided", "info")}
        text = self.tr("Carried over: {carried}   To be decided: {undecided}   Left out: {left}")
        self.summary.setText(text.format(carried=counts["good"], undecided=counts["undecided"], left=counts["info"]))

    def show_commands(self, lines: tuple[CommandLine, ...], manifest: str) -> None:
        """Take the command lines and the manifest for Kubernetes."""
        self._lines, self._manifest = lines, manifest
        self._show_step()

    def choose(self, name: str) -> None:
        """Show a step: ``push``, ``save``, ``compose``, ``kubernetes`` or ``all``."""
        names = [self.step.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.step.count())]
        self.step.setCurrentRow(names.index(name))

    def manifest_text(self) -> str:
        """The manifest for Kubernetes."""
        return self._manifest

    def busy(self, *, busy: bool) -> None:
        """One thing at a time."""
        self._busy = busy
        self._show_buttons()

    def is_up(self, *, up: bool) -> None:
        """Whether something that was started with Compose runs."""
        self._up = up
        self._show_buttons()

    def _name(self) -> str:
        name: str = self.step.currentItem().data(Qt.ItemDataRole.UserRole)
        return name

    def _show_buttons(self) -> None:
        name = self._name()
        for act, button in self.acts.items():
            button.setVisible(act == name or (act == "down" and name == "compose" and self._up))
            button.setEnabled(not self._busy)
        self.stop.setVisible(self._busy)
        self.shell.setVisible(name != _KUBERNETES)

    def _show_step(self) -> None:
        name, shell = self._name(), self.shell.currentData()
        self._show_buttons()
        if name == _KUBERNETES:
            self.code.set_text(self._manifest, "yaml")
            return
        text = "\n".join(f"# {self._about(line.name)}\n{join(line.words, shell)}\n" for line in self._chosen(name))
        if not text:
            text = f"# {self.tr('Name a registry in the settings first.')}\n"
        self.code.set_text(text, "script")

    def _chosen(self, name: str) -> list[CommandLine]:
        """The lines of a step; Compose needs the build folder first."""
        needed = {_ALL: {line.name for line in self._lines}, "compose": {"convert", "build", "compose"}}
        return [line for line in self._lines if line.name in needed.get(name, {name})]

    def _about(self, name: str) -> str:
        return {
            "scan": self.tr("Look at the disks"),
            "convert": self.tr("Write the build folder"),
            "build": self.tr("Build the image from the disks"),
            "run": self.tr("Run it and ask each site"),
            "replay": self.tr("Ask the old server's addresses"),
            "stop": self.tr("Stop it"),
            "push": self.tr("Push it to the registry"),
            "save": self.tr("Save it as a tar"),
            "compose": self.tr("Start it with Compose"),
        }[name]
