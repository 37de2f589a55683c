"""The last pages with real workers and a real engine: from the sample disk to 200, a step that fails, a cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.migration.document import Migration
from reberth.migration.edited import text_of
from reberth.migration.edits import make_edit
from reberth.model.events import silent
from reberth.model.requests import ScanRequest
from reberth.verbs.scan import scan
from reberth_gui.pages.build.page import BuildPage
from reberth_gui.pages.run.page import RunPage
from reberth_gui.session.session import Session
from reberth_resources.sample_disk import sample_disk

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reberth.model.edit import Edit
    from reberth.model.inventory import Inventory
    from reberth_gui.session.settings import Settings
    from tests.support.engine import RealEngine

_PATIENCE = 60_000


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_disk(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def inventory(disk: Path) -> Inventory:
    return scan(ScanRequest((str(disk),)), silent)


@pytest.fixture
def session(settings: Settings, engine: RealEngine, disk: Path, inventory: Inventory, tmp_path: Path) -> Session:
    made = Session(
        Migration("wizard-test", (str(disk),), endpoint=engine.endpoint, tag="wizard-web"), settings=settings
    )
    made.take(inventory)
    made.save_as(tmp_path / "wizard.reberth")
    return made


def edited(session: Session, lines: str) -> Edit:
    """The Dockerfile with lines before WORKDIR."""
    text = text_of(next(file for file in session.rendered if file.path == "Dockerfile"))
    edit = make_edit("Dockerfile", text, text.replace("WORKDIR", f"{lines}\nWORKDIR", 1))
    assert edit is not None
    return edit


def idle(session: Session) -> bool:
    return not session.jobs


def test_from_the_disk_to_200(session: Session, engine: RealEngine, qtbot: QtBot) -> None:
    session.update(edits=(edited(session, "ENV TIER=wizard"),))
    build = BuildPage(session)
    qtbot.addWidget(build)
    build.enter()
    build.build()
    qtbot.waitUntil(build.can_next, timeout=_PATIENCE)
    qtbot.waitUntil(lambda: idle(session), timeout=_PATIENCE)
    assert session.migration.builds[-1].tag == "wizard-web"
    assert {step.state for step in build.view.state.steps} <= {"done", "cached"}
    assert any(step.size > 0 for step in build.view.state.steps[1:])
    config = engine.api().inspect_image("wizard-web")["Config"]  # type: ignore[no-untyped-call] # of the stubs
    assert "TIER=wizard" in config["Env"]
    assert session.plan is not None
    session.secrets.update({item.variable: "x" for item in session.plan.secrets})
    page = RunPage(session)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    page.start()
    try:
        qtbot.waitUntil(lambda: page.container.state == "running", timeout=_PATIENCE)
        answers = [row.key for row in page.sites.rows.rows]
        assert answers
        assert {item.status for item in answers} == {200}
        assert session.migration.runs[-1].good == len(answers)
        page.tabs.setCurrentWidget(page.processes)
        qtbot.waitUntil(lambda: bool(page.processes.rows), timeout=_PATIENCE)
    finally:
        page.container.stop()
        qtbot.waitUntil(lambda: page.container.state == "none" and idle(session), timeout=_PATIENCE)
    assert not [item for item in engine.api().containers(all=True) if "wizard" in str(item["Names"])]


def test_a_failing_step_is_shown_on_its_line(session: Session, engine: RealEngine, qtbot: QtBot) -> None:
    before = engine.leftovers()
    session.update(edits=(edited(session, "RUN echo wizard was here && exit 3"),))
    page = BuildPage(session)
    qtbot.addWidget(page)
    page.enter()
    with qtbot.waitSignal(page.failed, timeout=_PATIENCE, check_params_cb=lambda error: error is not None) as told:
        page.build()
    qtbot.waitUntil(lambda: idle(session), timeout=_PATIENCE)
    assert told.args is not None
    error = told.args[0]
    assert error.code == "build.step-failed"
    lines = page.view.dockerfile.text().split("\n")
    (line,) = page.view.dockerfile.marks
    assert lines[line - 1] == "RUN echo wizard was here && exit 3"
    assert "wizard was here" in page.view.log.text()
    failed = next(row for row in page.view.steps.rows if row.kind == "bad")
    assert failed.cells[1] == str(line)
    assert session.migration.builds[-1].code == "build.step-failed"
    assert engine.leftovers()["containers"] == before["containers"]


def test_a_cancelled_build_leaves_nothing(session: Session, engine: RealEngine, qtbot: QtBot) -> None:
    before = engine.leftovers()
    session.update(edits=(edited(session, "RUN ping -n 60 127.0.0.1"),))
    page = BuildPage(session)
    qtbot.addWidget(page)
    page.enter()
    page.build()
    qtbot.waitUntil(
        lambda: page.view.state.current is not None and page.view.state.current.text.startswith("RUN ping"),
        timeout=_PATIENCE,
    )
    action = page.action()
    assert action is not None
    action[1]()
    qtbot.waitUntil(lambda: idle(session), timeout=_PATIENCE)
    assert session.migration.builds == ()
    assert "cancelled" in page.outcome.text
    # The engine clears away on its own time; what earlier steps made is its cache.
    qtbot.waitUntil(lambda: {**engine.leftovers(), "dangling": []} == {**before, "dangling": []}, timeout=_PATIENCE)
