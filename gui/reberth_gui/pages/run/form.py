"""How the container is started: isolation with what it means here, ports, environment, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from reberth.cli.quantities import memory_of, pairs_of, ports_of
from reberth.migration.document import RunSettings
from reberth_gui.language import words
from reberth_gui.widgets.turning import TurningRow
from reberth_gui.widgets.wrapping import WrappingLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reberth.model.engine import Advice, Isolation

# Of the environment: more are scrolled.
_MOST_LINES = 8
_MODES: tuple[Isolation, ...] = ("default", "process", "hyperv")


class RunForm(QWidget):
    """A form over :class:`RunSettings`.

    Signals:
        edited: Something was changed by its user.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay the form out."""
        super().__init__(parent)
        # What form and document agree upon: showing it anew would move the cursor of who types.
        self._shown: RunSettings | None = None
        self.modes: dict[Isolation, QRadioButton] = {
            "default": QRadioButton(self.tr("&As the engine likes")),
            "process": QRadioButton(self.tr("P&rocess isolation")),
            "hyperv": QRadioButton(self.tr("H&yper-V isolation")),
        }
        self.meanings: dict[Isolation, QLabel] = {mode: WrappingLabel() for mode in _MODES}
        self.ports = QLineEdit()
        self.ports.setPlaceholderText(self.tr("free ports"))
        self.environment = QPlainTextEdit()
        self.environment.setPlaceholderText("NAME=VALUE")
        self.environment.setTabChangesFocus(True)
        self.environment.setMaximumHeight(self.fontMetrics().height() * _MOST_LINES)
        self.environment.setMinimumHeight(self.fontMetrics().height() * 3)
        self.cpus = QDoubleSpinBox()
        self.cpus.setRange(0, 1024)
        self.cpus.setDecimals(1)
        self.cpus.setAccessibleName(self.tr("Processors"))
        self.cpus.setSpecialValueText(self.tr("all"))
        self.memory = QLineEdit()
        self.memory.setPlaceholderText(self.tr("no limit"))
        self._lay_out()
        self._group = QButtonGroup(self)
        for button in self.modes.values():
            self._group.addButton(button)
            button.clicked.connect(self.edited)
        self.ports.textEdited.connect(lambda _text: self.edited.emit())
        self.environment.textChanged.connect(self.edited)
        self.cpus.valueChanged.connect(lambda _value: self.edited.emit())
        self.memory.textEdited.connect(lambda _text: self.edited.emit())

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setColumnStretch(1, 1)
        for row, mode in enumerate(_MODES):
            grid.addWidget(self.modes[mode], row, 0)
            grid.addWidget(self.meanings[mode], row, 1)
        labels = {}
        for text, widget in (
            (self.tr("&Ports (host:container):"), self.ports),
            (self.tr("Proc&essors:"), self.cpus),
            (self.tr("&Memory:"), self.memory),
            (self.tr("En&vironment:"), self.environment),
        ):
            labels[widget] = label = QLabel(text)
            label.setBuddy(widget)
        memory = QWidget()
        row_of = QHBoxLayout(memory)
        row_of.setContentsMargins(0, 0, 0, 0)
        row_of.addWidget(labels[self.memory])
        row_of.addWidget(self.memory, 1)
        grid.addWidget(labels[self.ports], 3, 0)
        grid.addWidget(self.ports, 3, 1)
        grid.addWidget(labels[self.cpus], 4, 0)
        grid.addWidget(TurningRow(self.cpus, memory), 4, 1)
        grid.addWidget(labels[self.environment], 5, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.environment, 5, 1)
        grid.setRowStretch(5, 1)
        grid.setRowStretch(6, 1)

    @property
    def isolation(self) -> Isolation:
        """The mode chosen."""
        return next((mode for mode, button in self.modes.items() if button.isChecked()), "default")

    def choose(self, isolation: Isolation) -> None:
        """Choose a mode."""
        self.modes[isolation].setChecked(True)

    def show_settings(self, settings: RunSettings) -> None:
        """Show a document's settings, unless they are what the form says already."""
        if self._shown == settings:
            return
        self._shown = settings
        self.choose(settings.isolation)
        self.blockSignals(True)
        self.ports.setText(", ".join(settings.ports))
        self.environment.setPlainText("\n".join(f"{name}={value}" for name, value in settings.environment))
        self.cpus.setValue(settings.cpus)
        self.memory.setText(settings.memory)
        self.blockSignals(False)

    def settings(self) -> RunSettings:
        """What the form says.

        Raises:
            ReberthError: ``usage.port``, ``usage.memory``, ``usage.name-value``.
        """
        ports = tuple(part.strip() for part in self.ports.text().replace(";", ",").split(",") if part.strip())
        ports_of(list(ports))
        memory = self.memory.text().strip()
        memory_of(memory)
        lines = [line for line in self.environment.toPlainText().splitlines() if line.strip()]
        self._shown = RunSettings(self.isolation, ports, pairs_of(lines), round(self.cpus.value(), 1), memory)
        return self._shown

    def show_advice(self, advice: Sequence[Advice], default: str) -> None:
        """Say what each mode means on the engine's host, and which one the engine takes by itself.

        Args:
            advice: For the image's base and each mode; none where the engine could not be asked.
            default: The engine's own mode, "" where it has none.
        """
        general: dict[Isolation, str] = {
            "default": self.tr("Servers take process isolation, Windows 10 and 11 take Hyper-V."),
            "process": self.tr("Shares the host's kernel: starts fast, but the builds of Windows must fit."),
            "hyperv": self.tr("A small machine of its own: runs older images too, needs Hyper-V and more memory."),
        }
        for mode, label in self.meanings.items():
            found = next((item for item in advice if item.isolation == mode), None)
            text = general[mode]
            if mode == "default" and default in {"process", "hyperv"}:
                names = {"process": self.tr("process isolation"), "hyperv": self.tr("Hyper-V isolation")}
                text = self.tr("On this engine that is {mode}.").format(mode=names[default])
            if found is not None:
                told = words(found.code, found.params)
                text = told.sentence if found.runs else f"{told.sentence} {told.action}"
            label.setToolTip(general[mode])
            label.setText(text)
            label.setAccessibleName(text)
            self.modes[mode].setAccessibleDescription(text)
