"""Ticks in the tree say what the command line's words say; content can be left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from reberth.migration import flow
from reberth.migration.document import Migration
from reberth.model.application import ContentFacts, Dispensable
from reberth.model.errors import ReberthError
from reberth.model.inventory import VolumeInfo
from reberth.model.requests import ListedEntry
from reberth.model.selection import Selection
from reberth_gui.models.content_tree import ContentTree, key
from reberth_gui.models.site_tree import NAME, READINESS, SiteTree
from reberth_gui.pages.sites.content import outermost
from reberth_gui.pages.sites.page import SitesPage
from reberth_gui.session.session import Session
from tests.gui.pages.doubles import Played, Stage, ended
from tests.support.inventories import HOST, VOLUMES, application, directory, inventory, pool, ref, section, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from reberth.model.requests import ListRequest
    from reberth_gui.models.content_tree import Entry
    from reberth_gui.session.settings import Settings

SHOP = site(
    "Shop",
    application("/", r"D:\shop", directory("/images", r"C:\img")),
    application("/admin", r"D:\shop\admin", pool="Old"),
    bindings=("http *:80:shop.example",),
)
PLAIN = site("Plain", application("/", r"C:\gone"), bindings=("http *:81:",))
FTP = site("Files", application("/", r"C:\ftp"), bindings=("ftp *:21:",))
MISSING = replace(
    PLAIN,
    applications=(
        replace(
            PLAIN.applications[0],
            virtual_directories=(directory("/", r"E:\gone", problem="iis.drive-not-supplied"),),
        ),
    ),
)
FACTS = ContentFacts(
    ref(r"D:\shop"),
    100,
    5000,
    dispensable=(Dispensable(r"\logs", "logs", 60, 3000), Dispensable(r"\old", "backups", 10, 1000)),
)
FOUND = replace(
    inventory(SHOP, MISSING, FTP, contents=[FACTS], pools=(pool("DefaultAppPool"), pool("Old", "v2.0"))),
    volumes=tuple(VolumeInfo(name, name[:5], "ntfs", letter) for letter, name in VOLUMES.items()),
)
LISTED = {
    "disk1.partition1:\\shop": (
        ListedEntry(r"\shop\a.txt", directory=False, size=10),
        ListedEntry(r"\shop\logs", directory=True),
        ListedEntry(r"\shop\pictures", directory=True),
    ),
    "disk1.partition1:\\shop\\pictures": (
        ListedEntry(r"\shop\pictures\b.png", directory=False, size=700),
        ListedEntry(r"\shop\pictures\deep\c.png", directory=False, size=77),
    ),
}


def listing(request: ListRequest) -> Played:
    found = LISTED.get(request.path)
    return (
        Played(found, len(found))
        if found
        else Played(outcome=ReberthError("filesystem.no-such-path", path="x", known=""))
    )


@pytest.fixture
def stage() -> Stage:
    return Stage(list=listing)


@pytest.fixture
def page(qtbot: QtBot, settings: Settings, stage: Stage) -> Iterator[SitesPage]:
    with ended(qtbot, Session(Migration("1", ("/vm/web.vhdx",)), settings=settings, make_work=stage)) as session:
        session.take(FOUND)
        page = SitesPage(session)
        qtbot.addWidget(page)
        page.enter()
        yield page


def cell(page: SitesPage, place: str, column: int) -> str:
    text: str = page.model.find(place).siblingAtColumn(column).data()
    return text


def sites(page: SitesPage) -> tuple[str, ...]:
    return page.session.migration.selection.sites


def excluded(page: SitesPage) -> tuple[str, ...]:
    return page.session.migration.selection.excluded


def state(page: SitesPage, place: str) -> str:
    found = page.model.find(place).data(Qt.ItemDataRole.CheckStateRole)
    return "-" if found is None else Qt.CheckState(found).name


def click(page: SitesPage, place: str, on: Qt.CheckState) -> None:
    assert page.model.setData(page.model.find(place), on, Qt.ItemDataRole.CheckStateRole)


def test_a_row_tells_bindings_pool_runtime_drive_size_and_readiness(page: SitesPage) -> None:
    index = page.model.find("Shop")
    texts = [index.siblingAtColumn(column).data() for column in range(page.model.columnCount())]
    assert texts[:5] == ["Shop", "http *:80:shop.example", "DefaultAppPool", ".NET 4.0", "D:"]
    assert "kB" in texts[5] or "KB" in texts[5]
    assert (cell(page, "Shop/admin", 2), cell(page, "Shop/admin", 3)) == ("Old", ".NET 2.0")
    assert cell(page, "Shop", READINESS) == "ready"
    assert (cell(page, "Plain", 4), cell(page, "Plain", READINESS)) == ("missing", "to be decided")
    assert (cell(page, "Files", READINESS), state(page, "Files")) == ("no web binding", "-")


def test_ticks_become_the_words_of_the_command_line(page: SitesPage) -> None:
    assert (sites(page), page.note()) == ((), "2 of 2 sites")
    click(page, "Plain", Qt.CheckState.Unchecked)
    assert (sites(page), page.note()) == (("Shop",), "1 of 2 sites")
    click(page, "Shop/admin", Qt.CheckState.Unchecked)
    assert sites(page) == ("Shop/images",)
    assert (state(page, "Shop"), state(page, "Shop/images")) == ("PartiallyChecked", "Checked")
    click(page, "Shop/images", Qt.CheckState.Unchecked)
    assert sites(page) == ("Shop/.",)
    plan = page.session.plan
    assert plan is not None
    assert [(item.name, len(item.applications)) for item in plan.iis.sites] == [("Shop", 1)]
    click(page, "Shop", Qt.CheckState.Checked)
    click(page, "Plain", Qt.CheckState.Checked)
    assert sites(page) == ()


def test_words_of_the_command_line_become_ticks(page: SitesPage) -> None:
    page.session.update(selection=Selection(sites=("shop/ADMIN",)))
    places = ("Shop", "Shop/admin", "Shop/images", "Plain")
    assert [state(page, place) for place in places] == ["PartiallyChecked", "Checked", "Unchecked", "Unchecked"]
    page.session.update(selection=Selection(sites=("gone",)))
    assert "gone" in page.banner.text
    assert not page.can_next()


def test_a_selection_of_nothing_is_not_kept(page: SitesPage) -> None:
    click(page, "Plain", Qt.CheckState.Unchecked)
    click(page, "Shop", Qt.CheckState.Unchecked)
    assert sites(page) == ("Shop",)
    assert (page.can_next(), page.leave(), state(page, "Shop")) == (False, False, "Unchecked")
    assert page.banner.text
    click(page, "Plain", Qt.CheckState.Checked)
    assert (page.can_next(), page.leave(), page.banner.text) == (True, True, "")


def test_a_change_here_marks_only_what_comes_of_it(page: SitesPage) -> None:
    for name in flow.NAMES[:5]:
        page.session.mark_seen(name)
    click(page, "Plain", Qt.CheckState.Unchecked)
    states = {name: page.session.state(name, current="", warnings=frozenset()) for name in flow.NAMES[:5]}
    assert states == {
        **dict.fromkeys(("image", "artifacts", "sites"), "done"),
        **dict.fromkeys(("readiness", "dockerfile"), "look-again"),
    }


def test_search_keeps_what_matches_and_what_holds_it(page: SitesPage) -> None:
    def shown() -> list[str]:
        view = page.tree.model()
        return [view.index(row, 0).data() for row in range(view.rowCount())]

    page.search.setText("ADMIN")
    assert shown() == ["Shop"]
    page.search.setText("*:81")
    assert shown() == ["Plain"]
    page.search.setText("shop images")
    assert shown() == []
    page.search.setText("img")
    [images] = [
        page.model.index(row, 0, page.model.index(0, 0)).data()
        for row in range(page.model.rowCount(page.model.index(0, 0)))
    ]
    assert (shown(), images, page.tree.isExpanded(page.model.index(0, 0))) == (["Shop"], "/images", True)
    page.search.setText("")
    assert shown() == ["Shop", "Plain", "Files"]
    assert page.model.rowCount(page.model.index(0, 0)) == 2


def test_details_are_the_settings_in_force_with_their_place(page: SitesPage) -> None:
    page.tree.setCurrentIndex(page.tree.model().index(0, 0))
    rows = {row.cells[0]: row.cells for row in page._rows.rows}
    assert rows["Binding"][1] == "http *:80:shop.example"
    assert "applicationHost.config:1" in rows["Binding"][2]
    assert rows["Folder"][1] == r"D:\shop"
    assert rows["Pool: managedRuntimeVersion"][1:] == ("v4.0", "set here")


def test_sections_of_a_place_are_merged_and_name_their_line(page: SitesPage) -> None:
    assert FOUND.iis is not None
    compression = section("system.webServer/urlCompression", "Shop", doStaticCompression="true")
    basic = "system.webServer/security/authentication/basicAuthentication"
    found = replace(
        FOUND,
        iis=replace(
            FOUND.iis,
            sections=(
                section(basic, enabled="false", realm="all"),
                section(basic, "Shop", enabled="true"),
                section(basic, "SHOP/admin", realm="admins"),
                replace(compression, inherited=False),
                section("system.webServer/asp", "Plain", enableParentPaths="true"),
            ),
        ),
    )
    page.session.take(found)

    def sections(place: str) -> dict[str, tuple[str, ...]]:
        page.tree.setCurrentIndex(page.model.find(place))
        return {row.cells[0]: row.cells[1:] for row in page._rows.rows if "/" in row.cells[0]}

    shop, admin = sections("Shop"), sections("Shop/admin")
    assert shop[basic] == ("enabled=true, realm=all", rf"{HOST}:7 Shop")
    assert admin == {basic: ("enabled=true, realm=admins", rf"{HOST}:7 SHOP/admin")}
    assert shop["system.webServer/urlCompression"][0] == "doStaticCompression=true"
    assert "system.webServer/asp" not in shop


def test_content_is_read_folder_by_folder_and_left_behind(qtbot: QtBot, page: SitesPage, stage: Stage) -> None:
    assert stage.requests("list") == []
    page.tree.setCurrentIndex(page.tree.model().index(0, 0))
    page.tabs.setCurrentWidget(page.content)
    qtbot.waitUntil(lambda: not page.session.jobs)
    content = page.content.model
    top = content.index(0, 0)
    names = [content.index(row, 0, top).data() for row in range(content.rowCount(top))]
    assert names == ["logs", "pictures", "a.txt"]
    assert "logs" in content.index(0, 2, top).data()
    assert stage.requests("list")[0].path == "disk1.partition1:\\shop"
    assert "100 files" in page.content.sum.text()

    page.content.propose.click()
    assert excluded(page) == (r"D:\shop\logs", r"D:\shop\old")
    assert "30 files" in page.content.sum.text()
    assert "Left behind: 70 files" in page.content.sum.text()
    assert Qt.CheckState(content.index(0, 0, top).data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Unchecked
    assert Qt.CheckState(top.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.PartiallyChecked

    pictures = content.index(1, 0, top)
    content.setData(pictures, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert "Still counting" in page.content.sum.text()
    qtbot.waitUntil(lambda: not page.session.jobs)
    assert "Left behind: 72 files" in page.content.sum.text()
    assert stage.requests("list")[-1].recursive

    plan = page.session.plan
    assert plan is not None
    root = next(item for item in plan.contents if item.source == ref(r"D:\shop"))
    assert {item.path for item in root.exclusions} == {"\\logs", "\\old", "\\pictures"}
    page.content.take_back.click()
    assert excluded(page) == ()


def test_each_thing_is_left_behind_once() -> None:
    roots = (key(r"D:\shop"),)
    beside = (r"D:\shop\logs", r"D:\shop\logs2")
    assert outermost(beside, roots) == beside
    assert outermost((*beside, r"d:\SHOP\LOGS\deep", r"D:\shopping\x"), roots) == beside
    assert outermost((r"D:\shop", *beside), roots) == (r"D:\shop",)


def test_what_cannot_be_counted_is_told(qtbot: QtBot, page: SitesPage) -> None:
    page.session.update(selection=replace(page.session.migration.selection, excluded=(r"D:\shop\gone",)))
    assert "Still counting" in page.content.sum.text()
    qtbot.waitUntil(lambda: not page.session.jobs)
    assert "Still counting" not in page.content.sum.text()
    assert page.content.sum.text().endswith("could not be counted.")
    assert "100 files" in page.content.sum.text()


def test_a_folder_that_cannot_be_read_is_told_and_can_be_tried_again(qtbot: QtBot, page: SitesPage) -> None:
    page.tree.setCurrentIndex(page.tree.model().index(0, 0))
    page.tabs.setCurrentWidget(page.content)
    qtbot.waitUntil(lambda: not page.session.jobs)
    content = page.content.model
    logs = content.index(0, 0, content.index(0, 0))
    with qtbot.waitSignal(page.failed) as failed:
        content.fetchMore(logs)
    assert failed.args is not None
    assert failed.args[0].code == "filesystem.no-such-path"
    assert content.canFetchMore(logs)


def test_the_models_keep_the_rules_of_qt(qtbot: QtBot) -> None:  # noqa: ARG001 - there must be an application
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tree = SiteTree()
    testers = [QAbstractItemModelTester(tree, mode)]
    tree.fill(FOUND)
    tree.show_ticks(frozenset({"Shop"}))
    for text in ("admin", "", "81", "nothing like it", ""):
        tree.search(text)
    content = ContentTree()
    testers.append(QAbstractItemModelTester(content, mode))
    asked: list[Entry] = []
    content.wanted.connect(asked.append)
    content.show_folder(r"D:\shop")
    content.fetchMore(content.index(0, 0))
    content.fetchMore(content.index(0, 0))
    assert [entry.path for entry in asked] == [r"D:\shop"]
    content.add(asked[0], LISTED["disk1.partition1:\\shop"])
    content.done(asked[0], "read")
    assert content.rowCount(content.index(0, 0)) == 3
    assert tree.rowCount(QModelIndex()) == 3
    assert tree.find("Shop/admin").column() == NAME
    assert not tree.find("nowhere").isValid()
    assert len(testers) == 2


def test_children_are_made_when_they_are_looked_at(qtbot: QtBot) -> None:  # noqa: ARG001 - there must be an application
    many = [
        site(f"S{n}", application("/", r"C:\a"), *(application(f"/a{m}", r"C:\b") for m in range(20)))
        for n in range(50)
    ]
    tree = SiteTree()
    tree.fill(inventory(*many))
    assert all(node._children is None for node in tree._nodes)
    assert tree.hasChildren(tree.index(3, 0))
    assert tree.rowCount(tree.index(3, 0)) == 20
    assert sum(node._children is not None for node in tree._nodes) == 1
