"""The steps as the step list shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from reberth.migration import flow
from reberth_gui.models.tips import plain_tip

if TYPE_CHECKING:
    from reberth_gui.style.icons import Kind

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
STEP_ROLE = Qt.ItemDataRole.UserRole + 1
_KINDS: dict[str, Kind] = {
    "to-do": "to-do",
    "current": "current",
    "done": "good",
    "warning": "warning",
    "look-again": "again",
    "locked": "locked",
}


class ShownStep(NamedTuple):
    """A row: the step's name in the flow, its state, the second line, and its number from 1."""

    name: str
    state: flow.State = "locked"
    note: str = ""
    number: int = 0

    @property
    def kind(self) -> Kind:
        """The icon of the state."""
        return _KINDS[self.state]

    @property
    def second_line(self) -> str:
        """The note; where the step waits for another look, that."""
        return state_text("look-again") if self.state == "look-again" else self.note


class StepModel(QAbstractListModel):
    """The steps of one window, in the order of the flow."""

    def __init__(self) -> None:
        """Start with steps that nothing is known about."""
        super().__init__()
        self._steps = [ShownStep(name, number=number) for number, name in enumerate(flow.NAMES, 1)]

    def show(self, steps: list[ShownStep]) -> None:
        """Show the steps as they are now."""
        if steps != self._steps:
            self._steps = steps
            self.dataChanged.emit(self.index(0), self.index(len(steps) - 1))

    def step(self, index: _Index) -> ShownStep:
        """The step of a row."""
        return self._steps[index.row()]

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """As Qt asks; the state is told in words to those who cannot see the icon."""
        if not index.isValid():
            return None
        step = self.step(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return step_text(step.name)
        if role == STEP_ROLE:
            return step
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(step.second_line) if step.state != "locked" else why_locked(step.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (step_text(step.name), step.note, state_text(step.state))
            return ", ".join(part for part in parts if part)
        return None


def step_text(name: str) -> str:
    """A step's name for people."""
    texts = {
        "image": QCoreApplication.translate("Steps", "Image"),
        "artifacts": QCoreApplication.translate("Steps", "Artifacts"),
        "sites": QCoreApplication.translate("Steps", "Sites"),
        "readiness": QCoreApplication.translate("Steps", "Readiness"),
        "dockerfile": QCoreApplication.translate("Steps", "Dockerfile"),
        "build": QCoreApplication.translate("Steps", "Build"),
        "run": QCoreApplication.translate("Steps", "Test run"),
    }
    return texts[name]


def state_text(state: flow.State) -> str:
    """A state for people."""
    texts = {
        "to-do": QCoreApplication.translate("Steps", "To do"),
        "current": QCoreApplication.translate("Steps", "Current step"),
        "done": QCoreApplication.translate("Steps", "Done"),
        "warning": QCoreApplication.translate("Steps", "Done, with a warning"),
        "look-again": QCoreApplication.translate("Steps", "Needs another look"),
        "locked": QCoreApplication.translate("Steps", "Not possible yet"),
    }
    return texts[state]


def why_locked(name: str) -> str:
    """What has to happen before a step can be entered."""
    if name == "run":
        return QCoreApplication.translate("Steps", "Build the image first.")
    return QCoreApplication.translate("Steps", "Scan the disks first.")
