"""What holds for every tab of every page, on the sample, in both languages and in the smallest window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QTabWidget

from reberth.migration.flow import NAMES
from reberth_gui.session.settings import Settings
from reberth_gui.translation import translate
from tests.gui.stage import sample_program
from tests.gui.walking import cut_off, double_mnemonics, nameless
from tests.support.user_folders import user_folders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth_gui.shell.window import Window


@pytest.fixture(scope="module", params=["en", "de"])
def window(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    folder = tmp_path_factory.mktemp("tabs")
    with pytest.MonkeyPatch.context() as patch:
        for name, place in user_folders(folder).items():
            patch.setenv(name, place)
        settings = Settings(folder)
        settings.choose(language=request.param)
        program = sample_program(qapp, settings, folder)
        (window,) = program.windows
        yield window
        window.hand_over()
        program.settings.changed.disconnect()
        translate(qapp, "en")


def every_tab(window: Window) -> Iterator[str]:
    """Show each tab of each page, one after the other, and pages without tabs."""
    for step in NAMES:
        window.go(step)
        QTest.qWait(40)
        yield step
        for tabs in window.page(step).findChildren(QTabWidget):
            for number in range(tabs.count()):
                tabs.setCurrentIndex(number)
                QTest.qWait(20)
                yield f"{step}, {tabs.tabText(number)}"
            tabs.setCurrentIndex(0)


def test_names_and_keys(window: Window) -> None:
    tabs = 0
    for tab in every_tab(window):
        tabs += 1
        assert (nameless(window), double_mnemonics(window), cut_off(window)) == ([], {}, []), tab
    assert tabs > 15


def test_a_small_screen_needs_no_scrolling_of_pages(window: Window) -> None:
    usual = window.size()
    window.resize(140 * window.fontMetrics().averageCharWidth(), 44 * window.fontMetrics().height())
    for tab in every_tab(window):
        QTest.qWait(20)
        area = window.stack.currentWidget()
        assert isinstance(area, QScrollArea)
        assert window.page(window.current).height() <= area.viewport().height(), tab
    window.resize(usual)


def test_the_smallest_window_cuts_nothing_off_and_scrolls_no_page_sideways(window: Window) -> None:
    usual = window.size()
    window.resize(window.minimumSize())
    for tab in every_tab(window):
        QTest.qWait(20)
        area = window.stack.currentWidget()
        assert isinstance(area, QScrollArea)
        page = window.page(window.current)
        assert page.width() <= area.viewport().width(), tab
        assert cut_off(window, elided=True) == [], tab
    window.resize(usual)
