"""One scenario of the wizard in a process of its own: prints its figures as one line of JSON."""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer

from reberth.migration.flow import NAMES
from reberth_gui.app import Program, make_application
from reberth_gui.session.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from reberth.model.inventory import Inventory
    from reberth_gui.shell.window import Window

READY = {"reberth.planning.planner", "reberth.rendering.render", "reberth.migration.edits"}
_STARTED = "REBERTH_BENCH_STARTED"


class _FirstPaint(QObject):
    """Notes when a window was painted first, and when the loop was free again after it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.painted = 0.0
        self.free = 0.0
        window.centralWidget().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = time.monotonic()
            QTimer.singleShot(0, self, self._set_free)
        return False

    def _set_free(self) -> None:
        self.free = time.monotonic()


def start(application: QApplication, folder: Path, _server: Path) -> dict[str, float]:
    """From the start of the process to the first paint, and to an Image page that answers."""
    begun = float(os.environ[_STARTED])
    window = Program(application, Settings(folder)).new_window()
    paint = _FirstPaint(window)
    from benchmarks.gui_loop import wait_for  # noqa: PLC0415 - not part of the start

    wait_for(lambda: paint.free)
    return {
        "first paint s": paint.painted - begun,
        "usable s": paint.free - begun,
        "processor s": time.process_time(),
    }


def scan(application: QApplication, folder: Path, server: Path) -> dict[str, float]:
    """The scan of a server with 50,000 files, then its build folder; a real worker each."""
    from benchmarks.gui_loop import LoopWatch, wait_for  # noqa: PLC0415
    from reberth_gui.pages.dockerfile.page import DockerfilePage  # noqa: PLC0415

    window = _window(application, folder)
    window.page("image").take_paths([str(server)])
    wait_for(lambda: not window.session.jobs and window.page("image").action())
    watch = LoopWatch()
    _act(window)
    wait_for(lambda: not window.session.busy)
    if window.session.inventory is None:
        raise RuntimeError(window.errors.error)
    scanned = watch.gaps()
    window.go("dockerfile")
    page = window.page("dockerfile")
    if not isinstance(page, DockerfilePage):
        raise TypeError(page)
    wait_for(lambda: not window.session.jobs)
    watch = LoopWatch()
    page.save_to(str(folder / "out"))
    wait_for(lambda: not window.session.busy)
    written = watch.gaps()
    files = sum(item.files for item in window.session.inventory.content)
    return {
        "files": files,
        "scan longest ms": scanned.longest,
        "scan p99 ms": scanned.p99,
        "scan busy ms": scanned.busy,
        "extraction longest ms": written.longest,
        "extraction p99 ms": written.p99,
        "extraction busy ms": written.busy,
    }


def build(application: QApplication, folder: Path, server: Path) -> dict[str, float]:
    """A build that writes 100,000 lines, through a real worker's pipe."""
    from benchmarks.gui_loop import LoopWatch, wait_for  # noqa: PLC0415
    from benchmarks.gui_worker import LINES  # noqa: PLC0415
    from reberth.jobs.client import Job  # noqa: PLC0415

    def work_for(_session: Any) -> Callable[[Any, Any], Any]:
        builder = (sys.executable, "-m", "benchmarks.gui_worker")
        return lambda verb, request: Job(verb, request, builder if verb.name == "build" else ())

    window = _window(application, folder, work_for)
    window.session.update(paths=(str(server),), tag="bench")
    window.session.take(_many(3, 2))
    window.go("build")
    wait_for(lambda: not window.session.jobs)
    watch = LoopWatch()
    begun = time.monotonic()
    _act(window)
    wait_for(lambda: not window.session.busy)
    gaps = watch.gaps()
    return {
        "lines": LINES,
        "seconds": time.monotonic() - begun,
        "build longest ms": gaps.longest,
        "build p99 ms": gaps.p99,
        "build busy ms": gaps.busy,
    }


def sites(application: QApplication, folder: Path, server: Path) -> dict[str, float]:
    """500 sites with 20 applications each: from the click on the step to the painted page."""
    from benchmarks.gui_loop import LoopWatch, wait_for  # noqa: PLC0415

    window = _window(application, folder)
    window.session.update(paths=(str(server),))
    window.page("sites")
    inventory = _many(500, 20)
    begun = time.monotonic()
    window.session.take(inventory)
    begun_planning = time.monotonic()
    watch = LoopWatch()
    wait_for(lambda: not window.session.planning)
    planning = watch.gaps()
    taken = time.monotonic()
    busy = time.thread_time()
    window.go("sites")
    window.grab()
    shown = time.monotonic()
    busy = time.thread_time() - busy
    watch = LoopWatch()
    wait_for(lambda: time.monotonic() - shown > 3)
    gaps = watch.gaps()
    return {
        "take ms": (begun_planning - begun) * 1000,
        "planning s": taken - begun_planning,
        "planning longest ms": planning.longest,
        "open busy ms": busy * 1000,
        "open ms": (shown - taken) * 1000,
        "afterwards busy ms": gaps.busy,
    }


def _window(application: QApplication, folder: Path, work_for: Any = None) -> Window:
    from PySide6.QtTest import QTest  # noqa: PLC0415

    window = Program(application, Settings(folder), work_for).new_window()
    # As the program does it when it is started.
    window.prepared.connect(gc.freeze)
    # All pages are there, and all modules, as they are when a person has chosen disks.
    while len(window.pages) < len(NAMES) or not sys.modules.keys() >= READY:
        QTest.qWait(50)
    QTest.qWait(500)
    return window


def _act(window: Window) -> None:
    window.refresh()
    window.commands.action_button.click()


def _many(count: int, applications: int) -> Inventory:
    """A server with many sites, as a scan would find it."""
    from tests.support.inventories import application, inventory, site  # noqa: PLC0415

    return inventory(
        *(
            site(
                f"Site{number:03d}",
                *(
                    application(f"/app{place:02d}" if place else "/", rf"C:\sites\{number:03d}\app{place:02d}")
                    for place in range(applications)
                ),
            )
            for number in range(count)
        )
    )


def main() -> int:
    name, folder, server = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    application = make_application(["bench"])
    figures = {"start": start, "scan": scan, "build": build, "sites": sites}[name](application, folder, server)
    figures["memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps(figures), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
