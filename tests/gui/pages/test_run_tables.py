"""Answers, differences, processes, runs and outcomes as rows."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QLocale

from reberth.model.engine import Probe, Probed, Processes
from reberth.model.engine_requests import RunResult
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.trial_requests import Difference
from reberth_gui.models.quantities import decimal_text
from reberth_gui.pages.build.tables import time_text
from reberth_gui.pages.run.tables import (
    Trial,
    compare_headers,
    compare_rows,
    difference_rows,
    explanation,
    is_good,
    outcome_rows,
    probe_rows,
    process_text,
)

SHOP = Probe("Shop", "http", 8080, "shop.example")
FINE = Probed(SHOP, "http://localhost:32768/", 200, 0.25, "Shop")
BROKEN = Probed(
    SHOP,
    "http://localhost:32768/",
    500,
    0.5,
    code="trial.port-not-published",
    params={"site": "Shop", "port": 8080},
    details=("line\u202e",),
)
SILENT = Probed(SHOP, "")


def test_answers() -> None:
    good, bad, silent = probe_rows((FINE, BROKEN, SILENT))
    assert good.cells == ("Shop", "http://localhost:32768/  [shop.example]", "200", "0.25 s", "Shop")
    assert (good.kind, bad.kind, silent.kind) == ("good", "bad", "bad")
    assert silent.cells[1:4] == ("http://*:8080/  [shop.example]", "No answer", "")
    assert [is_good(item) for item in (FINE, BROKEN, SILENT)] == [True, False, False]
    assert not is_good(replace(FINE, status=404))


def test_the_explanation_has_cause_remedy_and_what_the_container_says() -> None:
    lines = explanation(BROKEN).split("\n")
    assert len(lines) == 4
    assert "8080" in lines[0]
    assert lines[3] == "line\\u202e"
    assert explanation(FINE) == ""
    assert explanation(replace(FINE, certificate="CN=x")) == "Certificate: CN=x"


def test_differences_worse_first() -> None:
    rows = difference_rows(
        (
            Difference("s", "/better", 404, 200, 9),
            Difference("s", "/worse", 200, 500, 1),
            Difference("s", "/gone", 200, 0, 5, old_substatus=0),
            Difference("s", "/sub", 401, 403, 1, old_substatus=2),
        )
    )
    assert [row.cells[0] for row in rows] == ["/gone", "/worse", "/better", "/sub"]
    assert [row.kind for row in rows] == ["bad", "bad", "info", "info"]
    assert rows[0].cells[1:3] == ("200", "No answer")
    assert rows[3].cells[1] == "401.2"


def test_what_the_host_sees_of_the_processes() -> None:
    rows = (("a", "1"), ("b", "2"))
    assert "2 of 2" in process_text(Processes(("Name", "PID"), rows, 2))
    assert "Hyper-V" in process_text(Processes(("Name", "PID"), rows, 0))
    assert "another machine" in process_text(Processes(("Name", "PID"), rows, -1))


def test_runs_side_by_side() -> None:
    other = Probe("Other", "https", 443)
    process = Trial("process", RunResult("1", isolation="process", seconds=4, probes=(FINE, Probed(other, "u", 200))))
    hyperv = Trial("hyperv", RunResult("2", isolation="hyperv", seconds=9.5, probes=(BROKEN,)))
    assert compare_headers((process, hyperv)) == ("Asked", "Process isolation", "Hyper-V isolation")
    ready, shop, rest = compare_rows((process, hyperv))
    assert ready.cells == ("Ready after", "4.0 s", "9.5 s")
    assert shop.cells == ("Shop: http, 8080/  [shop.example]", "200   0.25 s", "500   0.50 s")
    assert (shop.kind, rest.kind) == ("warning", "warning")
    assert rest.cells[2] == ""
    assert compare_headers((Trial("default", RunResult("3")),))[1] == "The engine's default"


def test_outcomes_undecided_first() -> None:
    rows = outcome_rows(
        (
            CarriedOver("site", "Shop", ("site:Shop",)),
            LeftOut("volume", "disk1", "plan.volume-not-readable", {"volume": "disk1", "kind": "refs"}),
            Undecided("secret", "x", "plan.server-secret", {"name": "x", "attribute": "password", "line": 4}),
        )
    )
    assert [row.cells[1] for row in rows] == ["To be decided", "Left out", "Carried over"]
    assert [row.kind for row in rows] == ["undecided", "info", "good"]
    assert rows[0].cells[2]
    assert rows[2].cells[2] == ""


def test_numbers_have_the_comma_of_the_language() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    try:
        assert (decimal_text(0.25, 2), time_text(6.0)) == ("0,25", "6,0 s")
    finally:
        QLocale.setDefault(before)
