"""What holds for all seven pages, on the sample, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTreeWidget, QVBoxLayout, QWidget

from reberth.migration.flow import NAMES
from reberth.model.errors import ReberthError
from reberth_gui.dialogs.about import AboutDialog
from reberth_gui.dialogs.crash import CrashDialog
from reberth_gui.dialogs.settings import SettingsDialog
from reberth_gui.session.settings import Settings
from reberth_gui.style.colours import THEMES
from reberth_gui.translation import translate
from tests.gui.stage import sample_program, wait_for
from tests.gui.style.contrast import ratio
from tests.gui.walking import cut_off, double_mnemonics, nameless, shown
from tests.support.user_folders import user_folders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from reberth_gui.app import Program
    from reberth_gui.shell.window import Window


@pytest.fixture(scope="module")
def program(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("stage")
    with pytest.MonkeyPatch.context() as patch:
        for name, place in user_folders(folder).items():
            patch.setenv(name, place)
        program = sample_program(qapp, Settings(folder), folder)
        yield program
        for window in list(program.windows):
            window.hand_over()
        program.settings.changed.disconnect()
        program.theme.choose("light")
        translate(qapp, "en")


@pytest.fixture(params=["en", "de"])
def speaking(request: pytest.FixtureRequest, program: Program) -> Window:
    (window,) = program.windows
    # A window with a container on trial is not made anew in another language.
    window.page("run").let_go()
    wait_for(lambda: not window.busy, "the container's end")
    program.settings.choose(language=request.param, theme="light")
    (window,) = program.windows
    assert window.commands.back_button.text() == {"en": "&Back", "de": "&Zurück"}[request.param]
    return window


@pytest.fixture(params=NAMES)
def window(request: pytest.FixtureRequest, speaking: Window) -> Window:
    speaking.go(request.param)
    assert speaking.current == request.param
    QTest.qWait(50)
    return speaking


def settled(window: Window) -> list[str]:
    """What is cut off once texts have found their height, which takes Qt some rounds after a change of size."""
    for _ in range(60):
        QTest.qWait(50)
        if not (found := cut_off(window, elided=True)):
            break
    return found


def test_a_screen_reader_has_a_name_for_everything(window: Window) -> None:
    assert nameless(window) == []


def test_no_key_means_two_things(window: Window) -> None:
    assert double_mnemonics(window) == {}


def test_nothing_is_cut_off(window: Window) -> None:
    assert cut_off(window) == []


def test_nothing_is_cut_off_in_the_smallest_window(window: Window) -> None:
    usual = window.size()
    window.resize(window.minimumSize())
    found = settled(window)
    window.resize(usual)
    assert found == []


def test_nothing_is_cut_off_in_an_error(window: Window) -> None:
    window.show_error(window.current, ReberthError("windows.not-found"))
    window.errors.details_button.click()
    QTest.qWait(50)
    found = (nameless(window), double_mnemonics(window), cut_off(window))
    window.show_error(window.current, None)
    assert found == ([], {}, [])


@pytest.mark.parametrize("theme", THEMES)
def test_labels_can_be_read_in_every_theme(program: Program, theme: str) -> None:
    program.settings.choose(theme=theme)
    (window,) = program.windows
    for step in NAMES:
        window.go(step)
        QTest.qWait(20)
        low = [
            (label.text(), round(found, 2))
            for label in shown(window)
            if isinstance(label, QLabel) and label.text() and label.isEnabled()
            if (found := ratio(label.palette().color(label.foregroundRole()), label.palette().window().color())) < 4.5
        ]
        assert low == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_dialogs_keep_the_same(qtbot: QtBot, qapp: QApplication, program: Program, language: str) -> None:
    translate(qapp, language)
    for dialog in (SettingsDialog(program.settings), AboutDialog(), CrashDialog("text\n" * 40, "/a/file")):
        qtbot.addWidget(dialog)
        dialog.show()
        QTest.qWait(20)
        assert nameless(dialog) == [], type(dialog).__name__
        assert double_mnemonics(dialog) == {}, type(dialog).__name__
        assert cut_off(dialog) == [], type(dialog).__name__
    translate(qapp, program.settings.language)


def test_the_checks_find_what_they_look_for(qtbot: QtBot) -> None:
    bad = QWidget()
    qtbot.addWidget(bad)
    column = QVBoxLayout(bad)
    long = QPushButton("A &long text on a button")
    long.setFixedWidth(30)
    low = QLabel("several words that need several lines " * 4)
    low.setWordWrap(True)
    low.setFixedSize(100, 10)
    for widget in (QLineEdit(), QTreeWidget(), QPushButton("&Last"), long, low):
        column.addWidget(widget)
    bad.show()
    assert len(nameless(bad)) == 2
    assert double_mnemonics(bad) == {"Alt+L": ["&Last", "A &long text on a button"]}
    assert len(cut_off(bad)) == 2
