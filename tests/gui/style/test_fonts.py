"""Code and logs stand in columns, whatever fonts a machine has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from reberth_gui.dialogs.crash import CrashDialog
from reberth_gui.shell.error_panel import ErrorPanel
from reberth_gui.style import fonts
from reberth_gui.style.fonts import fixed_font
from reberth_gui.widgets.code_view import CodeView
from reberth_gui.widgets.log_view import LogView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def is_fixed(font: QFont) -> bool:
    widths = {QFontMetricsF(font).horizontalAdvance(letter) for letter in "iW.m"}
    return QFontInfo(font).fixedPitch() and len(widths) == 1


def test_all_that_shows_code_is_of_fixed_pitch(qtbot: QtBot) -> None:
    code, log, panel, crash = CodeView("code"), LogView("log"), ErrorPanel(), CrashDialog("Traceback", "-")
    for widget in (code, log, panel, crash):
        qtbot.addWidget(widget)
    for part in (code, log.view, panel.details, crash.text):
        assert is_fixed(part.font()), part.accessibleName()


@pytest.mark.usefixtures("qapp")
def test_a_system_without_such_fonts_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    proportional = QApplication.font()
    proportional.setPointSize(11)
    assert not is_fixed(proportional)
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _kind: QFont(proportional))
    monkeypatch.setattr(fonts, "_OTHERS", ())
    monkeypatch.setattr(fonts, "_WINDOWS", (proportional.family(),))
    found = fixed_font()
    assert is_fixed(found)
    assert found.pointSize() == 11
