"""Translations of the window's own words, and of Qt's, loaded for the language in use."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from reberth_gui import language

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

_installed: list[QTranslator] = []


def translate(application: QCoreApplication, chosen: str) -> None:
    """Use a language from now on; windows that are there already keep theirs."""
    language.use(chosen)
    while _installed:
        application.removeTranslator(_installed.pop())
    QLocale.setDefault(QLocale(language.current()))
    own = files("reberth_resources") / "translations" / f"reberth_{language.current()}.qm"
    if own.is_file():
        ours = QTranslator(application)
        # From the file, for Qt does not copy bytes that it is given, and Python frees them.
        if ours.load(str(own)):
            _install(application, ours)
    of_qt = QTranslator(application)
    if of_qt.load(f"qtbase_{language.current()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        _install(application, of_qt)


def _install(application: QCoreApplication, translator: QTranslator) -> None:
    application.installTranslator(translator)
    _installed.append(translator)
