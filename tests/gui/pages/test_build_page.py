"""The Build page with a build that is played: steps, log, failure on its line, cancel, records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from reberth.migration.document import BuildRecord, SourceIdentity
from reberth.migration.flow import build_is_current
from reberth.model.engine import Check, Layer
from reberth.model.engine_requests import BuildResult, DoctorResult, LayersResult
from reberth.model.events import Output, StepDone, StepStarted
from reberth.model.recognition import Recognised
from reberth_gui.pages.build.page import BuildPage
from tests.gui.pages.playing import Playing, played_session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from reberth.model.errors import ReberthError
    from reberth_gui.session.session import Session
    from reberth_gui.session.settings import Settings


@pytest.fixture
def playing() -> Playing:
    made = Playing()
    made.answers["doctor"] = lambda _request: DoctorResult((Check("mode", "bad", "doctor.mode-linux"),))
    made.answers["layers"] = lambda _request: LayersResult((Layer("base", 1000), Layer("SHELL", 0)))
    return made


@pytest.fixture
def session(settings: Settings, playing: Playing) -> Session:
    return played_session(settings, playing)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> BuildPage:
    made = BuildPage(session)
    qtbot.addWidget(made)
    made.enter()
    made.show()
    return made


def press(page: BuildPage) -> None:
    action = page.action()
    assert action is not None
    action[1]()


def line_of(page: BuildPage, begin: str) -> int:
    return next(
        number for number, line in enumerate(page.view.dockerfile.text().split("\n"), 1) if line.startswith(begin)
    )


def test_before_the_build(page: BuildPage) -> None:
    assert page.settings.tag.text() == "web01-web"
    assert page.view.steps.rows[0].cells[0].startswith("1  FROM mcr.microsoft.com/dotnet/framework/aspnet")
    assert len(page.checks.texts) == 5
    assert page.action() is not None
    assert page.action()[0] == "Build &image"  # type: ignore[index]
    assert not page.can_next()


def test_the_engine_is_asked_and_what_must_be_mended_is_told(page: BuildPage, playing: Playing, qtbot: QtBot) -> None:
    assert playing.last("doctor").request.bases == (page.session.plan.base.reference,)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "Linux" in page.checks.texts[4])
    assert page.checks.more.isVisible()
    assert "Windows containers" in page.checks.more.text()
    assert page.checks.rows.rows[4].kind == "bad"


def test_until_the_engine_answers_it_is_being_asked(page: BuildPage, playing: Playing, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "Linux" in page.checks.texts[4])
    del playing.answers["doctor"]
    page.checks.again.emit()
    assert page.checks.texts[4].startswith("Asking the engine")
    playing.last("doctor").fail("engine.unreachable")
    qtbot.waitUntil(lambda: page.checks.rows.rows[4].kind == "bad")


def test_disks_are_looked_at_by_a_worker(page: BuildPage, session: Session, playing: Playing, qtbot: QtBot) -> None:
    assert playing.count("recognise") == 0
    session.update(paths=("a.vhdx", "b.vhdx"), identities=(SourceIdentity("a.vhdx", 9, 9),))
    page.checks.again.emit()
    request = playing.last("recognise").request
    assert (request.paths, request.beside) == (("a.vhdx", "b.vhdx"), ("a.vhdx", "b.vhdx"))
    assert page.checks.texts[1].startswith("Looking at the disks")
    playing.last("recognise").say(Recognised("a.vhdx", 8, 9), Recognised("b.vhdx"))
    playing.last("recognise").end(2)
    qtbot.waitUntil(lambda: page.checks.texts[1].startswith("b.vhdx is not there any more"))
    assert page.checks.rows.rows[1].kind == "bad"
    qtbot.waitUntil(lambda: session.job("recognise") is None)
    session.update(paths=("a.vhdx",))
    page.checks.again.emit()
    playing.last("recognise").say(Recognised("a.vhdx", 8, 9))
    playing.last("recognise").end(1)
    changed = "a.vhdx has changed since the scan: scan again"
    qtbot.waitUntil(lambda: page.checks.rows.rows[1][:2] == ((f"{changed} on the page Image.",), "warning"))
    qtbot.waitUntil(lambda: session.job("recognise") is None)
    page.checks.again.emit()
    playing.last("recognise").fail("job.died")
    qtbot.waitUntil(lambda: "could not be seen" in page.checks.texts[1])


def test_all_checks_are_told_in_one_line(page: BuildPage, playing: Playing, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.ready.text.startswith("1 thing"))
    assert not page.ready.isHidden()
    playing.answers["doctor"] = lambda _request: DoctorResult((Check("host", "unknown", "doctor.mode-windows"),))
    page.checks.again.emit()
    assert page.ready.text.startswith("Looking whether")
    qtbot.waitUntil(lambda: page.ready.text.startswith("It can be built, but 1 check"))
    playing.answers["doctor"] = lambda _request: DoctorResult((Check("host", "good", "doctor.mode-windows"),))
    page.checks.again.emit()
    qtbot.waitUntil(lambda: page.ready.text == "Everything is ready for the build.")
    press(page)
    assert page.ready.isHidden()
    assert page.view.tabs.currentWidget() is page.view.log_tab


def test_a_build_that_ends_well(page: BuildPage, session: Session, playing: Playing, qtbot: QtBot) -> None:
    press(page)
    assert session.job("build") is not None
    request = playing.last("build").request
    assert (request.tags, request.migration, request.selection) == (
        ("web01-web",),
        "an-id",
        session.migration.selection,
    )
    assert not page.settings.isEnabled()
    total = len(page.view.steps.rows)
    playing.last("build").say(StepStarted(1, total, "FROM base", 3), Output("pulling"), StepDone(1, 2.0))
    qtbot.waitUntil(lambda: "pulling" in page.view.log.text())
    assert page.view.steps.rows[0].cells[2:] == ("2.0 s", "", "Done")
    playing.last("build").end(BuildResult("sha256:1", ("web01-web",), total, 3.0, "an-id"))
    qtbot.waitUntil(page.can_next)
    record = session.migration.builds[-1]
    assert (record.image, record.tag, record.code, record.seconds) == ("sha256:1", "web01-web", "", 3.0)
    assert build_is_current(session.migration)
    assert session.state("build", current="run", warnings=frozenset()) == "done"
    assert page.note() == "web01-web"
    qtbot.waitUntil(lambda: playing.count("layers") == 1)


def test_a_failed_step_is_shown_on_its_line(page: BuildPage, session: Session, playing: Playing, qtbot: QtBot) -> None:
    told: list[ReberthError | None] = []
    page.failed.connect(told.append)
    press(page)
    line = line_of(page, "RUN ")
    total = len(page.view.steps.rows)
    step = next(number for number, row in enumerate(page.view.steps.rows, 1) if row.cells[1] == str(line))
    playing.last("build").say(StepStarted(step, total, "RUN x", line), Output("it broke", "stderr"))
    playing.last("build").fail("build.step-failed", step=step, total=total, line=line, text="RUN x", exit_code=5)
    qtbot.waitUntil(lambda: bool(told) and told[-1] is not None)
    assert page.view.dockerfile.marks == {line: "removed"}
    assert page.view.dockerfile.line() == line
    assert page.view.steps.rows[step - 1].cells[4] == "Failed"
    assert page.outcome.text
    assert session.migration.builds[-1].code == "build.step-failed"
    assert page.warning()
    assert not page.can_next()
    assert told[-1] is not None
    assert [text for text, _ in page.remedies(told[-1])] == ["Edit the Dockerfile", "Try again"]
    told.clear()
    press(page)
    assert told == [None]
    assert page.view.dockerfile.marks == {}


def test_the_last_build_is_still_there_when_one_comes_back(
    page: BuildPage, session: Session, playing: Playing, qtbot: QtBot
) -> None:
    press(page)
    total = len(page.view.steps.rows)
    playing.last("build").say(StepStarted(2, total, "SHELL x", 4))
    playing.last("build").fail("build.step-failed", step=2, total=total, line=4, text="SHELL x", exit_code=5)
    qtbot.waitUntil(lambda: session.job("build") is None)
    page.enter()
    assert page.view.steps.rows[1].cells[4] == "Failed"
    assert page.view.dockerfile.marks == {4: "removed"}
    assert page.outcome.text
    page.hide()
    session.update(selection=replace(session.migration.selection, windows="ltsc2019"))
    page.enter()
    assert page.view.steps.rows[1].cells[4] == ""
    assert page.outcome.text == ""


def test_cancel(page: BuildPage, session: Session, playing: Playing, qtbot: QtBot) -> None:
    press(page)
    assert page.action()[0] == "&Cancel build"  # type: ignore[index]
    press(page)
    assert playing.last("build").cancelled
    qtbot.waitUntil(lambda: session.job("build") is None)
    assert session.migration.builds == ()
    assert "cancelled" in page.outcome.text
    assert page.settings.isEnabled()


def test_leaving_the_page_does_not_stop_it(page: BuildPage, session: Session, playing: Playing, qtbot: QtBot) -> None:
    press(page)
    assert page.leave()
    page.hide()
    playing.last("build").say(StepStarted(1, 20, "FROM base", 3))
    qtbot.waitUntil(lambda: page.note() == f"Step 1 of {len(page.view.steps.rows)}")
    page.enter()
    assert page.view.state.current is not None
    assert session.job("build") is not None


def test_a_name_that_is_none_starts_nothing(page: BuildPage, session: Session, playing: Playing) -> None:
    page.settings.tag.setText("No Name")
    press(page)
    assert playing.count("build") == 0
    assert "No Name" in page.checks.texts[0]
    assert session.migration.tag == ""


def test_a_record_of_before_is_shown(settings: Settings, playing: Playing, qtbot: QtBot) -> None:
    session = played_session(
        settings, playing, builds=(BuildRecord("", "t", "2026-01-01T00:00:00+00:00", 1, "build.x"),)
    )
    page = BuildPage(session)
    qtbot.addWidget(page)
    assert page.note() == "Failed"


def test_save_log(
    page: BuildPage, playing: Playing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    press(page)
    playing.last("build").say(*(Output(f"line {number}") for number in range(30)))
    qtbot.waitUntil(lambda: "line 29" in page.view.log.text())
    target = f"{tmp_path}/build.log"
    monkeypatch.setattr("reberth_gui.pages.build.view.QFileDialog.getSaveFileName", lambda *_: (target, ""))
    page.view._save.click()
    with open(target, encoding="utf-8") as file:  # noqa: PTH123
        assert file.read().split("\n")[:2] == ["line 0", "line 1"]
    with qtbot.waitSignal(page.failed) as failed:
        page.view.save_log_to(f"{tmp_path}/not/there.log")
    assert getattr((failed.args or [None])[0], "code", "") == "output.write-failed"
