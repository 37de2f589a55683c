"""A job as the window sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reberth.jobs.protocol import Items
from reberth.jobs.table import LIST, SAMPLE, SCAN
from reberth.model.errors import ReberthError
from reberth.model.events import Output
from reberth.model.recognition import SampleRequest
from reberth.model.requests import ListRequest, ScanRequest
from reberth_gui.jobs.running import Running
from tests.gui.acting import Directed

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


class Heard:
    """What a job said, in the order it was said."""

    def __init__(self, running: Running) -> None:
        self.said: list[tuple[str, Any]] = []
        for name in ("events", "items", "finished", "failed"):
            getattr(running, name).connect(lambda value, name=name: self.said.append((name, value)))
        for name in ("cancelled", "over"):
            getattr(running, name).connect(lambda name=name: self.said.append((name, None)))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.said]


def directed(work: Directed) -> Running:
    return Running(SCAN, ScanRequest(("a.vhdx",)), None, lambda _verb, _request: work)


def test_events_come_in_batches_and_over_comes_last(qtbot: QtBot) -> None:
    work = Directed()
    running = directed(work)
    heard = Heard(running)
    work.waiting = [Output(str(number)) for number in range(1200)]
    work.end("the inventory")
    with qtbot.waitSignal(running.over):
        running.start()
        # Over means that all is taken.
        work.over = False
        qtbot.waitUntil(lambda: not work.waiting)
        work.over = True
    batches = [value for name, value in heard.said if name == "events"]
    assert [len(batch) for batch in batches] == [250, 250, 250, 250, 200]
    assert [item.text for batch in batches for item in batch] == [str(number) for number in range(1200)]
    assert heard.said[-2:] == [("finished", "the inventory"), ("over", None)]
    assert heard.names.count("over") == 1
    assert not running.running


def test_items_are_told_from_events(qtbot: QtBot) -> None:
    work = Directed()
    running = directed(work)
    heard = Heard(running)
    work.waiting = [Output("a"), "an item", b"bytes"]
    work.end(2)
    with qtbot.waitSignal(running.over):
        running.start()
    assert ("items", ["an item", b"bytes"]) in heard.said
    assert ("events", [Output("a")]) in heard.said


def test_a_long_listing_comes_in_portions(qtbot: QtBot) -> None:
    work = Directed()
    running = Running(LIST, ListRequest(("a",), "C:\\"), make=lambda _verb, _request: work)
    batches: list[list[object]] = []
    running.items.connect(batches.append)
    work.waiting = [Items((number, number)) for number in range(25)]
    running.start()
    qtbot.waitUntil(lambda: len(batches) == 3)
    assert [len(batch) for batch in batches] == [20, 20, 10]
    with qtbot.waitSignal(running.over):
        work.end(50)


def test_an_error_brings_what_the_details_need(qtbot: QtBot) -> None:
    work = Directed()
    running = directed(work)
    heard = Heard(running)
    error = ReberthError("source.empty", name="a")
    work.end(error)
    with qtbot.waitSignal(running.over):
        running.start()
    assert heard.said == [("failed", error), ("over", None)]
    assert error.__notes__ == ["Job: job7, scan", "the last word"]


def test_a_worker_that_does_not_start_is_an_error_like_others(qtbot: QtBot) -> None:
    error = ReberthError("job.not-started", reason="none left")
    running = directed(Directed(error))
    heard = Heard(running)
    with qtbot.waitSignal(running.over):
        running.start()
        assert heard.said == []
    assert heard.said == [("failed", error), ("over", None)]


def test_cancel_asks_once(qtbot: QtBot) -> None:
    work = Directed()
    running = directed(work)
    heard = Heard(running)
    running.cancel()
    assert work.cancels == 0
    running.start()
    running.cancel()
    running.cancel()
    assert work.cancels == 1
    assert running.cancelling
    with qtbot.waitSignal(running.over):
        work.end(ReberthError("cancelled.by-user"))
    assert heard.names == ["cancelled", "over"]
    assert not running.cancelling


def test_a_real_worker(qtbot: QtBot, tmp_path: Path) -> None:
    running = Running(SAMPLE, SampleRequest(str(tmp_path / "sample")))
    with qtbot.waitSignal(running.finished, timeout=60_000) as ended:
        running.start()
    (path,) = ended.args or [""]
    assert str(path).startswith(str(tmp_path))


@pytest.mark.parametrize("path", ["missing.vhdx"])
def test_a_real_worker_that_fails(qtbot: QtBot, tmp_path: Path, path: str) -> None:
    running = Running(SCAN, ScanRequest((str(tmp_path / path),)))
    with qtbot.waitSignal(running.failed, timeout=60_000) as ended:
        running.start()
    (error,) = ended.args or [None]
    assert isinstance(error, ReberthError)
    assert error.code == "source.not-found"
