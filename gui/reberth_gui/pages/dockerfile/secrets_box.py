"""Values of secrets for the test run: entered here, kept in memory, written nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from reberth_gui.models.tips import plain_tip
from reberth_gui.widgets.banner import Banner
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.model.plan import SecretValue


class SecretsBox(QWidget):
    """A field for each variable.

    Signals:
        entered: Name of a variable and its value.
    """

    entered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No secrets yet."""
        super().__init__(parent)
        self.fields: dict[str, QLineEdit] = {}
        self.note = Banner()
        self.visible = QCheckBox(self.tr("Show v&alues"))
        self.visible.toggled.connect(lambda _on: self._set_echo())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(self._area.focusPolicy().NoFocus)
        column = QVBoxLayout(self)
        column.addWidget(self.note)
        column.addWidget(self._area, 1)
        column.addWidget(self.visible)

    def show_secrets(self, secrets: tuple[SecretValue, ...], values: Mapping[str, str]) -> None:
        """Show a field for each; what was entered before stands in it."""
        names = list(dict.fromkeys(item.variable for item in secrets))
        if secrets:
            text = self.tr(
                "These values were not taken from the disk. Those entered here are used for the test run only, and are"
                " forgotten with this window. Leave a field empty to run without it."
            )
        else:
            text = self.tr("The chosen sites need no value from outside.")
        self.note.say("info", text)
        self.visible.setVisible(bool(names))
        if names == list(self.fields):
            return
        self.fields = {}
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(names):
            field = self.fields[name] = QLineEdit(values.get(name, ""))
            field.textChanged.connect(lambda value, name=name: self.entered.emit(name, value))
            label, place = QLabel(shown(name)), QLabel(shown(_places(secrets, name)))
            for told in (label, place):
                told.setTextFormat(Qt.TextFormat.PlainText)
            field.setAccessibleName(name)
            field.setToolTip(plain_tip(place.text()))
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(place, row, 2)
        grid.setRowStretch(len(names), 1)
        self._area.setWidget(form)
        self._order_tabs()
        # The tab's own background, not the window's; the area has just switched that on.
        form.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._set_echo()

    def _order_tabs(self) -> None:
        """New fields come where they are seen: Qt puts them behind everything else."""
        # Qt orders behind widgets only that can have the focus.
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        before: QWidget = self._area
        for widget in (*self.fields.values(), self.visible):
            QWidget.setTabOrder(before, widget)
            before = widget
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _set_echo(self) -> None:
        mode = QLineEdit.EchoMode.Normal if self.visible.isChecked() else QLineEdit.EchoMode.Password
        for field in self.fields.values():
            field.setEchoMode(mode)


def _places(secrets: tuple[SecretValue, ...], name: str) -> str:
    """Where the values of a variable were on the disk."""
    places = [item.secret.evidence for item in secrets if item.variable == name]
    return ", ".join(f"{place.source}:{place.line}" for place in places)
