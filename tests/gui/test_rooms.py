"""What the wizard may know of the core, and what it never does."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.test_architecture import ROOT, imports

GUI = ROOT / "gui" / "reberth_gui"
# Plain data, what follows from it, and jobs for everything else.
ROOMS = {"model", "migration", "planning", "readiness", "rendering", "jobs"}
# Modules of other rooms that are rules, words and tables only; a test holds them to it.
PURE = {
    "reberth.artifacts.add_remove_programs",
    "reberth.artifacts.choosing",
    "reberth.artifacts.table",
    "reberth.artifacts.wording",
    "reberth.cli.quantities",
    "reberth.containers.adviser",
    "reberth.containers.checking",
    "reberth.containers.dockerfile",
    "reberth.containers.image_name",
    "reberth.containers.targets",
    "reberth.iis.effective",
}
# The self-test of the frozen program is no part of the window.
WINDOW = [file for file in GUI.rglob("*.py") if file.name != "selftest.py"]
# Waiting in the window, ending threads, and skins that break what the style draws.
NEVER = re.compile(r"processEvents|\.terminate\(\)|setStyleSheet|waitForFinished|time\.sleep")
READERS = {"docker", "pyfsntfs", "pyregf", "reberth.filesystems.volumes", "reberth.registry.hive"}


def test_disks_and_engines_are_reached_by_jobs_only() -> None:
    wrong = [
        f"{file.relative_to(GUI)} imports {module}"
        for file in WINDOW
        for module in imports(file)
        if module.split(".")[0] in {"docker", "pyfsntfs", "pyregf"}
        or (module.startswith("reberth.") and module.split(".")[1] not in ROOMS and module not in PURE)
    ]
    assert wrong == []


def test_what_is_called_pure_reads_no_disk_and_knows_no_engine() -> None:
    code = f"import sys, {', '.join(sorted(PURE))}; print(sorted({READERS!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_first_window_comes_without_the_engine_s_libraries() -> None:
    code = f"import sys, reberth_gui.app, reberth_gui.pages.image.page; print(sorted({READERS!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_waits_in_the_window() -> None:
    found = {
        file.relative_to(GUI).as_posix(): match.group()
        for file in WINDOW
        if (match := NEVER.search(file.read_text(encoding="utf-8")))
    }
    assert found == {}
    assert NEVER.search("application.processEvents()")
