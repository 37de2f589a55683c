"""A program that was killed together with its worker: the next job clears up; of a live job nothing is touched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reberth.jobs.abandoned import PREFIX, Claim, clear_abandoned
from reberth.jobs.client import Job
from tests.jobs.acting import ACT, COMMAND, Act
from tests.jobs.test_ending import CALLER, worker_in_midst
from tests.jobs.watching import is_alive, until

if TYPE_CHECKING:
    from pathlib import Path


def job_folder(scratch: Path, name: str) -> Path:
    folder = scratch / f"{PREFIX}{name}"
    folder.mkdir()
    return folder


def abandoned(scratch: Path, name: str, *outputs: Path) -> Path:
    """What a killed program leaves: the claim is there, and nobody holds it."""
    folder = job_folder(scratch, name)
    Claim(str(folder), name, [str(output) for output in outputs]).release()
    (folder / "large").write_bytes(b"x")
    return folder


def test_a_killed_program_and_its_killed_worker_leave_nothing_for_long(
    long: Path, tmp_path: Path, scratch: Path
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    command = [sys.executable, "-c", CALLER, str(long), str(place / "out")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as caller:
        worker = worker_in_midst(caller)
        if sys.platform != "win32":
            # As a Windows job object does it: neither has a word with the other.
            os.kill(caller.pid, signal.SIGSTOP)
            os.kill(worker, signal.SIGKILL)
        caller.kill()
    until(lambda: not is_alive(worker))
    assert [path.name.partition("-")[0] for path in place.iterdir()] == ["out.partial"]
    assert len(list(scratch.iterdir())) == 1
    with Job(ACT, Act("echo", text="x"), COMMAND) as job:
        assert job.result() == "x"
    until(lambda: list(scratch.iterdir()) == [])
    assert list(place.iterdir()) == []


@pytest.mark.usefixtures("scratch")
def test_a_live_job_keeps_what_it_has() -> None:
    with Job(ACT, Act("sleep"), COMMAND) as job:
        folder = next(iter(job.events()))
        clear_abandoned()
        assert os.path.isdir(getattr(folder, "text", ""))  # noqa: PTH112
        assert is_alive(job.pid)


def test_an_older_output_comes_back_and_a_new_one_stays(tmp_path: Path, scratch: Path) -> None:
    for name in ("gone.partial-a.old", "there.partial-b.old", "there"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Dockerfile").write_text(name)
    abandoned(scratch, "a", tmp_path / "gone")
    abandoned(scratch, "b", tmp_path / "there")
    clear_abandoned()
    assert (tmp_path / "gone" / "Dockerfile").read_text() == "gone.partial-a.old"
    assert (tmp_path / "there" / "Dockerfile").read_text() == "there"
    assert not list(tmp_path.glob("*.partial-*"))


@pytest.mark.parametrize("claim", [b"", b"{", b'{"job": 1}', b"[" * 100_000, None])
def test_a_folder_that_says_nothing_is_left_alone(scratch: Path, claim: bytes | None) -> None:
    folder = job_folder(scratch, "x")
    if claim is not None:
        (folder / "claim.json").write_bytes(claim)
    clear_abandoned()
    assert folder.is_dir()
    for item in folder.iterdir():
        item.unlink()
    folder.rmdir()


@pytest.mark.skipif(sys.platform == "win32", reason="the folder for temporary files is each user's own on Windows")
def test_what_another_user_put_there_is_not_believed(tmp_path: Path, scratch: Path) -> None:
    target = tmp_path / "out"
    (tmp_path / "out.partial-evil.old").write_text("theirs")
    folder = abandoned(scratch, "evil", target)
    os.chown(folder, 65534, 65534)
    link = scratch / f"{PREFIX}link"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    abandoned(elsewhere, "linked", target)
    link.symlink_to(elsewhere / f"{PREFIX}linked")
    clear_abandoned()
    assert not target.exists()
    assert folder.is_dir()
    link.unlink()
    os.chown(folder, os.getuid(), os.getgid())
    clear_abandoned()
    assert target.read_text() == "theirs"
