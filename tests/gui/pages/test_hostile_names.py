"""A name from a disk is text, whatever it looks like: no label and no tool tip takes it for HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QTabWidget, QTextBrowser, QTreeView, QWidget

from reberth.migration.document import BuildRecord
from reberth.model.inventory import VolumeInfo
from reberth_gui.models.tips import plain_tip
from reberth_gui.pages.registry import PAGES, make_page
from reberth_gui.shell.step_model import ShownStep, StepModel
from tests.gui.pages.playing import Playing, played_session
from tests.support.inventories import VOLUMES, application, content, inventory, needing, secret, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from reberth.model.inventory import Inventory
    from reberth_gui.session.settings import Settings

# Qt would load it from the share, with the sign-in of who looks at it.
EVIL = "<img src='//evil/x.png'>"


def hostile() -> Inventory:
    folder = rf"C:\{EVIL}"
    facts = replace(needing("managed", site_name=EVIL), secrets=(secret(rf"{folder}\web.config", EVIL),))
    found = inventory(
        site(EVIL, application("/", folder), bindings=("http *:80:",)),
        applications=(facts,),
        contents=(content(folder),),
    )
    volumes = tuple(VolumeInfo(name, EVIL, "ntfs", letter, label=EVIL) for letter, name in VOLUMES.items())
    windows = replace(found.windows, computer_name=EVIL, product_name=EVIL, domain=EVIL)
    return replace(found, volumes=volumes, windows=windows)


def tips(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    """All tool tips of a model."""
    for row in range(model.rowCount(parent)):
        for column in range(model.columnCount(parent)):
            tip = model.index(row, column, parent).data(Qt.ItemDataRole.ToolTipRole)
            if tip:
                yield tip
        yield from tips(model, model.index(row, 0, parent))


def rich(page: QWidget) -> list[str]:
    """What Qt would take for HTML in which the name is a picture."""
    labels = [label.text() for label in page.findChildren(QLabel) if label.textFormat() != Qt.TextFormat.PlainText]
    models = [view.model() for view in page.findChildren(QTreeView)]
    # A table that was never filled has none.
    shown = [tip for model in models if model is not None for tip in tips(model, QModelIndex())]
    widgets = [widget.toolTip() for widget in page.findChildren(QWidget)]
    texts = [text for text in (*labels, *shown, *widgets) if "<img" in text]
    return texts + [view.toHtml() for view in page.findChildren(QTextBrowser) if "<img" in view.toHtml()]


@pytest.mark.parametrize("name", list(PAGES))
def test_a_name_is_a_name(name: str, settings: Settings, qtbot: QtBot) -> None:
    built = BuildRecord("sha256:1", "web01-web", "2026-01-01T00:00:00+00:00", 9.0)
    session = played_session(settings, Playing(), hostile(), builds=(built,))
    page = make_page(name, session)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    assert rich(page) == []
    for tabs in page.findChildren(QTabWidget):
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            assert rich(page) == []


@pytest.mark.usefixtures("qapp")
def test_the_step_list_takes_a_note_for_text() -> None:
    model = StepModel()
    model.show([ShownStep("image", "done", EVIL, 1)])
    assert model.index(0).data(Qt.ItemDataRole.ToolTipRole) == plain_tip(EVIL)


def test_a_tip_keeps_its_text() -> None:
    assert plain_tip("a\nb & c") == "a\nb & c"
    assert plain_tip("<b>\nb") == "<span>&lt;b&gt;<br>b</span>"
