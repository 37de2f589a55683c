"""The menus: documents, settings, help."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog

from reberth.migration.document import SUFFIX
from reberth_gui.models.tips import plain_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from reberth_gui.app import Program
    from reberth_gui.shell.window import Window


def add_menus(window: Window, program: Program) -> None:
    """Give a window its menus."""
    bar = window.menuBar()
    file = bar.addMenu(QCoreApplication.translate("Menus", "&File"))
    file.addAction(
        QCoreApplication.translate("Menus", "&New migration"),
        QKeySequence(QKeySequence.StandardKey.New),
        lambda: program.new_window(),  # noqa: PLW0108 - without what the menu would hand over
    )
    file.addAction(
        QCoreApplication.translate("Menus", "&Open…"),
        QKeySequence(QKeySequence.StandardKey.Open),
        partial(_open, window, program),
    )
    recent = file.addMenu(QCoreApplication.translate("Menus", "&Recent migrations"))
    recent.setToolTipsVisible(True)
    recent.aboutToShow.connect(partial(_show_recent, recent, program))
    file.addAction(
        QCoreApplication.translate("Menus", "&Save as…"),
        QKeySequence("Ctrl+Shift+S"),
        partial(_save_as, window),
    )
    file.addSeparator()
    file.addAction(
        QCoreApplication.translate("Menus", "S&ettings…"),
        QKeySequence("Ctrl+,"),
        partial(_settings, window),
    )
    file.addSeparator()
    file.addAction(
        QCoreApplication.translate("Menus", "&Close window"),
        QKeySequence(QKeySequence.StandardKey.Close),
        window.close,
    )
    file.addAction(
        QCoreApplication.translate("Menus", "E&xit"),
        QKeySequence("Ctrl+Q"),
        program.close_all,
    )
    help_menu = bar.addMenu(QCoreApplication.translate("Menus", "&Help"))
    help_menu.addAction(QCoreApplication.translate("Menus", "&About Reberth…"), partial(_about, window))


def document_filter() -> str:
    """The file dialogs' filter for migration documents."""
    return QCoreApplication.translate("Menus", "Migrations") + f" (*{SUFFIX})"


def _open(window: Window, program: Program) -> None:
    path, _ = QFileDialog.getOpenFileName(
        window, QCoreApplication.translate("Menus", "Open a migration"), _folder(window), document_filter()
    )
    if path:
        program.open(Path(path))


def _save_as(window: Window) -> None:
    path, _ = QFileDialog.getSaveFileName(
        window, QCoreApplication.translate("Menus", "Save the migration as"), _folder(window), document_filter()
    )
    if path:
        chosen = Path(path)
        window.session.save_as(chosen if chosen.suffix.lower() == SUFFIX else chosen.with_name(chosen.name + SUFFIX))


def _folder(window: Window) -> str:
    return str(window.session.path.parent) if window.session.path else ""


def _show_recent(menu: QMenu, program: Program) -> None:
    menu.clear()
    for number, path in enumerate(program.settings.recent, 1):
        # An ampersand of a file's name is not a mnemonic.
        name = path.name.replace("&", "&&")
        action = menu.addAction(f"&{number % 10} {name}")
        action.setToolTip(plain_tip(str(path)))
        action.triggered.connect(partial(program.open, path))
    if menu.isEmpty():
        none = menu.addAction(QCoreApplication.translate("Menus", "None yet"))
        none.setEnabled(False)


def _settings(window: Window) -> None:
    from reberth_gui.dialogs.settings import SettingsDialog  # noqa: PLC0415 - seldom wanted, not part of the start

    SettingsDialog(window.session.settings, window).exec()


def _about(window: Window) -> None:
    from reberth_gui.dialogs.about import AboutDialog  # noqa: PLC0415 - as above

    AboutDialog(window).exec()
