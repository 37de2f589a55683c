"""The Run page with a container that is played: start, answers, stop, failures, other mode, replay, what now."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication

from reberth.cli.main import parser
from reberth.migration.document import BuildRecord, RunSettings
from reberth.migration.flow import build_inputs
from reberth.model.engine import Advice, Check, EngineInfo, Probe, Probed, Processes, Usage
from reberth.model.engine_requests import (
    DoctorResult,
    ProcessesResult,
    PushResult,
    RemoveResult,
    RunResult,
    SaveResult,
    StopResult,
)
from reberth.model.errors import ReberthError
from reberth.model.events import LayerProgress, Output, Progress
from reberth.model.requests import ConvertResult
from reberth.model.trial_requests import ComposeContainer, ComposeResult, Difference, ReplayResult
from reberth_gui.pages.run.page import RunPage
from tests.gui.pages.playing import Playing, played_session, web01
from tests.support.inventories import secret

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reberth_gui.session.session import Session
    from reberth_gui.session.settings import Settings

SHOP = Probe("Shop", "http", 8080, "shop.example")
FINE = Probed(SHOP, "http://localhost:32768/", 200, 0.25, "Shop")
BROKEN = Probed(
    SHOP, "http://localhost:32768/", 500, 0.5, code="trial.port-not-published", params={"site": "S", "port": 1}
)
BUILT = BuildRecord("sha256:1", "web01-web", "2026-01-01T00:00:00+00:00", 9.0)


@pytest.fixture
def playing() -> Playing:
    made = Playing()
    made.answers["stop"] = lambda request: StopResult(request.containers)
    made.answers["remove"] = lambda request: RemoveResult(request.names)
    made.answers["doctor"] = lambda request: DoctorResult(
        (Check("host", "good", "doctor.host"),),
        EngineInfo("npipe", "default", isolation="hyperv"),
        advice=(
            Advice(request.bases[0], "process", False, "advice.build-differs", {"target": "here", "works": "-"}),
            Advice(request.bases[0], "hyperv", True, "advice.runs", {"target": "here"}),
        ),
    )
    return made


@pytest.fixture
def session(settings: Settings, playing: Playing, tmp_path: Path) -> Session:
    made = played_session(settings, playing, paths=("web01.vhdx",), builds=(BUILT,))
    made.save_as(tmp_path / "web01.reberth")
    return made


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> RunPage:
    made = RunPage(session)
    qtbot.addWidget(made)
    made.enter()
    made.show()
    return made


def press(page: RunPage, text: str) -> None:
    action = page.action()
    assert action is not None
    assert action[0] == text
    action[1]()


def result(*answers: Probed, isolation: str = "hyperv") -> RunResult:
    return RunResult("c1", "web01", isolation, ((8080, 32768),), answers or (FINE,), True, 4.5)


def run(page: RunPage, playing: Playing, qtbot: QtBot, ended: RunResult | None = None) -> None:
    press(page, "Start &test run")
    playing.last("run").end(ended or result())
    qtbot.waitUntil(lambda: page.container.state == "running")


def test_what_each_mode_means_here(page: RunPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.form.meanings["default"].text() == "On this engine that is Hyper-V isolation.")
    assert "does not run on here" in page.form.meanings["process"].text()
    assert page.form.meanings["process"].toolTip().startswith("Shares the host's kernel")
    assert page.form.modes["hyperv"].accessibleDescription() == page.form.meanings["hyperv"].text()


def test_a_run_that_goes_well(page: RunPage, session: Session, playing: Playing, qtbot: QtBot) -> None:
    page.form.ports.setText("8081:8080, 443")
    page.form.environment.setPlainText("TIER=test\n\nX=a b")
    page.form.memory.setText("2g")
    page.form.cpus.setValue(1.5)
    page.form.choose("hyperv")
    press(page, "Start &test run")
    request = playing.last("run").request
    assert (request.image, request.isolation, request.ports) == ("sha256:1", "hyperv", ((8080, 8081), (443, 0)))
    assert (request.environment, request.memory, request.cpus) == ((("TIER", "test"), ("X", "a b")), 2 << 30, 1.5)
    assert session.migration.run == RunSettings(
        "hyperv", ("8081:8080", "443"), (("TIER", "test"), ("X", "a b")), 1.5, "2g"
    )
    playing.last("run").say(Progress("phase.wait-healthy", 30, 180))
    qtbot.waitUntil(lambda: page.progress.value > 0.1)
    playing.last("run").end(result())
    qtbot.waitUntil(lambda: page.container.state == "running")
    record = session.migration.runs[-1]
    assert (record.isolation, record.good, record.probes) == ("hyperv", 1, 1)
    assert page.note() == "1 of 1 answered well"
    assert session.state("run", current="image", warnings=frozenset()) == "done"
    assert page.sites.rows.rows[0].cells[2] == "200"
    playing.last("logs").say(Output("GET / 200"), Output("oh", "stderr"))
    qtbot.waitUntil(lambda: page.log.text() == "GET / 200\noh")
    press(page, "St&op container")
    qtbot.waitUntil(lambda: page.container.state == "none")
    assert playing.last("logs").cancelled
    assert playing.last("remove").request.names == (request.name,)


def test_a_500_is_explained_and_the_page_opened(
    page: RunPage, playing: Playing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(page, playing, qtbot, result(FINE, BROKEN))
    assert page.warning()
    assert page.sites.table.currentIndex().row() == 1
    assert len(page.sites.why.toPlainText().split("\n")) == 3
    opened: list[str] = []
    monkeypatch.setattr(
        "reberth_gui.pages.run.sites_tab.QDesktopServices.openUrl", lambda url: opened.append(url.toString())
    )
    page.sites._open.click()
    assert opened == ["http://localhost:32768/"]


def test_secrets_go_along_and_missing_ones_are_named(
    settings: Settings, playing: Playing, qtbot: QtBot, tmp_path: Path
) -> None:
    found = web01()
    facts = replace(found.applications[1], secrets=(secret(r"C:\shop\web.config", "Main"),))
    session = played_session(
        settings, playing, replace(found, applications=(found.applications[0], facts)), paths=("d",), builds=(BUILT,)
    )
    session.save_as(tmp_path / "x.reberth")
    assert session.plan is not None
    name = session.plan.secrets[0].variable
    page = RunPage(session)
    qtbot.addWidget(page)
    page.enter()
    assert name in page.outcome.text
    session.secrets[name] = "hunter2"
    session.secrets["FORGOTTEN"] = "of another choice"
    page.start()
    assert playing.last("run").request.environment == ((name, "hunter2"),)
    session.save()
    assert b"hunter2" not in (tmp_path / "x.reberth").read_bytes()
    assert "hunter2" not in page.what_now.code.text()


def test_a_start_that_fails_shows_the_last_words_and_leaves_nothing(
    page: RunPage, playing: Playing, qtbot: QtBot
) -> None:
    told: list[object] = []
    page.failed.connect(told.append)
    press(page, "Start &test run")
    playing.last("run").fail("engine.no-hypervisor")
    qtbot.waitUntil(lambda: playing.count("logs") == 1)
    assert not playing.last("logs").request.follow
    playing.last("logs").say(Output("last words"))
    playing.last("logs").end()
    qtbot.waitUntil(lambda: page.container.state == "none")
    assert page.log.text() == "last words"
    assert playing.count("remove") == 1
    assert told[-1] is not None
    assert [text for text, _ in page.remedies(told[-1])] == ["Try again", "Try the other mode"]  # type: ignore[arg-type]


def test_cancel(page: RunPage, session: Session, playing: Playing, qtbot: QtBot) -> None:
    press(page, "Start &test run")
    press(page, "&Cancel start")
    qtbot.waitUntil(lambda: page.container.state == "none")
    assert playing.last("run").cancelled
    assert session.migration.runs == ()
    assert "No container is left" in page.outcome.text


def test_again_in_the_other_mode(page: RunPage, playing: Playing, qtbot: QtBot) -> None:
    run(page, playing, qtbot)
    page.tabs.setCurrentWidget(page.compare)
    page.compare.button.click()
    qtbot.waitUntil(lambda: playing.count("run") == 2)
    assert playing.count("remove") == 1
    assert playing.last("run").request.isolation == "process"
    assert playing.last("run").request.name != playing.works[0].request
    playing.last("run").end(result(BROKEN, isolation="process"))
    qtbot.waitUntil(lambda: page.container.state == "running")
    rows = page.compare.rows
    assert rows[0].cells == ("Ready after", "4.5 s", "4.5 s")
    assert [cell.split()[0] for cell in rows[1].cells[1:]] == ["200", "500"]
    assert rows[1].kind == "warning"


def test_processes_are_looked_at_only_when_they_are_seen(page: RunPage, playing: Playing, qtbot: QtBot) -> None:
    run(page, playing, qtbot)
    assert playing.count("processes") == 0
    page.tabs.setCurrentWidget(page.processes)
    assert playing.count("processes") == 1
    page.processes.button.click()
    assert playing.count("processes") == 1
    playing.last("processes").end(
        ProcessesResult(Processes(("Name", "PID"), (("w3wp.exe", "12"),), 1), Usage(3.25, 200 << 20), "process")
    )
    qtbot.waitUntil(lambda: bool(page.processes.rows))
    assert page.processes.rows[0].cells == ("w3wp.exe", "12")
    assert "3.3 %" in page.processes.text.text()
    assert "1 of 1" in page.processes.text.text()
    press(page, "St&op container")
    qtbot.waitUntil(lambda: page.container.state == "none")
    assert page.processes.rows == ()


def test_old_addresses_are_asked(page: RunPage, session: Session, playing: Playing, qtbot: QtBot) -> None:
    assert not page.replay.button.isEnabled()
    run(page, playing, qtbot)
    page.replay.button.click()
    request = playing.last("replay").request
    assert (request.paths, request.container) == (session.migration.paths, page.container.name)
    assert page.replay.button.text().startswith("Stop")
    difference = Difference("Shop", "http://shop.example/a", 200, 404, 7)
    playing.last("replay").end(ReplayResult(1, 10, 0, 9, 1, 0, 0, 0, 4, 4, (difference,)))
    qtbot.waitUntil(lambda: bool(page.replay.rows))
    assert page.replay.rows[0].cells[:4] == ("http://shop.example/a", "200", "404", "7")
    page.replay.button.click()
    page.replay.button.click()
    qtbot.waitUntil(lambda: page.replay.button.text().startswith("Ask"))
    assert playing.last("replay").cancelled


def test_what_now(page: RunPage, session: Session, playing: Playing, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.what_now)
    assert page.what_now.summary.text().startswith("Carried over: ")
    assert page.what_now.rows.rows
    page.what_now.shell.setCurrentIndex(1)
    page.what_now.choose("all")
    lines = [line for line in page.what_now.code.text().split("\n") if line.startswith("reberth ")]
    assert f"reberth build {shlex.quote(str(session.path))} -t web01-web" in lines
    for line in lines:
        words = shlex.split(line)
        assert parser(words[1]).parse_args(words[1:]).command == words[1]
    page.what_now.copy.click()
    assert QGuiApplication.clipboard().text() == page.what_now.code.text()
    page.what_now.choose("kubernetes")
    assert "kind: Deployment" in page.what_now.code.text()
    page.what_now.choose("push")
    assert "registry" in page.what_now.code.text()
    session.settings.choose(registry="reg.example/team")
    page.enter()
    assert "reberth push reg.example/team/web01-web --source web01-web" in page.what_now.code.text()
    page.next_steps.push("web01-web", "reg.example/team/web01-web")
    assert playing.last("push").request.source == "web01-web"
    playing.last("push").end(PushResult("reg.example/team/web01-web", "sha256:9"))
    qtbot.waitUntil(lambda: "sha256:9" in page.what_now.outcome.text)
    page.next_steps.save("web01-web", "web01.tar")
    playing.last("save").end(SaveResult("web01.tar", 10))
    qtbot.waitUntil(lambda: "Saved: web01.tar" in page.what_now.outcome.text)


def test_a_push_can_be_cancelled_and_a_failed_one_tried_again(page: RunPage, playing: Playing, qtbot: QtBot) -> None:
    told: list[ReberthError | None] = []
    page.failed.connect(told.append)
    page.tabs.setCurrentWidget(page.what_now)
    page.next_steps.push("web01-web", "reg.example/web01-web")
    assert page.what_now.stop.isVisible()
    playing.last("push").say(LayerProgress("a", "Pushing", 1, 4))
    qtbot.waitUntil(lambda: page.what_now.outcome.text.endswith("25 %"))
    page.next_steps.save("web01-web", "x.tar")
    assert playing.count("save") == 0
    page.next_steps.compose_up("web01-web", "folder")
    assert playing.count("convert") == playing.count("compose") == 0
    page.what_now.stop.click()
    qtbot.waitUntil(lambda: page.what_now.outcome.text == "Cancelled.")
    assert not page.what_now.stop.isVisible()
    page.next_steps.push("web01-web", "reg.example/web01-web")
    playing.last("push").fail("engine.unreachable")
    qtbot.waitUntil(lambda: told[-1] is not None)
    assert told[-1] is not None
    [(text, again)] = page.remedies(told[-1])
    again()
    assert text == "Try again"
    assert (playing.count("push"), playing.count("run")) == (3, 0)


def test_each_failure_has_its_own_way_on(page: RunPage, playing: Playing, qtbot: QtBot) -> None:
    told: list[ReberthError | None] = []
    page.failed.connect(told.append)
    run(page, playing, qtbot)
    page.replay.button.click()
    playing.last("replay").fail("source.unreadable", name="x", reason="gone")
    qtbot.waitUntil(lambda: told[-1] is not None)
    assert told[-1] is not None
    [(_, again)] = page.remedies(told[-1])
    qtbot.waitUntil(lambda: page.replay.button.text().startswith("Ask"))
    again()
    assert (playing.count("replay"), playing.count("run")) == (2, 1)
    assert page.remedies(ReberthError("usage.port", text="x")) == []
    assert page.remedies(ReberthError("output.write-failed", path="x", reason="y")) == []


def test_compose_fills_an_empty_folder_starts_and_stops(
    page: RunPage, session: Session, playing: Playing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.setattr("reberth_gui.pages.run.going_on.QFileDialog.getExistingDirectory", lambda *_: str(folder))
    page.form.choose("hyperv")
    page.form.edited.emit()
    page.tabs.setCurrentWidget(page.what_now)
    page.what_now.choose("compose")
    assert not page.what_now.acts["down"].isVisible()
    page.what_now.acts["compose"].click()
    assert playing.last("convert").request.output == str(folder)
    (folder / "compose.yaml").write_text("name: web01\n", encoding="utf-8")
    assert session.plan is not None
    assert session.inventory is not None
    playing.last("convert").end(ConvertResult(str(folder), session.plan, session.inventory, 7))
    qtbot.waitUntil(lambda: playing.count("compose") == 1)
    request = playing.last("compose").request
    assert (request.action, request.folder, request.isolation, request.image, request.wait) == (
        "up",
        str(folder),
        "hyperv",
        "web01-web",
        True,
    )
    playing.last("compose").say(Output("Container web01-web-1  Started", "stderr"))
    qtbot.waitUntil(lambda: page.what_now.outcome.text.endswith("web01-web-1  Started"))
    web = ComposeContainer("web01-web-1", "web", "running", "healthy", ("80->80",))
    playing.last("compose").end(ComposeResult("web01", (web,)))
    qtbot.waitUntil(lambda: "web01-web-1  running  healthy  80->80" in page.what_now.outcome.text)
    qtbot.waitUntil(page.what_now.acts["down"].isEnabled)
    page.what_now.acts["down"].click()
    assert (playing.last("compose").request.action, playing.count("convert")) == ("down", 1)
    playing.last("compose").end(ComposeResult("web01"))
    qtbot.waitUntil(lambda: not page.what_now.acts["down"].isVisible())
    assert "removed: web01" in page.what_now.outcome.text


def test_the_manifest_is_written(page: RunPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told: list[ReberthError | None] = []
    page.failed.connect(told.append)
    page.tabs.setCurrentWidget(page.what_now)
    page.what_now.choose("kubernetes")
    for name in ("web01.yaml", "not/there.yaml"):
        monkeypatch.setattr(
            "reberth_gui.pages.run.going_on.QFileDialog.getSaveFileName",
            lambda *_, name=name: (str(tmp_path / name), ""),
        )
        page.what_now.acts["kubernetes"].click()
    assert "kind: Deployment" in (tmp_path / "web01.yaml").read_text(encoding="utf-8")
    assert [error and error.code for error in told] == [None, "output.write-failed"]


def test_a_container_that_ends_by_itself_is_told_and_removed(page: RunPage, playing: Playing, qtbot: QtBot) -> None:
    run(page, playing, qtbot)
    playing.last("logs").end()
    qtbot.waitUntil(lambda: page.container.state == "none")
    assert "ended by itself" in page.outcome.text
    assert playing.count("remove") == 1


def test_closing_the_window_takes_the_container_away(page: RunPage, playing: Playing, qtbot: QtBot) -> None:
    assert not page.holds()
    run(page, playing, qtbot)
    assert page.holds()
    page.let_go()
    qtbot.waitUntil(lambda: not page.holds())
    assert [playing.count(verb) for verb in ("stop", "remove")] == [1, 1]


def test_an_image_older_than_the_choices_is_told(page: RunPage, session: Session) -> None:
    built = replace(BUILT, inputs=build_inputs(session.migration))
    session.update(builds=(built,))
    page.enter()
    assert page.outcome.text == ""
    session.update(selection=replace(session.migration.selection, windows="ltsc2019"))
    page.enter()
    assert "before your last changes" in page.outcome.text


def test_settings_that_make_no_sense_start_nothing(page: RunPage, playing: Playing) -> None:
    told: list[object] = []
    page.failed.connect(told.append)
    page.form.ports.setText("80:80:80")
    press(page, "Start &test run")
    assert playing.count("run") == 0
    assert getattr(told[-1], "code", "") == "usage.port"


def test_without_a_build_it_goes_to_the_build_page(settings: Settings, playing: Playing, qtbot: QtBot) -> None:
    page = RunPage(played_session(settings, playing))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.go) as asked:
        page.start()
    assert asked.args == ["build"]
