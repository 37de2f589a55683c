"""What a build's events come to, without a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reberth.migration.edited import edited_files
from reberth.migration.edits import make_edit
from reberth.model.engine import Layer
from reberth.model.events import LayerProgress, Output, Progress, StepDone, StepStarted
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.render import render
from reberth_gui.pages.build.build_state import BuildState
from reberth_gui.pages.build.preflight import preflight
from reberth_gui.pages.build.tables import layer_rows, pulled_rows, step_rows, time_text
from reberth_gui.widgets.log_view import LogLine
from tests.gui.pages.playing import web01
from tests.support.inventories import application, inventory, needing, section, site

if TYPE_CHECKING:
    from pathlib import Path

DOCKERFILE = "# escape=`\nFROM base\nRUN a `\n  b\nCOPY c d\n"


def test_steps_are_known_before_the_first_runs() -> None:
    state = BuildState(DOCKERFILE)
    assert [(step.number, step.line, step.text) for step in state.steps] == [
        (1, 2, "FROM base"),
        (2, 3, "RUN a   b"),
        (3, 5, "COPY c d"),
    ]
    assert BuildState().steps == []


def test_times_cache_failure_and_sizes() -> None:
    state = BuildState(DOCKERFILE)
    lines = state.take(
        [
            StepStarted(1, 3, "FROM base", 2),
            StepDone(1, 0.5, cached=True),
            StepStarted(2, 3, "RUN a   b", 3),
            Output("hello"),
            Output("oh", "stderr"),
        ]
    )
    assert lines == [
        LogLine("Step 1/3 : FROM base", "step"),
        LogLine("Step 2/3 : RUN a   b", "step"),
        LogLine("hello"),
        LogLine("oh", "stderr"),
    ]
    assert state.current is state.steps[1]
    rows = step_rows(state, 65)
    assert [row.cells[2] for row in rows] == ["", "1:05", ""]
    assert [row.cells[4] for row in rows] == ["From the cache", "Running", ""]
    state.fail(2)
    assert [row.cells[4] for row in step_rows(state)] == ["From the cache", "Failed", ""]
    state.add_sizes((100, 50, 7, 0))
    assert [step.size for step in state.steps] == [150, 7, 0]
    state.add_sizes((1,))
    assert [step.size for step in state.steps] == [150, 7, 0]


def test_a_failure_outside_of_steps_and_a_cancel() -> None:
    state = BuildState(DOCKERFILE)
    state.take([StepStarted(1, 3, "FROM base", 2)])
    state.cancel()
    assert state.steps[0].state == "cancelled"
    state = BuildState(DOCKERFILE)
    state.fail(0)
    assert [step.state for step in state.steps] == ["waiting"] * 3
    state.fail(9)


def test_layers_on_their_way() -> None:
    state = BuildState(DOCKERFILE)
    state.take([LayerProgress("a1", "Downloading", 50, 100), LayerProgress("b2", "Waiting")])
    assert [row.cells for row in pulled_rows(state.layers.values())] == [
        ("a1", "50 bytes / 100 bytes", "Downloading"),
        ("b2", "", "Waiting"),
    ]
    state.take([LayerProgress("a1", "Pull complete")])
    assert state.layers["a1"].done == 100
    assert [row.cells[2] for row in layer_rows([Layer("cmd /S /C #(nop) \u202e", 5)])] == ["cmd /S /C #(nop) \\u202e"]


EVENTS = st.one_of(
    st.builds(
        Progress,
        st.sampled_from(["phase.copy-content", "phase.read-iis", "x"]),
        st.integers(0, 9),
        st.integers(0, 9),
        st.just("bytes"),
    ),
    st.builds(StepStarted, st.integers(1, 4), st.just(4), st.just("RUN x"), st.integers(0, 9)),
    st.builds(StepDone, st.integers(1, 5), st.floats(0, 9), st.booleans()),
    st.builds(LayerProgress, st.sampled_from("ab"), st.just("s"), st.integers(0, 9), st.integers(0, 9)),
)


@given(st.lists(EVENTS, max_size=30))
def test_the_bar_never_goes_back(events: list[Progress]) -> None:
    state = BuildState(DOCKERFILE)
    before = 0.0
    for event in events:
        state.take([event])
        assert before <= state.fraction <= 1
        before = state.fraction


def test_time_as_people_read_it() -> None:
    assert [time_text(value) for value in (0.04, 9.94, 59.6, 3661)] == ["0.0 s", "9.9 s", "1:00", "1:01:01"]


def test_checks() -> None:
    plan = make_plan(web01(), Selection())
    files = edited_files(render(plan), ())
    same = {"a.vhdx": "same", "b.vhdx": "same"}
    assert [(line.name, line.kind) for line in preflight(plan, files, "x", "", same)] == [
        ("tag", "good"),
        ("disks", "good"),
        ("edits", "good"),
        ("dockerfile", "good"),
    ]
    text = "RUN long ago\n" * 5
    lost = make_edit("Dockerfile", text, text + "EXPOSE 1\n")
    assert lost is not None
    bad = preflight(plan, edited_files((), (lost,)), "X", "", {**same, "b.vhdx": "changed"})
    assert [(line.name, line.kind) for line in bad] == [
        ("tag", "bad"),
        ("disks", "warning"),
        ("edits", "bad"),
        ("dockerfile", "bad"),
    ]
    gone = preflight(plan, files, "x", "", {"a.vhdx": "changed", "b.vhdx": "missing"})[1]
    assert (gone.kind, gone.subject) == ("bad", "b.vhdx")
    assert preflight(plan, files, "x", "", None)[1].kind == "current"
    assert preflight(plan, files, "x", "", dict.fromkeys(same, "unknown"))[1].kind == "undecided"


def test_a_broken_line_of_the_user_is_found_before_the_upload() -> None:
    plan = make_plan(web01(), Selection())
    files = render(plan)
    text = "".join(line.text + "\n" for line in next(file for file in files if file.path == "Dockerfile").lines)
    edit = make_edit("Dockerfile", text, text + "RUNN x\n")
    assert edit is not None
    line = preflight(plan, edited_files(files, (edit,)), "x", "", {})[3]
    assert line.error is not None
    assert line.error.code == "build.dockerfile-syntax"


def test_missing_installers_are_named(tmp_path: Path) -> None:
    found = inventory(
        site("Shop", application("/", r"C:\shop")),
        applications=(needing("url-rewrite", site_name="Shop"),),
        sections=(section("system.webServer/rewrite/globalRules"),),
    )
    plan = make_plan(found, Selection())
    assert plan.add_ons
    line = preflight(plan, edited_files(render(plan), ()), "x", "", {})[-1]
    assert (line.name, line.kind) == ("installers", "bad")
    assert line.subject == ", ".join(item.installer for item in plan.add_ons)
    for item in plan.add_ons:
        (tmp_path / item.installer.lower()).write_bytes(b"")
    assert preflight(plan, edited_files(render(plan), ()), "x", str(tmp_path), {})[-1].kind == "good"
