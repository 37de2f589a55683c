"""The demo opens on the embedded sample."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from reberth.jobs.table import SAMPLE
from reberth.model.recognition import SampleRequest
from reberth_gui.app import Program, run_program
from reberth_gui.demo.engine import DemoEngine
from reberth_gui.session.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from reberth_gui.jobs.running import MakeWork
    from reberth_gui.session.session import Session


def run_demo(application: QApplication) -> int:
    """Show the demo until its last window is closed; returns the exit code.

    Its settings and migrations go with it: a build that was only played must never be taken for a real one.
    """
    with tempfile.TemporaryDirectory(prefix="reberth-demo-", ignore_cleanup_errors=True) as folder:
        program = Program(application, Settings(Path(folder)), demo_work)
        open_sample(program)
        code = run_program(program)
        program.settings.sync()
    return code


def demo_work(session: Session) -> MakeWork:
    """Every session of the demo has an engine of its own."""
    return DemoEngine(session).work


def open_sample(program: Program) -> None:
    """Show a window; the sample is in it as soon as it is unpacked."""
    window = program.new_window()
    folder = Path(platformdirs.user_cache_path("Reberth", appauthor=False)) / "sample"
    unpacking = window.session.start(SAMPLE, SampleRequest(str(folder)))
    unpacking.finished.connect(lambda path: window.page("image").take_paths([path]))
    unpacking.failed.connect(lambda error: window.show_error("image", error))
