"""A migration in a window: kept, planned, told of."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

from reberth.jobs.table import SCAN
from reberth.migration.document import Migration, load, save
from reberth.migration.edited import text_of
from reberth.migration.edits import make_edit
from reberth.model.requests import ScanRequest
from reberth.model.selection import Selection
from reberth.planning import planner
from reberth_gui.session.derived import LARGE
from reberth_gui.session.session import Session
from tests.gui.acting import Directed
from tests.support.inventories import application, inventory, site

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from reberth.model.inventory import Inventory
    from reberth.model.plan import Plan
    from reberth_gui.session.settings import Settings


def server() -> Inventory:
    return inventory(
        site("Shop", application("/", r"C:\inetpub\shop")), site("Intranet", application("/", r"C:\inetpub\intranet"))
    )


def sites_of(session: Session) -> list[str]:
    """Sites of the plan; none without one."""
    return [item.name for item in session.plan.iis.sites] if session.plan else []


def test_every_change_is_kept_by_itself(qtbot: QtBot, session: Session) -> None:
    with qtbot.waitSignal(session.saved):
        session.update(paths=("/disks/server.vhdx",))
    assert session.path is not None
    assert session.path.name == f"server-{session.migration.id[:8]}.reberth"
    assert load(session.path) == session.migration
    assert session.settings.recent == (session.path,)


def test_nothing_chosen_is_nothing_to_keep(session: Session) -> None:
    session.update(tag="web")
    session.save()
    assert session.path is None


def test_the_same_again_is_no_change(qtbot: QtBot, session: Session) -> None:
    session.update(tag="web")
    with qtbot.assertNotEmitted(session.changed):
        session.update(tag="web")


def test_a_document_opens_as_it_was(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "one.reberth"
    save(Migration("id", paths=("a.vhdx",), tag="web"), path)
    session = Session.open(path, settings)
    assert session.migration.tag == "web"
    assert session.name == "one"


def test_a_place_that_cannot_be_written_is_told(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with qtbot.waitSignal(session.save_failed) as told:
        session.save_as(tmp_path / "file" / "one.reberth")
    (error,) = told.args or [None]
    assert error.code == "output.write-failed"


def test_plan_and_files_follow_the_selection(qtbot: QtBot, session: Session) -> None:
    assert sites_of(session) == []
    assert not list(session.rendered)
    with qtbot.waitSignals([session.scanned, session.replanned]):
        session.take(server())
    assert sites_of(session) == ["Shop", "Intranet"]
    before = session.plan
    session.update(tag="other")
    assert session.plan is before
    with qtbot.waitSignal(session.replanned):
        session.update(selection=Selection(sites=("Shop",)))
    assert sites_of(session) == ["Shop"]
    assert "Dockerfile" in {file.path for file in session.rendered}


def test_a_selection_without_a_plan_says_why(session: Session) -> None:
    session.take(server())
    session.update(selection=Selection(sites=("Nowhere",)))
    assert session.plan is None
    assert session.plan_error is not None
    assert session.plan_error.code.startswith("selection.")
    assert not list(session.rendered)


def test_the_plan_of_a_large_server_is_made_beside_the_window(qtbot: QtBot, session: Session) -> None:
    many = tuple(
        site(f"Site{number}", *(application(f"/a{place}" if place else "/", r"C:\apps") for place in range(8)))
        for number in range(LARGE // 8 + 1)
    )
    session.take(inventory(*many))
    assert sites_of(session) == []
    assert session.planning
    with qtbot.waitSignal(session.replanned, timeout=60_000):
        pass
    assert len(sites_of(session)) == len(many)
    first = session.plan
    # While the next is made the last one stands; of two wishes only the last counts.
    session.update(selection=Selection(sites=("Site1",)))
    assert session.plan is first
    session.update(selection=Selection(sites=("Site2", "Site3")))
    assert session.plan is first
    qtbot.waitUntil(lambda: not session.planning, timeout=60_000)
    assert sites_of(session) == ["Site2", "Site3"]
    assert session.rendered


def test_a_fault_in_planning_leaves_no_plan_and_none_on_its_way(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_inventory: Inventory, _selection: Selection) -> Plan:
        raise RuntimeError("planted fault")

    told: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda arguments: told.append(str(arguments.exc_value)))
    monkeypatch.setattr(planner, "make_plan", fail)
    gc.enable()
    session.take(inventory(site("Shop", *(application(f"/a{place}", r"C:\apps") for place in range(LARGE)))))
    assert sites_of(session) == []
    qtbot.waitUntil(lambda: not session.planning and told == ["planted fault"])
    assert sites_of(session) == []
    assert not session.planning
    assert gc.isenabled()


def test_hand_edits_are_applied_to_what_is_generated(session: Session) -> None:
    session.take(server())
    generated = "".join(
        f"{line.text}\n" for file in session.rendered if file.path == "Dockerfile" for line in file.lines
    )
    edit = make_edit("Dockerfile", generated, generated + "RUN echo mine\n")
    assert edit is not None
    session.update(edits=(edit,))
    text = next(text_of(file) for file in session.files.files if file.path == "Dockerfile")
    assert text.endswith("RUN echo mine\n")
    assert [item.state for item in session.files.edits] == ["clean"]
    # What has no plan has no files, and no edit that finds no place in them.
    session.forget_scan()
    assert session.files == ((), ())


def test_what_was_seen_waits_for_another_look_when_its_inputs_change(session: Session) -> None:
    session.update(paths=("a.vhdx",))
    session.take(server())
    for step in ("image", "artifacts", "sites", "readiness"):
        session.mark_seen(step)

    def state(step: str) -> str:
        return session.state(step, current="", warnings=frozenset())

    assert state("readiness") == "done"
    session.update(selection=Selection(sites=("Shop",)))
    assert state("readiness") == "look-again"
    assert state("artifacts") == state("image") == "done"
    session.forget_scan()
    assert state("sites") == "locked"


def test_jobs_belong_to_the_session(qtbot: QtBot, session: Session) -> None:
    work = Directed()
    session.make_work = lambda _verb, _request: work
    running = session.start(SCAN, ScanRequest(("a",)))
    assert list(session.jobs) == [running]
    assert session.job("scan") is running
    said: list[int] = []
    session.job_changed.connect(lambda: said.append(len(session.jobs)))
    with qtbot.waitSignal(running.over):
        work.end(server())
    assert said == [0]
