"""Text has at least 4.5:1, what can be ticked or filled in 3:1, in every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from reberth_gui.style.colours import THEMES
from reberth_gui.style.indicators import IndicatorStyle
from reberth_gui.style.theme import Theme
from tests.gui.style.contrast import ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

TEXT = ("text", "muted", "good", "warning", "bad", "info", "link")
CODE = ("keyword", "string", "comment", "number")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    qapp.setStyle(IndicatorStyle())
    theme = Theme(qapp)
    yield theme
    theme.choose("light")
    theme.deleteLater()


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read(name: str) -> None:
    colours = THEMES[name]
    pairs = [(text, ground) for text in TEXT for ground in ("window", "base", "stripe")]
    pairs += [("text", ground) for ground in ("button", "current", "added", "removed", "changed")]
    pairs += [(text, "base") for text in CODE] + [("muted", "current"), ("on_accent", "accent")]
    low = {
        (text, ground): found
        for text, ground in pairs
        if (found := round(ratio(getattr(colours, text), getattr(colours, ground)), 2)) < 4.5
    }
    assert low == {}


@pytest.mark.parametrize("name", THEMES)
def test_edges_can_be_seen(name: str) -> None:
    colours = THEMES[name]
    grounds = ("window", "base", "stripe")
    low = {ground: found for ground in grounds if (found := ratio(colours.edge, getattr(colours, ground))) < 3}
    assert low == {}


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def best(image: QImage, ground: str, left: int, right: int, y: int) -> float:
    """The best contrast to the background on a stretch of a line of the picture."""
    return max(ratio(image.pixelColor(x, y), ground) for x in range(left, right))


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("on", [False, True])
def test_boxes_and_radio_buttons_can_be_seen(
    qtbot: QtBot, theme: Theme, name: str, kind: type[QCheckBox | QRadioButton], *, on: bool
) -> None:
    theme.choose(name)
    button = kind("")
    qtbot.addWidget(button)
    button.setChecked(on)
    button.resize(40, 24)
    image = picture(button)
    assert best(image, THEMES[name].window, 0, 10, image.height() // 2) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_boxes_of_a_tree_can_be_seen_also_on_the_selected_row(qtbot: QtBot, theme: Theme, name: str) -> None:
    theme.choose(name)
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setRootIsDecorated(False)
    tree.setHeaderHidden(True)
    items = [QTreeWidgetItem([""]) for _ in Qt.CheckState]
    for item, state in zip(items, Qt.CheckState, strict=True):
        item.setCheckState(0, state)
        tree.addTopLevelItem(item)
    tree.resize(120, 120)
    for selected in (-1, 0, 1, 2):
        tree.setCurrentIndex(tree.indexFromItem(items[selected]) if selected >= 0 else QModelIndex())
        image = picture(tree.viewport())
        for row in range(3):
            rectangle = tree.visualItemRect(items[row])
            ground = THEMES[name].accent if row == selected else THEMES[name].base
            found = best(image, ground, rectangle.left(), rectangle.left() + 20, rectangle.center().y())
            assert found >= 3, (row, selected, round(found, 2))


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("kind", [QLineEdit, QSpinBox, QComboBox])
def test_fields_have_an_edge(qtbot: QtBot, theme: Theme, name: str, kind: type[QWidget]) -> None:
    theme.choose(name)
    field = kind()
    qtbot.addWidget(field)
    field.resize(120, 26)
    image = picture(field)
    assert best(image, THEMES[name].base, 0, 3, image.height() // 2) >= 3


def test_the_theme_in_use_is_everywhere(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert qapp.palette().window().color().name() == THEMES["dark"].window
    assert theme.name == "dark"
    theme.choose("system")
    assert theme.name in THEMES
