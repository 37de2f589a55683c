"""Disks are chosen, recognised and scanned; each way it can end is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec import structs
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from reberth.migration import flow
from reberth.migration.document import Migration, SourceIdentity
from reberth.model.engine import Check, EngineInfo
from reberth.model.engine_requests import DoctorResult
from reberth.model.errors import ReberthError
from reberth.model.events import Progress
from reberth.model.inventory import SourceInfo, VolumeInfo
from reberth.model.recognition import Recognised, WimChoice
from reberth_gui.pages.image.page import ImagePage
from reberth_gui.pages.image.scan_progress import ScanProgress
from reberth_gui.pages.image.target import target_title
from reberth_gui.session.session import Session
from reberth_resources.catalogue import message
from tests.gui.pages.doubles import Played, Stage, ended, whole
from tests.support.inventories import application, inventory, site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from reberth.model.inventory import Inventory
    from reberth.model.recognition import RecogniseRequest
    from reberth_gui.session.settings import Settings

VM = whole("/vm")
FOUND = inventory(site("Shop", application("/", r"C:\shop")))
SYSTEM = Recognised(
    whole("/vm/web01.vhdx"),
    1 << 30,
    5,
    SourceInfo("disk0", "web01.vhdx", "vhdx-dynamic", 40 << 30, "gpt"),
    (VolumeInfo("disk0.partition2", "disk0", "ntfs", size=39 << 30),),
    "Windows Server 2012 R2 Standard",
    "6.3",
    9600,
    "WEB01",
)
DATA = Recognised(
    whole("/vm/data.vhd"),
    1 << 20,
    6,
    SourceInfo("disk0", "data.vhd", "vhd-fixed", 10 << 30, "mbr"),
    (VolumeInfo("disk0.partition1", "disk0", "ntfs", size=10 << 30),),
)
BROKEN = Recognised(
    whole("/vm/broken.vhdx"),
    10,
    7,
    problem="source.truncated",
    params={"name": "broken.vhdx", "offset": 0, "need": 9, "have": 1},
)
WIM = (WimChoice(1, "Boot", 1 << 30), WimChoice(2, "Server", 8 << 30))
KNOWN = {item.path: item for item in (SYSTEM, DATA, BROKEN)}


def recognising(request: RecogniseRequest) -> Played:
    found = []
    for path in request.paths:
        if path.endswith(".wim"):
            chosen = request.wim_image == "2"
            source = SourceInfo("wim0", "server.wim", "wim", 8 << 30, "2 of 2: Server")
            product = "Windows Server 2008 R2" if chosen else ""
            problem = "" if chosen else "source.wim-choice"
            found.append(Recognised(path, 9, 9, source if chosen else None, (), product, images=WIM, problem=problem))
        elif path == VM:
            found.append(Recognised(path, inside=(SYSTEM.path, DATA.path)))
        else:
            found.append(KNOWN.get(path, Recognised(path, problem="source.not-found", params={"path": path})))
    return Played(found, len(found))


@pytest.fixture
def stage() -> Stage:
    events = [Progress("phase.open-disks", 0, 4), Progress("phase.read-content", 2000, unit="files")]
    well = DoctorResult((), EngineInfo("npipe", "default", "29.0", os_name="Windows Server 2022"))
    return Stage(
        recognise=recognising,
        scan=lambda _request: Played(events, FOUND),
        doctor=lambda _request: Played(outcome=well),
    )


@pytest.fixture
def page(qtbot: QtBot, settings: Settings, stage: Stage) -> Iterator[ImagePage]:
    with ended(qtbot, Session(settings=settings, make_work=stage)) as session:
        yield opened(qtbot, session)


def opened(qtbot: QtBot, session: Session) -> ImagePage:
    page = ImagePage(session)
    qtbot.addWidget(page)
    page.enter()
    return page


def idle(qtbot: QtBot, page: ImagePage) -> None:
    qtbot.waitUntil(lambda: not page.session.jobs)


def scanned(page: ImagePage) -> Inventory | None:
    return page.session.inventory


def paths(page: ImagePage) -> tuple[str, ...]:
    return page.session.migration.paths


def act(page: ImagePage) -> str:
    action = page.action()
    assert action is not None
    action[1]()
    return action[0]


def test_two_disks_are_recognised_and_scanned(qtbot: QtBot, page: ImagePage, stage: Stage) -> None:
    assert (page.action(), page.can_next(), page.note()) == (None, False, "")
    page.add([SYSTEM.path])
    page.add([DATA.path, SYSTEM.path])
    idle(qtbot, page)
    [first, second] = page.disks.cells()
    assert (first[0], first[2]) == ("web01.vhdx", "vhdx-dynamic")
    assert "Windows Server 2012 R2 Standard (WEB01)" in first[1]
    assert (second[0], second[2]) == ("data.vhd", "vhd-fixed")
    assert page.note() == "web01.vhdx and 1 more"
    assert act(page) == "&Scan"
    assert act(page) == "Cancel &scan"
    idle(qtbot, page)
    assert scanned(page) is None
    act(page)
    idle(qtbot, page)
    assert scanned(page) is FOUND
    assert stage.requests("scan")[-1].paths == (SYSTEM.path, DATA.path)
    assert page.can_next()
    assert page.card.texts()[0] == "WEB01"
    assert page.session.state("image", current="sites", warnings=frozenset()) == "done"


def test_a_scan_shows_text_above_a_bar_that_never_falls() -> None:
    progress = ScanProgress()
    events = [
        *(Progress(phase, step, 4) for step, phase in enumerate(["phase.open-disks", "phase.read-windows"])),
        Progress("phase.read-iis", 2, 4),
        *(Progress("phase.read-content", done, unit="files") for done in (0, 2000, 100_000, 10_000_000)),
        Progress("phase.open-disks", 0, 4),
        Progress("phase.unknown", 0, 4),
    ]
    seen = [progress.take(event) for event in events]
    assert seen == sorted(seen)
    assert 0.9 < seen[-1] < 1.0


def test_a_cancelled_scan_leaves_nothing_and_the_next_one_works(qtbot: QtBot, page: ImagePage, stage: Stage) -> None:
    stage.acts["scan"] = lambda _request: Played([Progress("phase.read-iis", 2, 4)], endless=True)
    page.add([SYSTEM.path])
    act(page)
    qtbot.waitUntil(lambda: page.progress.value > 0.1)
    assert page.progress.text == message("phase.read-iis").sentence + "…"
    assert not page.can_next()
    assert act(page) == "Cancel &scan"
    idle(qtbot, page)
    assert (scanned(page), page.progress.isHidden()) == (None, True)
    stage.acts["scan"] = lambda _request: Played(outcome=FOUND)
    assert act(page) == "&Scan"
    idle(qtbot, page)
    assert scanned(page) is FOUND


def test_a_scan_that_fails_is_handed_to_the_error_panel(qtbot: QtBot, page: ImagePage, stage: Stage) -> None:
    error = ReberthError("windows.not-found", disks="data.vhd")
    stage.acts["scan"] = lambda _request: Played(outcome=error)
    page.add([DATA.path])
    with qtbot.waitSignal(page.failed, check_params_cb=bool) as failed:
        act(page)
    assert failed.args == [error]
    idle(qtbot, page)
    assert [text for text, _ in page.remedies(error)] == ["Scan again", "Add disks…"]
    assert page.remedies(ReberthError("output.disk-full")) == []
    assert page.action() is not None
    assert page.progress.isHidden()


def test_a_broken_image_says_what_and_what_to_do(qtbot: QtBot, page: ImagePage) -> None:
    page.add([BROKEN.path])
    idle(qtbot, page)
    words = message(BROKEN.problem, BROKEN.params)
    assert page.disks.cells()[0][1] == words.sentence
    assert words.action in page.hint.text
    page.disks.choose(0)
    page.buttons.remove.click()
    assert (page.session.migration.paths, page.hint.text) == ((), "")


def test_one_image_of_a_wim_file_is_chosen_by_name_and_size(qtbot: QtBot, page: ImagePage, stage: Stage) -> None:
    page.add([whole("/vm/server.wim")])
    idle(qtbot, page)
    assert not page.wim.isHidden()
    assert [text.split(" (")[0] for text in page.wim.texts()] == ["1: Boot", "2: Server"]
    assert "8" in page.wim.texts()[1]
    assert page.hint.text == ""
    page.wim.chosen.emit("2")
    idle(qtbot, page)
    assert page.session.migration.wim_image == "2"
    assert "Windows Server 2008 R2" in page.disks.cells()[0][1]
    act(page)
    assert stage.requests("scan")[-1].wim_image == "2"


def test_the_folder_of_a_machine_becomes_its_disks(qtbot: QtBot, page: ImagePage) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(VM)])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    page.disks.dropEvent(drop)
    idle(qtbot, page)
    assert page.session.migration.paths == (SYSTEM.path, DATA.path)
    assert [row[0] for row in page.disks.cells()] == ["web01.vhdx", "data.vhd"]


BASE, CHILD = whole("/base/web01.vhdx"), whole("/vm/web01_1A2B.avhdx")
MISSING = {"name": "web01_1A2B.avhdx", "parent": "web01.vhdx", "path": "D:\\Base\\web01.vhdx"}


def checkpoint(request: RecogniseRequest) -> Played:
    """A checkpoint whose parent must be named, and that parent."""
    found = []
    for path in request.paths:
        if path == BASE:
            found.append(structs.replace(SYSTEM, path=BASE))
        elif BASE in request.beside:
            assert SYSTEM.source is not None
            source = structs.replace(SYSTEM.source, name=MISSING["name"], parents=("web01.vhdx",))
            found.append(structs.replace(SYSTEM, path=CHILD, source=source, parents=(BASE,)))
        else:
            found.append(Recognised(CHILD, 9, 9, problem="source.parent-missing", params=dict(MISSING)))
    return Played(found, len(found))


def choosing(monkeypatch: pytest.MonkeyPatch, path: str) -> list[tuple[str, str]]:
    """The file dialog answers ``path``; returns what it is asked: title and folder."""
    asked: list[tuple[str, str]] = []

    def answer(_parent: object, title: str, folder: str, *_more: object) -> tuple[str, str]:
        asked.append((title, folder))
        return path, ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    return asked


def test_a_missing_parent_is_asked_for_by_name(
    qtbot: QtBot, page: ImagePage, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.acts["recognise"] = checkpoint
    page.add([CHILD])
    idle(qtbot, page)
    assert not page.finder.isHidden()
    assert page.finder.text() == "Find web01.vhdx…"
    assert "D:\\Base\\web01.vhdx" in page.hint.text
    asked = choosing(monkeypatch, "")
    page.finder.click()
    assert asked == [("Where is web01.vhdx?", VM)]
    assert paths(page) == (CHILD,)
    choosing(monkeypatch, BASE)
    page.finder.click()
    idle(qtbot, page)
    assert paths(page) == (CHILD, BASE)
    assert page.finder.isHidden()
    assert page.hint.text == ""
    child, base = page.disks.cells()
    assert "on top of web01.vhdx" in child[1]
    assert base[:2] == ("web01.vhdx", "Belongs to web01_1A2B.avhdx")
    assert page.note() == "web01_1A2B.avhdx"
    act(page)
    assert stage.requests("scan")[-1].paths == (CHILD, BASE)
    idle(qtbot, page)

    page.disks.choose(1)
    page.buttons.remove.click()
    idle(qtbot, page)
    assert not page.finder.isHidden()
    page.disks.choose(0)
    page.buttons.remove.click()
    assert page.finder.isHidden()


def test_a_parent_alone_is_a_disk_again(qtbot: QtBot, page: ImagePage, stage: Stage) -> None:
    stage.acts["recognise"] = checkpoint
    page.add([BASE, CHILD])
    idle(qtbot, page)
    assert page.disks.cells()[0][1].startswith("Belongs to")
    page.disks.choose(1)
    page.buttons.remove.click()
    assert page.disks.cells()[0][1].startswith("Windows Server")


def test_a_scan_that_wants_a_parent_begins_again_with_it(
    qtbot: QtBot, page: ImagePage, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = ReberthError("source.parent-missing", **MISSING)
    stage.acts["recognise"] = checkpoint
    stage.acts["scan"] = lambda request: Played(outcome=FOUND if BASE in request.paths else error)
    page.add([CHILD])
    with qtbot.waitSignal(page.failed, check_params_cb=bool) as failed:
        act(page)
    idle(qtbot, page)
    assert failed.args is not None
    [(text, remedy)] = page.remedies(failed.args[0])
    assert text == "Find web01.vhdx…"
    choosing(monkeypatch, "")
    remedy()
    assert len(stage.requests("scan")) == 1
    choosing(monkeypatch, BASE)
    with qtbot.waitSignal(page.session.scanned):
        remedy()
    assert stage.requests("scan")[-1].paths == (CHILD, BASE)
    assert page.can_next()


def test_the_card_tells_what_a_disk_is_on_top_of(page: ImagePage) -> None:
    source = SourceInfo("disk0", "web01_1A2B.avhdx", "vhdx-differencing", 40 << 30, "gpt", ("a.avhdx", "web01.vhdx"))
    page.card.show_server(structs.replace(FOUND, sources=(source,)))
    assert "web01_1A2B.avhdx on top of a.avhdx, web01.vhdx" in page.card.texts()
    page.card.show_server(FOUND)
    assert not any("on top of" in text for text in page.card.texts())


def test_older_checkpoints_of_a_machine_are_told(qtbot: QtBot, page: ImagePage, stage: Stage) -> None:
    stage.acts["recognise"] = lambda request: (
        Played([Recognised(VM, inside=(SYSTEM.path,), older=("web01_old.avhdx",))], 1)
        if request.paths == (VM,)
        else recognising(request)
    )
    page.add([VM])
    idle(qtbot, page)
    assert paths(page) == (SYSTEM.path,)
    assert page.hint.text == "Older checkpoints are left out: web01_old.avhdx"
    page.add([DATA.path])
    assert page.hint.text == ""


def test_opened_again_it_knows_what_moved_and_what_changed(qtbot: QtBot, settings: Settings, stage: Stage) -> None:
    gone = "/old/gone.vhdx"
    migration = Migration(
        "1",
        (SYSTEM.path, DATA.path, gone),
        identities=(SourceIdentity(SYSTEM.path, 1 << 30, 5), SourceIdentity(DATA.path, 1 << 20, 1)),
    )
    page = opened(qtbot, Session(migration, settings=settings, make_work=stage))
    idle(qtbot, page)
    texts = [row[1] for row in page.disks.cells()]
    assert texts[1].startswith("Changed since the last scan")
    assert texts[2] == "Not found there any more"
    assert page.warning()
    assert not page.buttons.locate.isHidden()
    page.disks.choose(2)
    page.buttons.located.emit(whole("/vm/broken.vhdx"))
    idle(qtbot, page)
    assert page.session.migration.paths == (SYSTEM.path, DATA.path, whole("/vm/broken.vhdx"))


def test_other_disks_make_the_rest_worth_another_look(qtbot: QtBot, page: ImagePage) -> None:
    page.add([SYSTEM.path])
    act(page)
    idle(qtbot, page)
    for name in flow.NAMES[:5]:
        page.session.mark_seen(name)

    def states() -> dict[str, str]:
        names = flow.NAMES[:5]
        return {name: page.session.state(name, current="", warnings=frozenset()) for name in names}

    assert set(states().values()) == {"done"}
    page.session.update(target="server2022")
    assert set(states().values()) == {"done"}
    page.add([DATA.path])
    assert (scanned(page), page.can_next(), states()["sites"]) == (None, False, "locked")
    act(page)
    idle(qtbot, page)
    assert states() == {"image": "done", **dict.fromkeys(flow.NAMES[1:5], "look-again")}


def test_the_sample_is_unpacked_by_a_worker(qtbot: QtBot, page: ImagePage, stage: Stage) -> None:
    stage.acts["sample"] = lambda request: Played(outcome=f"{request.folder}/reberth-sample.vhdx")
    page.buttons.sample.click()
    assert not page.buttons.sample.isEnabled()
    idle(qtbot, page)
    assert page.session.migration.paths == (f"{stage.requests('sample')[0].folder}/reberth-sample.vhdx",)
    assert page.buttons.sample.isEnabled()


def test_a_letter_is_kept_and_scanned_with(qtbot: QtBot, page: ImagePage, stage: Stage) -> None:
    page.add([SYSTEM.path, DATA.path])
    page.card.letter_given.emit("disk1.partition1", "E")
    idle(qtbot, page)
    assert stage.requests("scan")[-1].letters == (("disk1.partition1", "E"),)
    page.add([whole("/vm/third.vhd")])
    assert page.session.migration.letters == ()


def test_f5_scans_again(qtbot: QtBot, page: ImagePage, stage: Stage) -> None:
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_F5)
    assert stage.requests("scan") == []
    page.add([SYSTEM.path])
    QTest.keyClick(page, Qt.Key.Key_F5)
    QTest.keyClick(page, Qt.Key.Key_F5)
    assert len(stage.requests("scan")) == 1


def test_where_it_will_run_is_answered_at_once(page: ImagePage) -> None:
    page.target.chosen.emit("server2019")
    assert page.session.migration.target == "server2019"
    assert page.target.advice.text
    page.target.chosen.emit("")
    assert page.target.advice.text == ""


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("server2022", "Windows Server 2022"),
        ("windows11-24h2", "Windows 11 24H2"),
        ("aks-windows2022", "AKS, Windows Server 2022"),
        ("kubernetes-server2025", "Kubernetes, Windows Server 2025"),
        ("odd", "odd"),
    ],
)
def test_targets_have_names_that_people_know(name: str, title: str) -> None:
    assert target_title(name) == title


@pytest.mark.parametrize(
    ("checks", "text"),
    [
        ((Check("reachable", "bad", "engine.unknown", {"text": "no"}), Check("x", "warning", "doctor.endpoint")), "no"),
        ((Check("reachable", "bad", "engine.unknown", {"text": "no"}),), "No engine is needed before the page Build."),
        (
            (Check("endpoint", "good", "doctor.endpoint", {"endpoint": "a", "source": "b"}),),
            "Windows Server 2022 (29.0)",
        ),
    ],
)
def test_the_engine_is_told_in_a_line_by_a_worker(
    qtbot: QtBot, page: ImagePage, stage: Stage, checks: tuple[Check, ...], text: str
) -> None:
    engine = EngineInfo("npipe", "default", "29.0", os_name="Windows Server 2022")
    stage.acts["doctor"] = lambda _request: Played(outcome=DoctorResult(checks, engine))
    idle(qtbot, page)
    page.engine.check()
    page.engine.check()
    assert len(page.session.jobs) == 1
    assert page.target.engine.text == "Asking the container engine…"
    idle(qtbot, page)
    assert text in page.target.engine.text


def test_letters_stay_when_a_disk_is_located(page: ImagePage) -> None:
    letters = (("disk1.partition1", "E"),)
    page.add([SYSTEM.path, DATA.path])
    page.session.update(letters=letters)
    page.disks.choose(0)
    page.buttons.located.emit("/elsewhere/web01.vhdx")
    assert paths(page)[0] == str(Path("/elsewhere/web01.vhdx"))
    assert page.session.migration.letters == letters


def test_an_error_of_the_last_scan_goes_with_the_next_one(qtbot: QtBot, page: ImagePage, stage: Stage) -> None:
    told: list[object] = []
    page.failed.connect(told.append)
    page.add([SYSTEM.path])
    idle(qtbot, page)
    works = stage.acts["scan"]
    stage.acts["scan"] = lambda _request: Played(outcome=ReberthError("windows.not-found"))
    page.scan()
    idle(qtbot, page)
    assert getattr(told[-1], "code", "") == "windows.not-found"
    stage.acts["scan"] = works
    page.scan()
    assert told[-1] is None
    idle(qtbot, page)
    assert (told[-1], act(page)) == (None, "&Scan again")
