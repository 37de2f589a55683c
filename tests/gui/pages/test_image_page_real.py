"""The first page with real workers and a real disk: the sample, recognised, scanned, cancelled and scanned again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.migration.document import load
from reberth_gui.pages.image.page import ImagePage
from reberth_gui.session.session import Session
from tests.gui.pages.doubles import ended

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reberth_gui.session.settings import Settings

LONG = 60_000


@pytest.fixture
def page(qtbot: QtBot, settings: Settings) -> Iterator[ImagePage]:
    with ended(qtbot, Session(settings=settings)) as session:
        page = ImagePage(session)
        qtbot.addWidget(page)
        yield page


def test_the_sample_from_the_button_to_the_card(qtbot: QtBot, page: ImagePage, tmp_path: Path) -> None:
    session = page.session
    with qtbot.waitSignal(session.changed, timeout=LONG):
        page.buttons.sample.click()
    qtbot.waitUntil(lambda: not session.jobs, timeout=LONG)
    [row] = page.disks.cells()
    assert row[:2] == ("reberth-sample.vhdx", "vhdx-dynamic")
    assert "Windows Server 2012 R2" in row[3]

    page.scan()
    action = page.action()
    assert action is not None
    action[1]()
    qtbot.waitUntil(lambda: not session.jobs, timeout=LONG)
    assert session.inventory is None

    with qtbot.waitSignal(session.scanned, timeout=LONG):
        page.scan()
    assert page.can_next()
    texts = page.card.texts()
    assert texts[0] == "WEB01"
    assert any("Windows Server 2012 R2 Standard" in text for text in texts)
    assert any("IIS 8.5" in text for text in texts)

    session.save_as(tmp_path / "sample.reberth")
    document = load(tmp_path / "sample.reberth")
    assert [item.path for item in document.identities] == list(document.paths)
    assert "image" in document.seen
