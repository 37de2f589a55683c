"""Rows and splitters that turn, and tabs that are as small as the one in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from reberth_gui.widgets.tabs import Tabs
from reberth_gui.widgets.turning import TurningRow, TurningSplitter

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def part(width: int, height: int = 20) -> QWidget:
    made = QWidget()
    made.setMinimumSize(width, height)
    return made


def test_a_row_becomes_a_column_where_it_does_not_fit(qtbot: QtBot) -> None:
    # A window of its own would never get narrower than its layout.
    outer = QWidget()
    row = TurningRow(part(200), part(100), grows=1, parent=outer)
    qtbot.addWidget(outer)
    outer.resize(500, 200)
    row.resize(400, 50)
    outer.show()
    layout = row.layout()
    assert isinstance(layout, QBoxLayout)
    assert row.minimumSizeHint().width() == 200
    assert (layout.direction(), layout.stretch(0), layout.stretch(1)) == (QBoxLayout.Direction.LeftToRight, 0, 1)
    row.resize(250, 50)
    qtbot.waitUntil(lambda: layout.direction() == QBoxLayout.Direction.TopToBottom)
    assert row.minimumSizeHint().height() >= 40
    row.resize(400, 50)
    qtbot.waitUntil(lambda: layout.direction() == QBoxLayout.Direction.LeftToRight)


@pytest.mark.parametrize("letters", [1, 1000])
def test_views_are_side_by_side_where_both_can_be_read(letters: int, qtbot: QtBot) -> None:
    splitter = TurningSplitter(letters)
    wide = part(300)
    splitter.addWidget(part(100))
    splitter.addWidget(wide)
    qtbot.addWidget(splitter)
    splitter.resize(380, 200)
    splitter.show()
    assert splitter.minimumSizeHint().width() < 400
    qtbot.waitUntil(lambda: splitter.orientation() == Qt.Orientation.Vertical)
    # What needs less room turns it as well.
    wide.setMinimumWidth(50)
    expected = Qt.Orientation.Horizontal if letters == 1 else Qt.Orientation.Vertical
    qtbot.wait(50)
    assert splitter.orientation() == expected


def test_a_hidden_tab_asks_for_no_room(qtbot: QtBot) -> None:
    tabs = Tabs("Tabs")
    qtbot.addWidget(tabs)
    assert tabs.minimumSizeHint().isValid()
    tabs.addTab(QPushButton("small"), "one")
    tabs.addTab(part(900, 700), "two")
    tabs.show()
    assert tabs.minimumSizeHint().height() < 200
    assert tabs.minimumSizeHint().width() < 400
    tabs.setCurrentIndex(1)
    assert tabs.minimumSizeHint().height() > 700
    assert tabs.minimumSizeHint().width() >= 900
    assert not tabs.hasHeightForWidth()
    assert (tabs.accessibleName(), tabs.tabBar().accessibleName()) == ("Tabs", "Tabs")
