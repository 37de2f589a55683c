"""However a job ends: no process, no temporary file, nothing half-written, and the output as it was before."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from reberth.jobs.client import Job
from reberth.jobs.perform import perform
from reberth.jobs.table import CONVERT
from reberth.model.errors import ExitCode, ReberthError
from reberth.model.events import Output, Progress, silent
from reberth.model.requests import ConvertRequest
from tests.cli.running import reberth
from tests.jobs.acting import ACT, COMMAND, STREAM, Act
from tests.jobs.watching import end, everything, is_alive, until

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.jobs.verb import Verb


# A worker that does not leave by itself ends its own process after ten seconds; how soon it does is for a benchmark.
SOON = 9


def patient(verb: Verb[Any, Any]) -> Verb[Any, Any]:
    """The verb with a caller who would kill its worker only after a long time: one that leaves does so by itself."""
    return dataclasses.replace(verb, grace=600)


def in_midst(job: Job[ConvertRequest, Any], folder: Path) -> None:
    """Wait until the conversion has written its first file and reads the long one."""
    for event in job.events():
        if isinstance(event, Progress) and event.phase == "phase.copy-content" and event.done > 32 << 20:
            break
    assert [path for path in folder.rglob("aaa.txt") if ".partial-" in str(path)]


def first_text(job: Job[Act, Any]) -> str:
    """The first line that the worker says."""
    event = next(job.events())
    assert isinstance(event, Output)
    return event.text


def code_of(job: Job[Any, Any]) -> str:
    with pytest.raises(ReberthError) as caught:
        job.result()
    return caught.value.code


@pytest.mark.usefixtures("scratch")
def test_cancel_in_mid_convert(long: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    with Job(patient(CONVERT), ConvertRequest((str(long),), str(place / "deep" / "er" / "out"))) as job:
        in_midst(job, place)
        job.cancel()
        assert job.wait(SOON)
        assert code_of(job) == "cancelled.by-user"
        assert job.drain() == []
        assert job.over
    assert not is_alive(job.pid)
    assert list(place.iterdir()) == []


@pytest.mark.usefixtures("scratch")
def test_an_older_build_folder_survives_a_cancelled_replacement(disk: Path, long: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    assert reberth("convert", disk, "-o", place / "out").code == 0
    before = everything(place)
    assert len(before) > 10
    with Job(CONVERT, ConvertRequest((str(long),), str(place / "out"), force=True)) as job:
        in_midst(job, place)
    assert code_of(job) == "cancelled.by-user"
    assert everything(place) == before


def test_a_killed_worker_leaves_nothing(long: Path, tmp_path: Path, scratch: Path, logs: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    with Job(CONVERT, ConvertRequest((str(long),), str(place / "out"))) as job:
        in_midst(job, place)
        assert list(scratch.iterdir()) != []
        os.kill(job.pid, 9)
        with pytest.raises(ReberthError) as caught:
            job.result()
    assert caught.value.code == "job.crashed"
    assert caught.value.exit_code is ExitCode.INTERNAL
    how = "exit code 9" if sys.platform == "win32" else "signal 9 (SIGKILL)"
    assert caught.value.params["how"] == how
    assert caught.value.params["verb"] == "convert"
    assert f"Worker for convert: {how}" in (logs / "crash.txt").read_text()
    assert list(place.iterdir()) == []


CALLER = """
import sys
from reberth.jobs.client import Job
from reberth.jobs.table import CONVERT
from reberth.model.requests import ConvertRequest
with Job(CONVERT, ConvertRequest((sys.argv[1],), sys.argv[2])) as job:
    for event in job.events():
        print(job.pid, event, flush=True)
