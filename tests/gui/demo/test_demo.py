"""The played engine: what it says fits the migration on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reberth.jobs.table import BUILD, COMPOSE, DOCTOR, LAYERS, LOGS, REPLAY, RUN, SCAN
from reberth.model.engine_requests import (
    BuildRequest,
    BuildResult,
    DoctorRequest,
    LayersRequest,
    LogsRequest,
    RunRequest,
    RunResult,
)
from reberth.model.errors import ReberthError
from reberth.model.events import Event, Output, StepDone, StepStarted
from reberth.model.requests import ScanRequest
from reberth.model.trial_requests import ComposeRequest, ReplayRequest, ReplayResult
from reberth_gui.demo import played
from reberth_gui.demo.dockerfile_steps import DockerfileStep, steps_of
from reberth_gui.demo.engine import DemoEngine
from reberth_gui.demo.played import Played, Score
from reberth_gui.language import words
from tests.gui.session.test_session import server

if TYPE_CHECKING:
    from reberth_gui.session.session import Session


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(played, "time", clock)
    return clock


def all_of(work: Any, clock: Clock) -> list[Event]:
    """Play to the end."""
    work.start()
    heard: list[Event] = []
    while not work.over:
        clock.now += 1
        heard += work.drain(10_000)
    return heard


def test_steps_are_counted_as_a_builder_counts_them() -> None:
    text = "# escape=`\nFROM a\n\n# a comment\nRUN one `\n    two\nCOPY . .\n"
    assert steps_of(text) == [
        DockerfileStep(2, "FROM a"),
        DockerfileStep(5, "RUN one two"),
        DockerfileStep(7, "COPY . ."),
    ]
    assert [step.text for step in steps_of("FROM a\nRUN x \\\n y\n")] == ["FROM a", "RUN x y"]


def test_events_come_when_their_time_has_come(clock: Clock) -> None:
    work = Played(Score(((1.0, Output("a")), (2.0, Output("b"))), "done"))
    work.start()
    assert work.drain(9) == []
    clock.now += 1
    assert work.drain(9) == [Output("a")]
    ends = [work.over]
    clock.now += 2
    assert work.drain(9) == [Output("b")]
    ends.append(work.over)
    assert ends == [False, True]
    assert work.result() == "done"


def test_a_play_can_be_cancelled(clock: Clock) -> None:
    work = Played(Score(((1.0, Output("a")),), "done"))
    work.start()
    work.cancel()
    clock.now += 5
    assert work.drain(9) == []
    assert work.over
    with pytest.raises(ReberthError, match=r"cancelled\.by-user"):
        work.result()


def test_the_played_build_has_the_steps_of_the_dockerfile(session: Session, clock: Clock) -> None:
    session.take(server())
    engine = DemoEngine(session)
    work = engine.work(BUILD, BuildRequest(paths=("a",), tags=("shop:1",)))
    heard = all_of(work, clock)
    dockerfile = next(file for file in session.rendered if file.path == "Dockerfile")
    started = [item for item in heard if isinstance(item, StepStarted)]
    assert len(started) > 5
    for item in started:
        assert dockerfile.lines[item.line - 1].text.split()[0] == item.text.split()[0]
    assert [item.number for item in heard if isinstance(item, StepDone)] == [item.number for item in started]
    result = work.result()
    assert isinstance(result, BuildResult)
    assert result.tags == ("shop:1",)
    assert {probe.site for probe in result.probes} == {"Shop", "Intranet"}


def test_a_built_image_runs_and_its_sites_answer(session: Session, clock: Clock) -> None:
    session.take(server())
    engine = DemoEngine(session)
    with pytest.raises(ReberthError, match=r"engine\.no-such-image"):
        engine.work(RUN, RunRequest("shop:1")).result()
    built = engine.work(BUILD, BuildRequest(paths=("a",)))
    all_of(built, clock)
    work = engine.work(RUN, RunRequest("shop:1"))
    assert all_of(work, clock)
    result = work.result()
    assert isinstance(result, RunResult)
    assert {item.status for item in result.probes} == {200}
    assert all(str(dict(result.ports)[item.probe.port]) in item.url for item in result.probes)
    again = engine.work(RUN, RunRequest("shop:1", isolation="hyperv")).result()
    assert again.probes[-1].status == 503
    broken = again.probes[-1]
    assert "{" not in "".join(words(broken.code, broken.params))
    assert engine.work(COMPOSE, ComposeRequest("up", "f")).result().containers
    assert not engine.work(COMPOSE, ComposeRequest("down", "f")).result().containers
    logs = engine.work(LOGS, LogsRequest(result.container, follow=True))
    logs.start()
    clock.now += 60
    assert len(logs.drain(1000)) > 10
    assert not logs.over
    replayed = engine.work(REPLAY, ReplayRequest(("a",), result.container))
    all_of(replayed, clock)
    assert isinstance(replayed.result(), ReplayResult)


def test_the_played_host_is_found_well(session: Session, clock: Clock) -> None:
    session.take(server())
    engine = DemoEngine(session)
    work = engine.work(DOCTOR, DoctorRequest(ports=(80,)))
    all_of(work, clock)
    found = work.result()
    assert found.ready
    assert {check.state for check in found.checks} == {"good"}
    assert any(item.runs for item in found.advice)
    layers = engine.work(LAYERS, LayersRequest("shop:1")).result()
    assert len(layers.layers) > 5
    for check in found.checks:
        assert "{" not in words(check.code, check.params).sentence


def test_disks_are_read_for_real(session: Session) -> None:
    assert not isinstance(DemoEngine(session).work(SCAN, ScanRequest(("a",))), Played)
