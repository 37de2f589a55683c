"""A worker that breaks down, or speaks nonsense, is told about in words and never takes its caller with it."""

from __future__ import annotations

import dataclasses
import sys
import zlib
from typing import TYPE_CHECKING

import pytest

from reberth.jobs.client import Job
from reberth.jobs.endings import how_it_ended
from reberth.jobs.perform import perform
from reberth.model.errors import ReberthError
from reberth.model.events import Event, Output, silent
from reberth_resources.catalogue import message
from tests.jobs.acting import ACT, COMMAND, Act
from tests.jobs.watching import is_alive

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("scratch")


def fake(code: str) -> tuple[str, ...]:
    """A worker made of these lines."""
    return (sys.executable, "-c", f"import os, sys, time\nsys.stdin.readline()\n{code}")


def says(*lines: bytes, then: str = "") -> tuple[str, ...]:
    """A worker that writes this and leaves."""
    # Windows takes no long command line.
    packed = zlib.compress(b"".join(lines))
    return fake(f"import zlib\nos.write(1, zlib.decompress({packed!r}))\n{then}")


def failure(command: tuple[str, ...], longest: int = 1 << 20) -> tuple[ReberthError, Job[Act, object]]:
    """What a job with that worker fails with."""
    with Job(ACT, Act("echo"), command, longest) as job, pytest.raises(ReberthError) as caught:
        job.result()
    assert not is_alive(job.pid)
    return caught.value, job


DONE = b'{"event":"done","result":1}\n'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"garbage\n", "DecodeError"),
        (b"\n", "DecodeError"),
        (b'{"event":"done"}\n', "ValidationError"),
        (b'{"event":"surprise","result":1}\n', "ValidationError"),
        (b'{"event":"progress","phase":"x","done":"many"}\n', "ValidationError"),
        (b'{"event":"output","text":"\xff\xfe"}\n', "UnicodeDecodeError"),
        (b'{"event":"output","text":"\xe6\x97"}\n', "UnicodeDecodeError"),
        (b'{"event":"items","items":[]}\n', "ValidationError"),
        (b"[" * 100_000 + b"\n", "ValidationError"),
        (b'"\\ud800' + b"[" * 100_000 + b"\n", "JSONDecodeError"),
        (b'{"a":"\\ud800","b":' + b"[" * 100_000 + b"\n", "ValueError"),
    ],
)
def test_nonsense(line: bytes, reason: str) -> None:
    error, _ = failure(says(line, DONE, then="time.sleep(600)"))
    assert (error.code, error.params["reason"]) == ("job.garbled", reason)


def test_a_line_without_end_is_bounded() -> None:
    error, _ = failure(fake("while True: os.write(1, bytes(65536))"))
    assert error.code == "job.garbled"


def test_a_long_line_is_fine_below_the_bound() -> None:
    line = """b'{"event":"output","text":"' + b'x' * %d + b'"}\\n'"""
    code = f"sys.stdout.buffer.write({line} + {DONE!r})"
    heard: list[Event] = []
    with Job(ACT, Act("echo"), fake(code % 900_000), 1 << 20) as job:
        heard += [event for event in job.events() if isinstance(event, Output)]
        assert job.result() == 1
    assert heard == [Output("x" * 900_000)]
    error, _ = failure(fake(code % 1_100_000))
    assert error.code == "job.garbled"


def test_letters_split_between_two_writes() -> None:
    code = "".join(
        f"os.write(1, {bytes([byte])!r}); time.sleep(.005)\n"
        for byte in '{"event":"output","text":"日本"}\n'.encode() + DONE
    )
    heard: list[Event] = []
    assert perform(ACT, Act("echo"), heard.append, command=fake(code)) == 1
    assert heard == [Output("日本")]


def test_nothing_counts_after_the_terminal_event() -> None:
    after = (b'{"event":"output","text":"late"}\n', b'{"event":"failed","code":"source.empty"}\n', b"garbage\n")
    heard: list[Event] = []
    assert perform(ACT, Act("echo"), heard.append, command=says(DONE, *after)) == 1
    assert heard == []


def test_a_worker_that_stays_after_its_last_word_is_ended() -> None:
    with Job(dataclasses.replace(ACT, grace=0.1), Act("echo"), says(DONE, then="time.sleep(600)")) as job:
        assert job.result() == 1
    assert not is_alive(job.pid)


def test_parameters_by_any_name() -> None:
    line = b'{"event":"failed","code":"source.empty","params":{"code":"x","self":1,"name":"y"}}\n'
    error, _ = failure(says(line))
    assert error.code == "source.empty"
    assert error.params == {"code": "x", "self": 1, "name": "y"}
    assert message(error.code, error.params).sentence == "y is empty."


@pytest.mark.parametrize(("code", "how"), [("", "exit code 0"), ("os._exit(3)", "exit code 3")])
def test_ending_without_a_word(code: str, how: str) -> None:
    error, _ = failure(fake(code))
    assert (error.code, error.params["how"], error.params["last"]) == ("job.crashed", how, "-")


def test_half_a_line_is_no_event() -> None:
    error, job = failure(says(b'{"event":"done","result":1}'))
    assert error.code == "job.crashed"
    assert job.drain() == []


def test_last_words_are_bounded_and_readable() -> None:
    code = "os.write(2, b'noise\\n' * 200_000 + b'\\xff\\xe6\\x97 ' + b'w' * 5000 + b'\\n\\nlast\\x1b[2J')\nos._exit(7)"
    error, job = failure(fake(code))
    assert error.params["last"] == "last\x1b[2J"
    assert "last\\u001b[2J" in message(error.code, error.params).cause
    assert len(job.last_words) == 20
    assert job.last_words[-2] == "\ufffd\ufffd " + "w" * 397
    assert max(map(len, job.last_words)) == 400


def test_a_crash_in_a_library(logs: Path) -> None:
    with Job(ACT, Act("fall"), COMMAND) as fallen, pytest.raises(ReberthError) as caught:
        fallen.result()
    assert caught.value.code == "job.crashed"
    windows = sys.platform == "win32"
    how = "exit code 0xC0000005" if windows else "signal 11 (SIGSEGV)"
    assert caught.value.params["how"] == how
    assert any(("access violation" if windows else "Segmentation fault") in line for line in fallen.last_words)
    assert any("in fall" in line for line in fallen.last_words)
    written = (logs / "crash.txt").read_text()
    assert f"Worker for act: {how}" in written
    assert "in fall" in written
    assert caught.value.params["file"] == str(logs / "crash.txt")


def test_a_fault_of_the_program(logs: Path) -> None:
    with pytest.raises(ReberthError) as caught:
        perform(ACT, Act("break_down", text="secret"), silent, command=COMMAND)
    assert caught.value.code == "internal.unexpected"
    assert caught.value.params == {"error": "ZeroDivisionError", "file": str(logs / "crash.txt")}
    assert "in break_down" in (logs / "crash.txt").read_text()


def test_endings_in_words() -> None:
    assert how_it_ended(-15) == "signal 15 (SIGTERM)"
    assert how_it_ended(-250) == "signal 250 (unknown)"
    assert how_it_ended(0xC0000005) == "exit code 0xC0000005"
    assert how_it_ended(1) == "exit code 1"
