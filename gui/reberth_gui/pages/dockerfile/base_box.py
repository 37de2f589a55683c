"""The image's base and what it means where the container shall run; two choices that change the whole image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from reberth.containers.adviser import advise
from reberth.containers.targets import find_target
from reberth.model.errors import ReberthError
from reberth.model.selection import Selection
from reberth_gui.language import words
from reberth_gui.widgets.banner import Banner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reberth.model.engine import Advice
    from reberth.model.plan import Plan
    from reberth_gui.style.icons import Kind

WINDOWS = {
    "ltsc2019": "Windows Server 2019 (ltsc2019)",
    "ltsc2022": "Windows Server 2022 (ltsc2022)",
    "ltsc2025": "Windows Server 2025 (ltsc2025)",
}


def advice_for(reference: str, target: str) -> tuple[Advice, ...]:
    """What a base image means on a target, for process and for Hyper-V isolation; nothing without a target."""
    try:
        machine = find_target(target) if target else None
    except ReberthError:
        machine = None
    return () if machine is None else tuple(advise(reference, mode, machine) for mode in ("process", "hyperv"))


class BaseBox(QWidget):
    """Choices of the image as a whole.

    Attributes:
        summary: The base image in a line, for the page; everything else is in the box.

    Signals:
        chosen: The :class:`Selection` with a choice changed.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the box out."""
        super().__init__(parent)
        self._selection = Selection()
        self._reference = ""
        self.windows = QComboBox()
        for name, text in WINDOWS.items():
            self.windows.addItem(text, name)
        self.windows.activated.connect(lambda _index: self._change(windows=self.windows.currentData()))
        self.base = QLineEdit()
        self.base.setPlaceholderText(self.tr("Chosen by rule"))
        self.base.editingFinished.connect(self._base_entered)
        self.tls = QCheckBox(self.tr("&TLS ends in front of the container"))
        self.tls.toggled.connect(lambda on: self._change(tls_in_front=on))
        self.keep = QCheckBox(self.tr("&Keep secrets in the files"))
        self.keep.setToolTip(
            self.tr("Files that hold secrets are copied as they are: everyone who has the image has them.")
        )
        self.keep.toggled.connect(lambda on: self._change(keep_secrets=on))
        version, base = QLabel(self.tr("&Windows version:")), QLabel(self.tr("Base ima&ge:"))
        version.setBuddy(self.windows)
        base.setBuddy(self.base)
        self.summary = Banner()
        self.reason = Banner()
        self.advice = (Banner(), Banner())
        grid = QGridLayout(self)
        grid.setColumnStretch(1, 1)
        grid.addWidget(version, 0, 0)
        grid.addWidget(self.windows, 0, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(base, 1, 0)
        grid.addWidget(self.base, 1, 1)
        for row, widget in enumerate((self.reason, *self.advice, self.tls, self.keep), start=2):
            grid.addWidget(widget, row, 0, 1, 2)
        grid.setRowStretch(7, 1)

    def show_selection(self, selection: Selection, plan: Plan | None, target: str) -> None:
        """Show the choices, why the base image is the one it is, and what it means on the target."""
        self._selection = selection
        self._reference = plan.base.reference if plan is not None else ""
        self.windows.setCurrentIndex(self.windows.findData(selection.windows.lower()))
        if not self.base.hasFocus():
            self.base.setText(selection.base_image)
        for box, on in ((self.tls, selection.tls_in_front), (self.keep, selection.keep_secrets)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        reason = words(plan.base.code, plan.base.params).sentence if plan is not None else ""
        self.reason.say("info", f"{plan.base.reference}\n{reason}" if plan is not None else "")
        self._sum_up(())
        if target or plan is None:
            self.show_advice(advice_for(plan.base.reference, target) if plan is not None else ())

    def show_advice(self, found: Sequence[Advice]) -> None:
        """Say what the base image means under each kind of isolation, on the target or on the engine's own machine."""
        names = (self.tr("Process isolation"), self.tr("Hyper-V isolation"))
        for number, banner in enumerate(self.advice):
            if number < len(found):
                advice = found[number]
                told = words(advice.code, advice.params)
                text = " ".join(part for part in (told.sentence, "" if advice.runs else told.action) if part)
                banner.say("good" if advice.runs else "warning", f"{names[number]}: {text}")
            else:
                banner.say("info", "")
        self._sum_up(found)

    def _sum_up(self, found: Sequence[Advice]) -> None:
        """The base image, and whether it runs, for the page; why so is told in the box."""
        runs = tuple(advice.runs for advice in found)
        kind: Kind = "good"
        if not runs:
            kind, text = "info", self.tr("Base image: {base}")
        elif all(runs):
            text = self.tr("Base image: {base}, runs with either kind of isolation")
        elif runs[0]:
            text = self.tr("Base image: {base}, runs with process isolation only")
        elif any(runs):
            text = self.tr("Base image: {base}, runs with Hyper-V isolation only")
        elif None in runs:
            kind, text = "warning", self.tr("Base image: {base}. Whether it runs there is not known: see the tab.")
        else:
            kind, text = "bad", self.tr("Base image: {base}. It does not run there: the tab Base image says why.")
        self.summary.say(kind, text.format(base=self._reference) if self._reference else "")

    def _base_entered(self) -> None:
        text = self.base.text().strip()
        if text != self._selection.base_image:
            self._change(base_image=text)

    def _change(self, **fields: str | bool) -> None:
        self.chosen.emit(replace(self._selection, **fields))
