"""The first page with real workers and a real disk: the sample, recognised, scanned, cancelled and scanned again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from reberth.migration.document import load
from reberth.model.errors import ReberthError
from reberth_gui.pages.image.page import ImagePage
from reberth_gui.pages.sites.page import SitesPage
from reberth_gui.session.session import Session
from reberth_resources.sample_disk import sample_disk
from tests.gui.pages.doubles import ended
from tests.support.disks import run

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
    assert (row[0], row[2]) == ("reberth-sample.vhdx", "vhdx-dynamic")
    assert "Windows Server 2012 R2" in row[1]

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


def test_a_vmdk_asks_for_its_extent_and_is_one_disk_with_it(
    qtbot: QtBot, page: ImagePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small file names the large one, which was copied to another folder."""
    (tmp_path / "elsewhere").mkdir()
    image, flat = tmp_path / "web01.vmdk", tmp_path / "elsewhere" / "web01-flat.vmdk"
    options = ("-O", "vmdk", "-o", "subformat=monolithicFlat")
    run("qemu-img", "convert", *options, sample_disk(tmp_path), image)
    (tmp_path / flat.name).rename(flat)

    page.add([str(image)])
    qtbot.waitUntil(lambda: not page.session.jobs, timeout=LONG)
    assert (page.finder.isHidden(), page.finder.text()) == (False, f"Find {flat.name}…")
    error = ReberthError("source.extent-missing", name=image.name, extent=flat.name)
    assert page.remedies(error)[0][0] == f"Find {flat.name}…"

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_more: (str(flat), ""))
    page.finder.click()
    qtbot.waitUntil(lambda: not page.session.jobs, timeout=LONG)
    assert page.finder.isHidden()
    [disk, extent] = page.disks.cells()
    assert (disk[0], disk[2]) == ("web01.vmdk", "vmdk-flat")
    assert "Windows Server 2012 R2" in disk[1]
    assert extent[:2] == (flat.name, "Belongs to web01.vmdk")


def test_the_content_of_a_site_is_listed_by_a_worker(qtbot: QtBot, page: ImagePage) -> None:
    session = page.session
    with qtbot.waitSignal(session.changed, timeout=LONG):
        page.buttons.sample.click()
    with qtbot.waitSignal(session.scanned, timeout=LONG):
        page.scan()
    sites = SitesPage(session)
    qtbot.addWidget(sites)
    sites.enter()
    sites.tree.setCurrentIndex(sites.model.find("Default Web Site"))
    sites.tabs.setCurrentWidget(sites.content)
    qtbot.waitUntil(lambda: not session.jobs, timeout=LONG)
    content = sites.content.model
    top = content.index(0, 0)
    names = [content.index(row, 0, top).data() for row in range(content.rowCount(top))]
    assert {"default.aspx", "index.html", "site.css"} <= set(names)
    style = content.index(names.index("site.css"), 0, top)
    content.setData(style, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert session.migration.selection.excluded == ("C:\\inetpub\\wwwroot\\site.css",)
    assert session.plan is not None
    assert ("\\site.css", "selection.excluded") in {
        (item.path, item.code) for root in session.plan.contents for item in root.exclusions
    }
