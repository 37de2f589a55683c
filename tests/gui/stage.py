"""The whole wizard on the sample disk: read for real, built and run on the played engine, quickly."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from reberth.migration.flow import NAMES
from reberth_gui.app import Program
from reberth_gui.demo import played
from reberth_gui.demo.opening import demo_work
from reberth_resources.sample_disk import sample_disk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from reberth_gui.session.settings import Settings
    from reberth_gui.shell.window import Window

_FASTER = 40


class FastClock:
    """Plays are over soon."""

    @staticmethod
    def monotonic() -> float:
        return time.monotonic() * _FASTER


def wait_for(condition: Callable[[], object], what: str, seconds: float = 90) -> None:
    """Let the window live until the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        QTest.qWait(20)


def sample_program(application: QApplication, settings: Settings, folder: Path) -> Program:
    """A program with one window, in which the sample went all the way."""
    # What a play asks of a clock.
    setattr(played, "time", FastClock)  # noqa: B010
    program = Program(application, settings, demo_work)
    window = program.new_window()
    scan(window, sample_disk(folder))
    for _ in range(NAMES.index("build")):
        window.go_on()
    for step in ("build", "run"):
        assert window.current == step
        do(window)
        window.go_on()
    return program


def scan(window: Window, *disks: Path) -> None:
    """Choose disks and scan them."""
    window.page("image").take_paths([str(disk) for disk in disks])
    wait_for(lambda: window.session.job("recognise") is None and window.page("image").action(), "a look at the disk")
    do(window)
    assert window.session.inventory is not None


def do(window: Window) -> None:
    """Do the page's job, to its end."""
    window.refresh()
    wait_for(lambda: window.page(window.current).action() is not None and not window.session.jobs, "an action")
    window.refresh()
    window.commands.action_button.click()
    wait_for(lambda: window.session.busy, f"the job of {window.current}")
    wait_for(lambda: not window.session.busy, f"the end of the job of {window.current}")
    window.refresh()
