"""Every finding and every open item is there; it can be filtered, accepted with a reason, and exported."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from reberth.migration.document import Accepted, Migration
from reberth.model.finding import Finding
from reberth.model.selection import Selection
from reberth_gui.pages.readiness.page import ReadinessPage
from reberth_gui.session.session import Session
from reberth_resources.catalogue import message
from tests.gui.pages.doubles import Stage
from tests.support.inventories import application, directory, inventory, site

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reberth_gui.session.settings import Settings

GONE = directory("/gone", r"E:\gone", problem="iis.drive-not-supplied")
FOUND = replace(
    inventory(site("Shop", application("/", r"C:\shop", GONE))),
    findings=(
        Finding("windows.drive-not-supplied", "info", "", {"drive": "E:"}),
        Finding("windows.bitlocker", "blocker", "<i>D</i>", {"volume": "disk1.partition1"}),
    ),
)


@pytest.fixture
def page(qtbot: QtBot, settings: Settings) -> ReadinessPage:
    session = Session(Migration("1", ("/vm/web.vhdx",)), settings=settings, make_work=Stage())
    session.take(FOUND)
    page = ReadinessPage(session)
    qtbot.addWidget(page)
    page.enter()
    page.show()
    return page


def accepted(page: ReadinessPage) -> tuple[Accepted, ...]:
    return page.session.migration.accepted


def shown(page: ReadinessPage) -> list[str]:
    view = page.list.model()
    return [view.index(row, 3).data() for row in range(view.rowCount())]


def test_everything_the_core_has_heaviest_first(page: ReadinessPage) -> None:
    plan = page.session.plan
    assert plan is not None
    assert len(page.remarks) == len(page.session.findings) + len(plan.outcomes)
    # Of the scan and of the rules: the session asks the same function as reberth check.
    assert {"windows.bitlocker", "readiness.logs-in-files"} <= {item.code for item in page.remarks}
    assert shown(page)[:3] == ["Cannot work", "To be decided", "Worth knowing"]
    assert "Carried over" in shown(page)
    assert (page.note(), page.warning(), page.can_next()) == ("2 open", True, True)
    words = message("windows.bitlocker", FOUND.findings[1].params)
    text = page.details.text.toPlainText()
    for part in (words.sentence, words.cause, words.action, "<i>D</i>"):
        assert part in text


def test_a_kind_that_nobody_asked_for_asks_nobody(page: ReadinessPage) -> None:
    more = Finding("artifact.kind-unreadable", "action", "", {"kind": "LocalUsers", "code": "registry.damaged"})
    page.session.take(replace(FOUND, findings=(*FOUND.findings, more)))
    assert page.note() == "2 open"
    page.session.update(selection=Selection(artifacts=("IIS", "LocalUsers")))
    assert "artifact.kind-unreadable" in {item.code for item in page.remarks}


def test_a_page_that_nobody_sees_counts_and_makes_no_list(qtbot: QtBot, settings: Settings) -> None:
    session = Session(Migration("1", ("/vm/web.vhdx",)), settings=settings, make_work=Stage())
    page = ReadinessPage(session)
    qtbot.addWidget(page)
    session.take(FOUND)
    assert (page.note(), page.warning(), page.remarks) == ("2 open", True, ())
    page.enter()
    assert len(shown(page)) == len(page.remarks) > 2


def test_filters_by_weight_and_words(page: ReadinessPage) -> None:
    page.filters["passed"].setChecked(False)
    page.filters["blocker"].setChecked(False)
    assert set(shown(page)) == {"To be decided", "Worth knowing"}
    page.search.setText("shop gone")
    assert shown(page) == ["To be decided"]
    page.search.setText("nothing like it")
    assert shown(page) == []
    assert page.details.text.toPlainText() == ""


def test_who_filters_stays_where_he_was(page: ReadinessPage) -> None:
    chosen = page.model.index(len(shown(page)) - 1, 0)
    page.list.setCurrentIndex(chosen)
    told = page.details.text.toPlainText()
    page.filters["blocker"].setChecked(False)
    page.filters["action"].setChecked(False)
    assert page.details.text.toPlainText() == told
    assert page.list.currentIndex().row() == len(shown(page)) - 1 < chosen.row()
    page.filters["passed"].setChecked(False)
    assert page.list.currentIndex().row() == 0


def test_accepted_with_a_reason_and_taken_back(page: ReadinessPage) -> None:
    page.details.accept.click()
    assert accepted(page) == ()
    page.details.reason.setText("  That disk held swap only ")
    page.details.accept.click()
    assert accepted(page) == (Accepted("windows.bitlocker", "<i>D</i>", "That disk held swap only"),)
    assert (shown(page)[0], page.note()) == ("accepted", "1 open")
    assert "That disk held swap only" in page.details.text.toPlainText()
    assert page.details.accept.isHidden()
    page.details.withdraw.click()
    assert (accepted(page), page.note()) == ((), "2 open")


def test_it_follows_the_selection_and_an_error_of_the_plan_is_the_first_blocker(page: ReadinessPage) -> None:
    page.session.update(selection=Selection(sites=("Gone",)))
    assert page.remarks[0].code == "selection.no-such-site"
    assert not page.can_next()
    page.session.update(selection=Selection())
    assert page.remarks[0].code == "windows.bitlocker"
    page.session.forget_scan()
    assert (page.remarks, page.note()) == ((), "")


@pytest.mark.parametrize("name", ["report.html", "report.json"])
def test_the_report_holds_every_remark(page: ReadinessPage, tmp_path: Path, name: str) -> None:
    page.details.reason.setText("Known")
    page.details.accept.click()
    page.write_report(tmp_path / name)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert "WEB01" in text
    assert "Known" in text
    if name.endswith("json"):
        assert len(json.loads(text)["remarks"]) == len(page.remarks)
    else:
        assert "&lt;i&gt;D&lt;/i&gt;" in text


def test_a_report_that_cannot_be_written_is_told(qtbot: QtBot, page: ReadinessPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.failed) as failed:
        page.write_report(tmp_path / "gone" / "report.html")
    assert failed.args is not None
    assert failed.args[0].code == "output.write-failed"
