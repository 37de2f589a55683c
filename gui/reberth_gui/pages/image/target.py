"""Where will it run? The machine that the container is for, what that means, and how the local engine is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from reberth.containers.adviser import advise
from reberth.containers.targets import TARGETS, find_target
from reberth.model.errors import ReberthError
from reberth_gui.language import words
from reberth_gui.widgets.banner import Banner

if TYPE_CHECKING:
    from reberth_gui.style.icons import Kind

_NAMES = {
    "server": "Windows Server",
    "windows10": "Windows 10",
    "windows11": "Windows 11",
    "aks": "AKS",
    "kubernetes": "Kubernetes",
}


class TargetBox(QWidget):
    """A choice of machines, advice for the chosen one, and the engine's state.

    Signals:
        chosen: Name of a target, "" for the local engine's machine.
        check_asked: The engine shall be asked again.
    """

    chosen = Signal(str)
    check_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is asked of an engine before the page is shown."""
        super().__init__(parent)
        label = QLabel(self.tr("Where will it r&un?"))
        self._combo = QComboBox()
        label.setBuddy(self._combo)
        self._combo.addItem(self.tr("Where the engine runs"), "")
        for target in TARGETS:
            self._combo.addItem(target_title(target.name), target.name)
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(24)
        self._combo.activated.connect(lambda: self.chosen.emit(self._combo.currentData()))
        self._check = QPushButton(self.tr("Chec&k engine"))
        self._check.clicked.connect(self.check_asked)
        self.advice = Banner()
        self.engine = Banner()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        # Four rows: side by side they would be wider than a small window.
        grid.setColumnStretch(0, 1)
        grid.addWidget(label, 0, 0, 1, 2)
        grid.addWidget(self._combo, 1, 0)
        grid.addWidget(self._check, 1, 1)
        grid.addWidget(self.advice, 2, 0, 1, 2)
        grid.addWidget(self.engine, 3, 0, 1, 2)

    def show_target(self, name: str, base: str) -> None:
        """Show a target of the document, and what it means for a base image."""
        at = self._combo.findData(name)
        if at < 0:
            self._combo.addItem(target_title(name), name)
            at = self._combo.count() - 1
        self._combo.setCurrentIndex(at)
        if not name:
            self.advice.say("info", "")
            return
        try:
            advice = advise(base, "default", find_target(name))
        except ReberthError as error:
            self.advice.say("bad", words(error.code, error.params).sentence)
            return
        told = words(advice.code, advice.params)
        kinds: dict[bool | None, Kind] = {True: "good", False: "bad", None: "undecided"}
        self.advice.say(
            kinds[advice.runs],
            " ".join(part for part in (told.sentence, told.action if not advice.runs else "") if part),
        )

    def checking(self) -> None:
        """The engine is being asked."""
        self._check.setEnabled(False)
        self.engine.say("current", self.tr("Asking the container engine…"))

    def say_engine(self, kind: Kind, text: str) -> None:
        """What the engine said."""
        self._check.setEnabled(True)
        self.engine.say(kind, text)


def target_title(name: str) -> str:
    """A target as people call it: ``server2022`` is Windows Server 2022."""
    for prefix, title in _NAMES.items():
        if name.startswith(prefix):
            rest = name[len(prefix) :].strip("-")
            inner = target_title(rest) if rest.startswith("server") else rest.replace("windows", "Windows Server ")
            return f"{title}, {inner}" if prefix in {"aks", "kubernetes"} else f"{title} {inner.upper()}".strip()
    return name
