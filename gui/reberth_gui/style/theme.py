"""Which theme is in use: the chosen one, or what the system asks for, also when that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from reberth_gui.style.colours import LIGHT, THEMES
from reberth_gui.style.palettes import palette_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from reberth_gui.style.colours import Colours

_current = [LIGHT]


def colours() -> Colours:
    """The colours in use; widgets that draw by themselves repaint on ``QEvent.Type.PaletteChange``."""
    return _current[0]


def colour(name: str) -> QColor:
    """One of the colours in use, by its name in :class:`Colours`."""
    return QColor(getattr(_current[0], name))


class Theme(QObject):
    """The application's theme.

    Signals:
        changed: Another theme is in use.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        """Follow the system until something else is chosen."""
        super().__init__(application)
        self._application = application
        self._choice = "system"
        # Both are held: the inner one is gone when only it is held.
        self._hints = application.styleHints()
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._follow)
        self._accessibility.contrastPreferenceChanged.connect(self._follow)

    @property
    def name(self) -> str:
        """Key of :data:`THEMES` for what is chosen or asked for now."""
        dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        if self._choice in THEMES:
            return self._choice
        if self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast" if dark else "contrast-light"
        return "dark" if dark else "light"

    def choose(self, choice: str) -> None:
        """Use ``light``, ``dark``, ``contrast``, ``contrast-light``, or ``system`` for what the system asks for."""
        self._choice = choice
        # So that the frame of the window, which is the system's, suits.
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(choice, Qt.ColorScheme.Unknown)
        self._hints.setColorScheme(scheme)
        self._follow()

    def _follow(self) -> None:
        _current[0] = THEMES[self.name]
        self._application.setPalette(palette_of(_current[0]))
        self.changed.emit()
