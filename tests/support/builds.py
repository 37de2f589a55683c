"""Small build folders, and running the command line beside the test."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, TypeVar

from tests.support.engine import base_images

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reberth.model.events import Event

BASE = next(name for name in base_images() if name.endswith("ltsc2022"))
Kind = TypeVar("Kind")


def build_folder(place: Path, *lines: str, **files: str) -> Path:
    """A folder with a Dockerfile on the stand-in's base image; ``files`` by name with ``__`` for a dot."""
    place.mkdir(parents=True, exist_ok=True)
    text = "\n".join(("# escape=`", f"FROM {BASE}", 'SHELL ["cmd", "/S", "/C"]', *lines, ""))
    (place / "Dockerfile").write_text(text, encoding="utf-8")
    for name, content in files.items():
        (place / name.replace("__", ".")).write_text(content, encoding="utf-8")
    return place


class Events(list["Event"]):
    """Collects events; ``seen`` gives those of one kind."""

    def __call__(self, event: Event) -> None:
        self.append(event)

    def seen(self, kind: type[Kind]) -> list[Kind]:
        return [event for event in self if isinstance(event, kind)]


def until(true: Callable[[], object], seconds: float = 10.0) -> float:
    """Wait until something holds and return after how many seconds it did."""
    started = time.monotonic()
    while not true():
        assert time.monotonic() - started < seconds, "it never came true"
        time.sleep(0.02)
    return time.monotonic() - started


class Running:
    """A ``reberth`` process; ``said`` is its standard error so far."""

    def __init__(self, process: subprocess.Popen[bytes], errors: Path, output: Path) -> None:
        self.process = process
        self._errors = errors
        self._output = output

    @property
    def said(self) -> str:
        return self._errors.read_text(errors="replace")

    @property
    def out(self) -> str:
        return self._output.read_text(errors="replace")

    def wait_for(self, pattern: str, seconds: float = 20.0) -> None:
        until(lambda: re.search(pattern, self.said + self.out) or self.process.poll() is not None, seconds)
        assert re.search(pattern, self.said + self.out), self.said

    def interrupt(self) -> int:
        """Ctrl+C; its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(20)


@contextlib.contextmanager
def running(folder: Path, *arguments: str | Path) -> Iterator[Running]:
    """Run ``reberth`` beside the test; whatever happens it does not outlive it."""
    errors, output = folder / "stderr.txt", folder / "stdout.txt"
    with errors.open("wb") as said, output.open("wb") as out:
        command = [sys.executable, "-m", "reberth", *map(str, arguments)]
        process = subprocess.Popen(
            command, stderr=said, stdout=out, stdin=subprocess.DEVNULL, env={**os.environ, "TMPDIR": str(folder)}
        )
    try:
        yield Running(process, errors, output)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