"""


def worker_in_midst(caller: subprocess.Popen[str]) -> int:
    """Wait until the caller's worker copies; its process id."""
    assert caller.stdout is not None
    worker = int(next(line for line in caller.stdout if "copy-content" in line).split()[0])
    assert is_alive(worker)
    return worker


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends both at once, see test_abandoned.py")
def test_a_worker_leaves_when_its_caller_dies(long: Path, tmp_path: Path, scratch: Path) -> None:
    place = tmp_path / "place"
    command = [sys.executable, "-c", CALLER, str(long), str(place / "new" / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as caller:
        worker = worker_in_midst(caller)
        caller.kill()
    until(lambda: not is_alive(worker), 5)
    until(lambda: not place.exists(), 5)
    assert list(scratch.iterdir()) == []


@pytest.mark.usefixtures("scratch")
def test_a_worker_that_waits_in_the_system_leaves_at_once() -> None:
    with Job(patient(ACT), Act("sleep"), COMMAND) as job:
        folder = first_text(job)
        assert os.path.isdir(folder)  # noqa: PTH112
        job.cancel()
        assert job.wait(SOON)
    assert not is_alive(job.pid)


@pytest.mark.usefixtures("scratch")
def test_a_worker_may_clear_up_before_it_leaves(tmp_path: Path) -> None:
    with Job(ACT, Act("tidy", text=str(tmp_path / "note")), COMMAND) as job:
        assert first_text(job) == "ready"
        job.cancel()
        assert not job.wait(0.05)
        assert code_of(job) == "cancelled.by-user"
    assert (tmp_path / "note").read_text() == "cleared up"


def test_a_stubborn_worker_is_killed_with_its_children(scratch: Path) -> None:
    with Job(dataclasses.replace(ACT, grace=0.1), Act("stubborn"), COMMAND) as job:
        worker, child, folder = first_text(job).split()
        assert folder.startswith(str(scratch))
        try:
            job.cancel()
            assert job.wait(SOON)
            until(lambda: not is_alive(int(child)), 2)
            assert not is_alive(int(worker))
        finally:
            end(int(child))
    assert code_of(job) == "cancelled.by-user"


@pytest.mark.usefixtures("scratch")
def test_kill_does_not_wait() -> None:
    with Job(patient(ACT), Act("stubborn"), COMMAND) as job:
        child = int(first_text(job).split()[1])
        try:
            job.kill()
            assert job.wait(SOON)
            until(lambda: not is_alive(child), 2)
        finally:
            end(child)
    assert code_of(job) == "cancelled.by-user"


@pytest.mark.usefixtures("scratch")
def test_children_that_outlive_the_work_are_ended() -> None:
    with Job(ACT, Act("stubborn", number=1), COMMAND) as job:
        child = int(first_text(job).split()[1])
        try:
            assert job.result() is None
            until(lambda: not is_alive(child), 2)
        finally:
            end(child)


@pytest.mark.usefixtures("scratch")
def test_cancel_before_anything_and_twice() -> None:
    with Job(ACT, Act("sleep"), COMMAND) as job:
        job.cancel()
        job.cancel()
        assert code_of(job) == "cancelled.by-user"
    assert not is_alive(job.pid)
    never = Job(ACT, Act("sleep"), COMMAND)
    never.cancel()
    assert never.pid == 0


@pytest.mark.usefixtures("scratch")
def test_cancel_while_nobody_takes_events() -> None:
    with Job(patient(STREAM), Act("", 100_000), COMMAND) as job:
        assert not job.wait(1)
        job.cancel()
        assert job.wait(SOON)
    assert code_of(job) == "cancelled.by-user"


@pytest.mark.usefixtures("scratch")
def test_a_result_that_was_faster_stays() -> None:
    with Job(ACT, Act("echo", text="x"), COMMAND) as job:
        assert job.wait(10)
        job.cancel()
        assert job.result() == "x"


@pytest.mark.usefixtures("scratch")
def test_a_reader_that_fails_ends_the_job() -> None:
    def fail(_event: object) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        perform(ACT, Act("sleep"), fail, command=COMMAND)


@pytest.mark.usefixtures("scratch")
def test_no_interruption_reaches_a_callback_of_a_library(tmp_path: Path) -> None:
    with Job(ACT, Act("called_back", text=str(tmp_path / "came")), COMMAND) as job:
        until((tmp_path / "came").exists)
        job.cancel()
        job.wait()
    assert (tmp_path / "came").read_text() == "read"
    assert code_of(job) == "cancelled.by-user"


@pytest.mark.usefixtures("scratch")
def test_once_an_output_takes_its_place_the_job_is_done(tmp_path: Path) -> None:
    with Job(ACT, Act("committed", text=str(tmp_path / "out")), COMMAND) as job:
        until((tmp_path / "out").exists)
        job.cancel()
        assert job.result() == "committed"


@pytest.mark.usefixtures("scratch")
def test_what_comes_after_a_commit_can_be_cancelled(tmp_path: Path) -> None:
    with Job(patient(ACT), Act("committed", number=1, text=str(tmp_path / "out")), COMMAND) as job:
        until((tmp_path / "out").exists)
        job.cancel()
        assert job.wait(SOON)
        assert code_of(job) == "cancelled.by-user"


def test_a_job_that_cannot_start(scratch: Path) -> None:
    job = Job(ACT, Act("echo"), ("/nonexistent/reberth",))
    with pytest.raises(ReberthError) as caught:
        job.start()
    assert caught.value.code == "job.not-started"
    assert job.over
    assert code_of(job) == "job.not-started"
    with pytest.raises(ReberthError) as caught:
        perform(ACT, Act("echo"), silent, command=("/nonexistent/reberth",))
    assert caught.value.code == "job.not-started"
    assert list(scratch.iterdir()) == []
