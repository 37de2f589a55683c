"""``reberth-gui --selftest FILE`` and ``--grab FOLDER``: every page, with the sample in it, painted without a screen.

For builds: what freezing lost shows here. Nothing of the user's is read or written.
"""

from __future__ import annotations

import os
import pkgutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reberth import __version__
from reberth.jobs.perform import perform
from reberth.jobs.protocol import encode
from reberth.jobs.table import SAMPLE, SCAN
from reberth.migration import flow
from reberth.model.errors import ReberthError
from reberth.model.events import silent
from reberth.model.recognition import SampleRequest
from reberth.model.requests import ScanRequest

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from reberth_gui.shell.window import Window

_SIZE = (1100, 760)
# A page has text, lines and fields; a window that painted nothing has one colour.
_FEWEST_COLOURS = 16
# Python, Qt, and what reads disks, XML and text: a program without its metadata knows of Python alone.
_FEWEST_PARTS = 8


class Painted(msgspec.Struct, frozen=True):
    """A page: how many colours were counted in it, in a window of which size (pixels)."""

    colours: int
    width: int
    height: int


class SelfTest(msgspec.Struct, frozen=True):
    """What was found.

    Attributes:
        ok: Whether all is well.
        modules: Number of our modules that were imported.
        parts: Number of parts by others whose version and licence are known.
        failed: Module or page, and reason.
        pages: By step.
    """

    ok: bool
    version: str
    qt: str
    platform: str
    frozen: bool
    modules: int
    parts: int
    failed: dict[str, str]
    pages: dict[str, Painted]


def run(file: str, folder: str) -> int:
    """Test, write JSON into ``file`` and pictures into ``folder``, where they are given; returns the exit code."""
    # Read by Qt when the application is made; a program with a window may have no screen here.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    find_fonts()
    result = selftest(Path(folder) if folder else None)
    if file:
        Path(file).write_text(encode(result).decode() + "\n", encoding="utf-8")
    return 0 if result.ok else 1


def find_fonts() -> None:
    """Tell Qt where Windows keeps fonts: without a screen it does not ask, and would paint boxes."""
    if sys.platform == "win32":
        os.environ.setdefault("QT_QPA_FONTDIR", str(Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "Fonts"))


def selftest(pictures: Path | None = None) -> SelfTest:
    """Import everything of the wizard, scan the sample in a worker, and paint each page."""
    from PySide6.QtCore import qVersion  # noqa: PLC0415 - the platform is chosen by now

    from reberth_gui.app import make_application  # noqa: PLC0415
    from reberth_gui.dialogs.about import parts  # noqa: PLC0415

    modules, failed = _import_all()
    known = len(parts())
    if known < _FEWEST_PARTS:
        failed["parts"] = f"licences of {known} parts are known"
    application = make_application(["reberth-gui"])
    pages: dict[str, Painted] = {}
    # A virus scanner may still look at what was written, which is no fault of the program.
    with tempfile.TemporaryDirectory(prefix="reberth-selftest-", ignore_cleanup_errors=True) as folder:
        try:
            window = _window(application, Path(folder))
        except ReberthError as error:
            failed["sample"] = f"{error.code} {error.params}"
        else:
            for name in flow.NAMES:
                image = _page(application, window, name)
                pages[name] = Painted(_colours(image), image.width(), image.height())
                if pages[name].colours < _FEWEST_COLOURS:
                    failed[name] = "hardly anything was painted"
                if pictures is not None:
                    pictures.mkdir(parents=True, exist_ok=True)
                    if not image.save(str(pictures / f"{name}.png")):
                        failed[f"{name}.png"] = "not written"
            _end_jobs(application, window)
            window.hide()
            window.deleteLater()
            application.processEvents()
    return SelfTest(
        ok=not failed,
        version=__version__,
        qt=qVersion(),
        platform=application.platformName(),
        frozen=bool(getattr(sys, "frozen", False)),
        modules=modules,
        parts=known,
        failed=failed,
        pages=pages,
    )


def _import_all() -> tuple[int, dict[str, str]]:
    """Import all modules of the wizard: their number, and what could not be imported, with why."""
    import reberth_gui  # noqa: PLC0415

    found = [name for _, name, _ in pkgutil.walk_packages(reberth_gui.__path__, "reberth_gui.")]
    failed: dict[str, str] = {}
    # Importing the program's entry would start it.
    for name in set(found) - {"reberth_gui.__main__"}:
        try:
            import_module(name)
        except (ImportError, OSError) as error:
            failed[name] = str(error)
    return len(found), failed


def _window(application: QApplication, folder: Path) -> Window:
    """A window with the scanned sample in it."""
    from reberth_gui.app import Program  # noqa: PLC0415
    from reberth_gui.session.session import Session  # noqa: PLC0415
    from reberth_gui.session.settings import Settings  # noqa: PLC0415

    program = Program(application, Settings(folder / "settings"))
    disk = perform(SAMPLE, SampleRequest(str(folder)), silent)
    inventory = perform(SCAN, ScanRequest((disk,)), silent)
    # With a place of its own: a draft would lie among the user's.
    session = Session(path=folder / "sample.reberth", settings=program.settings)
    session.update(paths=(disk,))
    session.take(inventory)
    window = program.new_window(session)
    window.resize(*_SIZE)
    return window


def _page(application: QApplication, window: Window, name: str) -> QImage:
    """A step as it looks."""
    window.show_step(name)
    # Not a loop of the wizard's: nothing else runs it here.
    for _ in range(5):
        application.processEvents()
    return window.grab().toImage()


def _end_jobs(application: QApplication, window: Window) -> None:
    """End what the pages began: a job that is on its way holds files of the folder that goes away."""
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415 - the platform is chosen by now

    for job in window.session.jobs:
        job.cancel()
    while window.session.jobs:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _colours(image: QImage) -> int:
    """Different colours in every third pixel of every third row."""
    return len({image.pixel(x, y) for y in range(0, image.height(), 3) for x in range(0, image.width(), 3)})
