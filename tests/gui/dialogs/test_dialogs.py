"""Settings, about, crash."""

from __future__ import annotations

import sys
import threading
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from reberth_gui.dialogs.about import AboutDialog, parts
from reberth_gui.dialogs.crash import Watch
from reberth_gui.dialogs.settings import SettingsDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reberth_gui.session.settings import Settings


def test_settings_are_used_when_they_are_accepted(qtbot: QtBot, settings: Settings) -> None:
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.language.setCurrentIndex(dialog.language.findData("de"))
    dialog.endpoint.setText(" tcp://host:2376 ")
    dialog.registry.setText("registry.example.com/team/")
    dialog.proxy.setText("http://proxy:8080")
    dialog.reject()
    assert settings.theme == "system"
    dialog.accept()
    assert (settings.theme, settings.chosen_language, settings.endpoint) == ("dark", "de", "tcp://host:2376")
    assert (settings.registry, settings.proxy) == ("registry.example.com/team", "http://proxy:8080")
    again = SettingsDialog(settings)
    qtbot.addWidget(again)
    assert again.theme.currentData() == "dark"
    assert again.language.currentText() == "Deutsch"


def test_where_reberth_is_not_installed_all_that_is_there_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the packaged program, which holds no more than it needs."""

    def missing(name: str) -> list[str]:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("reberth_gui.dialogs.about.requires", missing)
    names = [name.lower().replace("_", "-") for name, _, _ in parts()]
    assert len(set(names)) == len(names)
    assert {"python", "pyside6-essentials", "lxml"} <= set(names)


def test_about_names_versions_and_licences(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    listed = {name.lower(): (version, licence) for name, version, licence in dialog.parts}
    for name in ("python", "pyside6_essentials", "lxml", "msgspec", "libfsntfs-python"):
        version, licence = listed[name]
        assert version[0].isdigit()
        assert licence != "-", name
    assert len(listed) == len(dialog.parts)
    dialog.copy()
    assert "lxml" in QGuiApplication.clipboard().text()


@pytest.fixture
def watch(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Watch:  # noqa: ARG001
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    return Watch()


def test_a_fault_is_shown_whole_and_written_down(qtbot: QtBot, watch: Watch, tmp_path: Path) -> None:
    try:
        raise RuntimeError("planted fault")  # noqa: TRY301
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert watch.dialog is not None
    qtbot.addWidget(watch.dialog)
    assert "planted fault" in watch.dialog.text.toPlainText()
    assert "test_dialogs.py" in watch.dialog.text.toPlainText()
    copy = next(item for item in watch.dialog.findChildren(QPushButton) if item.text() == "C&opy")
    copy.click()
    assert "planted fault" in QGuiApplication.clipboard().text()
    written = list(tmp_path.rglob("crash.txt"))
    assert len(written) == 1
    assert "planted fault" in written[0].read_text(encoding="utf-8")
    watch.dialog.reject()
    assert watch.dialog is None


def test_a_fault_in_a_thread_is_shown_as_well(qtbot: QtBot, watch: Watch) -> None:
    def fail() -> None:
        raise RuntimeError("fault in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    qtbot.waitUntil(lambda: watch.dialog is not None)
    thread.join()
    assert watch.dialog is not None
    qtbot.addWidget(watch.dialog)
    assert "fault in a thread" in watch.dialog.text.toPlainText()
