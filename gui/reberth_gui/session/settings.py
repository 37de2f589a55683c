"""What the program remembers apart from migrations: theme, language, engine, proxy, registry, recent, geometry."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QLocale, QObject, QSettings, Signal

from reberth_gui.session.drafts import drafts_folder
from reberth_resources.language import wanted

THEMES = ("system", "light", "dark", "contrast", "contrast-light")
_RECENT = 10


class Settings(QObject):
    """Settings in a file of their own, so that they can be read, copied and thrown away.

    Signals:
        changed: One of the settings that the user chooses.
        recent_changed: The list of recent migrations.
    """

    changed = Signal()
    recent_changed = Signal()

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        """Settings in ``folder``, and drafts of migrations; by default the user's own."""
        super().__init__(parent)
        self.folder = folder or Path(platformdirs.user_config_path("Reberth", appauthor=False))
        # Of migrations without a place of their own.
        self.drafts = folder / "migrations" if folder is not None else drafts_folder()
        self._store = QSettings(str(self.folder / "wizard.ini"), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """One of :data:`THEMES`."""
        theme = self._text("theme")
        return theme if theme in THEMES else "system"

    @property
    def language(self) -> str:
        """``en``, ``de``: the chosen one, else that of REBERTH_LANGUAGE, else the system's where we have it."""
        return wanted(self.chosen_language, QLocale.system().uiLanguages())

    @property
    def chosen_language(self) -> str:
        """The chosen language, "" for the system's."""
        return self._text("language")

    @property
    def endpoint(self) -> str:
        """The engine's address, "" for Docker's own choice."""
        return self._text("endpoint")

    @property
    def proxy(self) -> str:
        """The proxy that build steps use, "" for none."""
        return self._text("proxy")

    @property
    def registry(self) -> str:
        """Where images are pushed to (``registry.example.com/team``), or ""."""
        return self._text("registry")

    def choose(self, **values: str) -> None:
        """Set some of the settings above by name."""
        for key, value in values.items():
            self._store.setValue(key, value)
        self._store.sync()
        self.changed.emit()

    @property
    def recent(self) -> tuple[Path, ...]:
        """Migration documents opened last, newest first; not looked for, as a share that is gone holds one up."""
        return tuple(self._remembered())

    def remember(self, document: Path) -> None:
        """Put a document at the head of the recent ones."""
        document = document.absolute()
        known = [document, *(path for path in self._remembered() if path != document)]
        self._store.setValue("recent", [str(path) for path in known[:_RECENT]])
        self.recent_changed.emit()

    def forget(self, document: Path) -> None:
        """Leave out a document that cannot be read any more."""
        document = document.absolute()
        self._store.setValue("recent", [str(path) for path in self._remembered() if path != document])
        self.recent_changed.emit()

    def sync(self) -> None:
        """Write everything now."""
        self._store.sync()

    def geometry(self) -> QByteArray:
        """Size and place of the last window, empty when there was none."""
        value = self._store.value("geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember size and place of a window."""
        self._store.setValue("geometry", geometry)

    def _remembered(self) -> list[Path]:
        value = self._store.value("recent", [])
        # One path comes back as a string from an INI file.
        texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return [Path(str(text)) for text in texts]

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""
