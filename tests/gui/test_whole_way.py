"""The wizard from a real disk to sites that answer on a real engine, and the same document in the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.migration.document import load
from reberth.migration.flow import NAMES
from reberth.model.selection import Selection
from reberth_gui.app import Program
from reberth_gui.pages.dockerfile.page import DockerfilePage
from reberth_gui.pages.run.page import RunPage
from reberth_gui.shell.step_model import STEP_ROLE
from reberth_resources.sample_disk import sample_disk
from tests.cli.running import reberth
from tests.gui.stage import do, scan, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from reberth_gui.session.settings import Settings
    from reberth_gui.shell.window import Window
    from tests.support.engine import RealEngine


@pytest.fixture
def window(qapp: QApplication, settings: Settings) -> Iterator[Window]:
    program = Program(qapp, settings)
    yield program.new_window()
    for shown in list(program.windows):
        shown.hand_over()
    settings.changed.disconnect()


def states(window: Window) -> dict[str, str]:
    window.refresh()
    model = window.steps.steps
    steps = [model.index(row).data(STEP_ROLE) for row in range(model.rowCount())]
    return {step.name: step.state for step in steps}


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_from_a_real_disk_to_sites_that_answer(window: Window, engine: RealEngine, tmp_path: Path) -> None:
    session = window.session
    session.update(endpoint=engine.endpoint)
    scan(window, sample_disk(tmp_path))
    for step in NAMES[1:6]:
        window.go_on()
        assert window.current == step
    now = states(window)
    assert now.pop("readiness") in {"done", "warning"}
    assert now == dict.fromkeys((*NAMES[:3], "dockerfile"), "done") | {"build": "current", "run": "locked"}
    do(window)
    assert window.errors.error is None
    assert session.migration.builds[-1].code == ""
    assert session.plan is not None
    session.secrets.update({item.variable: "x" for item in session.plan.secrets})
    window.go_on()
    assert window.current == "run"
    do(window)
    page = window.page("run")
    assert isinstance(page, RunPage)
    wait_for(lambda: page.container.state == "running", "the container")
    try:
        answers = [row.key for row in page.sites.rows.rows]
        assert {item.probe.site for item in answers} == {"Default Web Site", "GET-CMD", "Intranet"}
        assert {item.status for item in answers} == {200}
        window.go("sites")
        session.update(selection=Selection(sites=("Intranet",)))
        now = states(window)
        assert now["dockerfile"] == now["build"] == "look-again"
        assert now["image"] == now["artifacts"] == "done"
        session.save()
        assert session.path is not None
        assert load(session.path) == session.migration
    finally:
        page.container.stop()
        wait_for(lambda: page.container.state == "none" and not session.busy, "the container's end")


def test_the_command_line_writes_the_same_bytes(window: Window, tmp_path: Path) -> None:
    session = window.session
    scan(window, sample_disk(tmp_path))
    window.go("sites")
    session.update(selection=Selection(sites=("Default Web Site", "Intranet"), tls_in_front=True))
    window.go("dockerfile")
    page = window.page("dockerfile")
    assert isinstance(page, DockerfilePage)
    page.save_to(str(tmp_path / "by-wizard"))
    wait_for(lambda: not session.busy, "the build folder")
    session.save_as(tmp_path / "shop.reberth")
    ran = reberth("convert", tmp_path / "shop.reberth", "-o", tmp_path / "by-command")
    assert ran.code == 0, ran.err
    by_wizard = files_of(tmp_path / "by-wizard")
    assert len(by_wizard) > 10
    assert files_of(tmp_path / "by-command") == by_wizard
