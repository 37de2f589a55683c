"""Settings that hold for every migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from reberth_gui.session.settings import Settings


class SettingsDialog(QDialog):
    """Theme, language, engine, proxy, registry."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show the settings as they are."""
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(self.tr("Settings"))
        self.theme = QComboBox()
        for key, text in (
            ("system", self.tr("As the system")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("contrast", self.tr("High contrast, dark")),
            ("contrast-light", self.tr("High contrast, light")),
        ):
            self.theme.addItem(text, key)
        self.language = QComboBox()
        # Each language by its own name, so that everybody finds theirs.
        for key, text in (("", self.tr("As the system")), ("en", "English"), ("de", "Deutsch")):
            self.language.addItem(text, key)
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        self.language.setCurrentIndex(self.language.findData(settings.chosen_language))
        self.endpoint = QLineEdit(settings.endpoint)
        self.endpoint.setPlaceholderText("npipe:////./pipe/docker_engine")
        self.proxy = QLineEdit(settings.proxy)
        self.proxy.setPlaceholderText("http://proxy.example.com:8080")
        self.registry = QLineEdit(settings.registry)
        self.registry.setPlaceholderText("registry.example.com/team")
        self._lay_out()

    def accept(self) -> None:
        """Use what was chosen."""
        self._settings.choose(
            theme=str(self.theme.currentData()),
            language=str(self.language.currentData() or ""),
            endpoint=self.endpoint.text().strip(),
            proxy=self.proxy.text().strip(),
            registry=self.registry.text().strip().rstrip("/"),
        )
        super().accept()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("&Theme:"), self.theme)
        form.addRow(self.tr("&Language:"), self.language)
        form.addRow(self.tr("Container &engine:"), self.endpoint)
        form.addRow(
            "",
            _hint(
                self.tr(
                    "Empty: the engine that the docker command would use. A migration that names an engine keeps it."
                )
            ),
        )
        form.addRow(self.tr("&Proxy for build steps:"), self.proxy)
        form.addRow(self.tr("&Registry for pushing:"), self.registry)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)


def _hint(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label
