"""The commands and their workers, as a person at a terminal meets them."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import signal
import subprocess
import sys
import termios
from typing import TYPE_CHECKING

import pytest

from reberth.cli import main
from tests.cli.running import reberth
from tests.jobs.watching import everything, is_alive, until
from tests.support.servers import write_server

if TYPE_CHECKING:
    from pathlib import Path

REBERTH = (sys.executable, "-m", "reberth")


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """A command in a process group of its own, as a shell starts it."""
    command = [*REBERTH, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    command = ["ps", "-o", "pid=", "--ppid", str(process.pid)]
    return [int(pid) for pid in subprocess.run(command, capture_output=True, check=False).stdout.split()]


def begun(place: Path) -> bool:
    """Whether a conversion has come to the long file."""
    return any(path.name == "long.mp4" for path in place.rglob("*"))


@pytest.mark.parametrize("times", [1, 3])
def test_control_c(long: Path, disk: Path, tmp_path: Path, scratch: Path, times: int) -> None:
    place = tmp_path / "place"
    assert reberth("convert", disk, "-o", place / "out").code == 0
    before = everything(place)
    with start("convert", long, "-o", place / "out", "--force") as process:
        until(lambda: begun(place))
        workers = workers_of(process)
        assert len(workers) == 1
        for _ in range(times):
            os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert out == b""
    assert err.decode().splitlines()[0] == "Error: Cancelled."
    assert b"Traceback" not in err
    assert not is_alive(workers[0])
    assert everything(place) == before
    assert list(scratch.iterdir()) == []


def test_control_c_while_the_worker_starts(tmp_path: Path, scratch: Path) -> None:
    with start("demo", "-o", tmp_path / "new" / "out") as process:
        until(lambda: bool(workers_of(process)))
        (worker,) = workers_of(process)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert process.returncode == 130
    assert err.decode().splitlines()[0] == "Error: Cancelled."
    assert not is_alive(worker)
    assert not (tmp_path / "new").exists()
    assert list(scratch.iterdir()) == []


def test_control_c_before_and_after_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "main", interrupted)
    with pytest.raises(SystemExit) as caught:
        main.run()
    assert caught.value.code == 130


def test_progress_on_a_terminal_until_control_c(long: Path, tmp_path: Path, scratch: Path) -> None:
    ours, theirs = pty.openpty()
    place = tmp_path / "place"
    place.mkdir()
    process = subprocess.Popen(
        [*REBERTH, "convert", str(long), "-o", str(place / "out")],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no other way to have a terminal
    )
    with process:
        os.close(theirs)
        drawn = b""
        while b"Copying content" not in drawn:
            drawn += os.read(ours, 1 << 16)
        os.write(ours, b"\x03")
        with contextlib.suppress(OSError):
            while piece := os.read(ours, 1 << 16):
                drawn += piece
        assert process.wait(10) == 130
    os.close(ours)
    assert b"Error: Cancelled." in drawn
    assert b"Traceback" not in drawn
    assert list(place.iterdir()) == []
    assert list(scratch.iterdir()) == []


@pytest.mark.usefixtures("scratch")
def test_names_that_are_no_text_are_listed_and_read(tmp_path: Path) -> None:
    root = tmp_path / "server"
    write_server(root, sites={"Odd": r"C:\odd"})
    (root / "odd").mkdir()
    os.close(os.open(os.fsencode(root / "odd") + b"/b\x80d.txt", os.O_CREAT))
    (root / "odd" / os.fsdecode(b"b\x80d.txt")).write_text("odd name")
    (root / "odd" / r"back\slash.txt").write_text("odd as well")
    shown = reberth("ls", root, r"C:\odd").out
    assert r"\odd\b/uDC80d.txt" in shown
    assert reberth("cat", root, r"C:\odd\b/uDC80d.txt").out == "odd name"
    assert reberth("cat", root, "C:/odd/b/uDC80d.txt").out == "odd name"
    assert reberth("cat", root, r"C:\odd\back/u005Cslash.txt").out == "odd as well"
    assert reberth("cat", root, r"C:\odd\back\slash.txt").code == 3
