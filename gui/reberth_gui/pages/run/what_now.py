"""What was carried over and what not, and what can be done with the image now."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from reberth.migration.command_lines import join
from reberth_gui.models.rows import Rows
from reberth_gui.pages.run.tables import outcome_headers, outcome_rows
from reberth_gui.widgets.banner import Banner
from reberth_gui.widgets.code_view import CodeView
from reberth_gui.widgets.table import Table

if TYPE_CHECKING:
    from reberth.migration.command_lines import CommandLine
    from reberth.model.plan import Outcome

_ALL, _KUBERNETES = "all", "kubernetes"


class WhatNow(QWidget):
    """Outcomes above, next steps below.

    Signals:
        push, save: The user wants the image pushed, or saved as a tar.
    """

    push = Signal()
    save = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing to tell yet."""
        super().__init__(parent)
        self._lines: tuple[CommandLine, ...] = ()
        self._manifest = ""
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.rows = Rows(outcome_headers(), self)
        self.table = Table(self.tr("What became of everything that was found"))
        self.table.show_model(self.rows, (40, 22))
        self.outcome = Banner()
        self.code = CodeView(self.tr("Command lines to copy"))
        self._push = QPushButton(self.tr("Push\N{HORIZONTAL ELLIPSIS}"))
        self._push.clicked.connect(self.push)
        self._save = QPushButton(self.tr("Save as tar\N{HORIZONTAL ELLIPSIS}"))
        self._save.clicked.connect(self.save)
        self._make_steps()
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.summary)
        above.addWidget(self.table, 1)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self._label)
        row.addWidget(self.step, 1)
        for widget in (self.shell, self.copy, self._push, self._save):
            row.addWidget(widget)
        below.addLayout(row)
        below.addWidget(self.outcome)
        below.addWidget(self.code, 1)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(upper)
        both.addWidget(lower)
        column = QVBoxLayout(self)
        column.addWidget(both)

    def _make_steps(self) -> None:
        self.step = QComboBox()
        for name, text in (
            (_ALL, self.tr("Everything by command line")),
            ("push", self.tr("Push to a registry")),
            ("save", self.tr("Save as a tar, for an engine without a registry")),
            ("compose", self.tr("Start with Compose")),
            (_KUBERNETES, self.tr("Run on Kubernetes")),
        ):
            self.step.addItem(text, name)
        self.step.currentIndexChanged.connect(lambda _index: self._show_step())
        self._label = QLabel(self.tr("Ne&xt step:"))
        self._label.setBuddy(self.step)
        self.shell = QComboBox()
        self.shell.addItem("PowerShell", "powershell")
        self.shell.addItem("sh", "sh")
        self.shell.setCurrentIndex(0 if os.name == "nt" else 1)
        self.shell.setAccessibleName(self.tr("Shell for the command lines"))
        self.shell.currentIndexChanged.connect(lambda _index: self._show_step())
        self.copy = QPushButton(self.tr("Copy"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.code.text()))

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

    def busy(self, *, busy: bool) -> None:
        """One thing at a time."""
        self._push.setEnabled(not busy)
        self._save.setEnabled(not busy)

    def _show_step(self) -> None:
        name, shell = self.step.currentData(), self.shell.currentData()
        self.shell.setVisible(name != _KUBERNETES)
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
