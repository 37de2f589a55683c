"""A real window on a real X server, from the sample to the test run, by the keyboard alone."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from reberth.migration.document import SUFFIX, Migration, load
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PATIENCE = 120


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """An X server of our own; it says by itself which number it took."""
    read, write = os.pipe()
    command = ("Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp")
    with (tmp_path / "xvfb.log").open("wb") as log:
        server = subprocess.Popen(command, pass_fds=(write,), stdout=log, stderr=log)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    assert number, (tmp_path / "xvfb.log").read_text()
    yield f":{number}"
    server.terminate()
    server.wait()


class Keyboard:
    """Presses keys in the one window there is."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._window = ""

    def find(self) -> bool:
        """Whether the window is there; it gets the keyboard then, for nobody else gives it on a bare server."""
        found = self._run("search", "--onlyvisible", "--name", "Reberth", check=False).split()
        if found:
            self._window = found[0]
            self._run("windowfocus", "--sync", self._window)
        return bool(found)

    def press(self, *keys: str) -> None:
        self._run("key", "--delay", "60", *keys)

    def _run(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            ("xdotool", *arguments), env=self._environment, capture_output=True, text=True, check=check
        )
        return done.stdout


class Wizard:
    """The program as its user starts it; what it keeps tells how far it is."""

    def __init__(self, display: str, folder: Path) -> None:
        self._folder = folder
        own = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CONFIG", "CACHE", "STATE")}
        # Where the demo keeps its migration as long as it lasts.
        own["TMPDIR"] = str(folder)
        environment = os.environ | own | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
        environment.pop("WAYLAND_DISPLAY", None)
        self._log = (folder / "wizard.log").open("wb")
        self._process = subprocess.Popen(
            (sys.executable, "-m", "reberth_gui", "--demo"), env=environment, stdout=self._log, stderr=self._log
        )
        self.keyboard = Keyboard(environment)

    @property
    def migration(self) -> Migration:
        for path in self._folder.rglob(f"*{SUFFIX}"):
            with contextlib.suppress(ReberthError):
                return load(path)
        return Migration("none")

    def until(self, condition: Callable[[Migration], object], *keys: str) -> None:
        """Press keys, and again every few seconds, until the migration says that they were heard."""
        end = time.monotonic() + _PATIENCE
        pressed = 0.0
        while not condition(self.migration):
            assert self._process.poll() is None, self.said()
            assert time.monotonic() < end, f"{keys} came to nothing: {self.migration.seen} {self.said()}"
            if keys and time.monotonic() - pressed > 5:
                self.keyboard.press(*keys)
                pressed = time.monotonic()
            time.sleep(0.1)

    def wait(self, seconds: float) -> int:
        return self._process.wait(seconds)

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._log.close()

    def said(self) -> str:
        return (self._folder / "wizard.log").read_text(errors="replace")


@pytest.fixture
def wizard(display: str, tmp_path: Path) -> Iterator[Wizard]:
    started = Wizard(display, tmp_path)
    yield started
    started.end()


def _seen(step: str) -> Callable[[Migration], bool]:
    return lambda item: step in item.seen


def test_the_whole_way_by_the_keyboard_alone(wizard: Wizard) -> None:
    end = time.monotonic() + _PATIENCE
    while not wizard.keyboard.find():
        assert time.monotonic() < end, wizard.said()
        time.sleep(0.2)
    wizard.until(lambda item: item.paths)
    wizard.until(lambda item: item.identities, "alt+s")
    for step in ("image", "artifacts", "sites", "readiness", "dockerfile"):
        wizard.until(_seen(step), "alt+n")
    wizard.until(lambda item: item.builds, "alt+i")
    wizard.until(_seen("build"), "alt+t")
    wizard.until(lambda item: item.runs, "alt+t")
    done = wizard.migration
    assert done.builds[-1].code == ""
    assert done.runs[-1].good == done.runs[-1].probes > 0
    # The container is still there, which is asked about.
    wizard.keyboard.press("ctrl+q")
    wizard.keyboard.press("alt+r")
    assert wizard.wait(30) == 0, wizard.said()
    assert "Traceback" not in wizard.said()
