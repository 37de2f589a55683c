"""The wizard: how soon it is there, and whether it stays alive while much happens.

Run it with ``python3 dev.py bench gui``. Each scenario is a process of its own; limits are those of the project.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import PySide6

from benchmarks.data import windows_like
from benchmarks.measuring import machine, replace_section
from tests.support.servers import write_server

FILES = 50_000
# Scenario, figure, limit.
LIMITS = (
    ("start", "first paint s", 1.0),
    ("start", "usable s", 1.5),
    ("scan", "scan longest ms", 60),
    ("scan", "scan p99 ms", 30),
    ("scan", "extraction longest ms", 60),
    ("scan", "extraction p99 ms", 30),
    ("build", "build longest ms", 60),
    ("build", "build p99 ms", 30),
    ("sites", "open ms", 100),
    ("build", "memory MB", 250),
    ("scan", "memory MB", 250),
    ("sites", "memory MB", 250),
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench gui", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="reberth-bench-") as folder:
        text, good = report(Path(folder), options.rounds, options.files)
    print(text)
    if options.write:
        replace_section("gui", text)
    return 0 if good else 1


def report(folder: Path, rounds: int, files: int) -> tuple[str, bool]:
    """The figures as Markdown, and whether all are within their limits."""
    server = folder / "server"
    write_server(server, sites={"Shop": r"C:\inetpub\wwwroot\Shop"})
    windows_like(server / "inetpub" / "wwwroot" / "Shop", random.Random(4), files)
    seen: dict[tuple[str, str], list[float]] = {}
    for _ in range(rounds):
        for scenario in ("start", "scan", "build", "sites"):
            for figure, value in run(scenario, folder).items():
                seen.setdefault((scenario, figure), []).append(value)
    rows = ["| | median | worst | limit |", "|---|---|---|---|"]
    good = True
    for scenario, figure, limit in LIMITS:
        values = seen[scenario, figure]
        median = statistics.median(values)
        good = good and median <= limit
        mark = "" if median <= limit else " **over**"
        rows.append(f"| {scenario}: {figure} | {median:.3g}{mark} | {max(values):.3g} | {limit:g} |")
    head = f"Machine: {machine()}, PySide6 {PySide6.__version__}, offscreen. {rounds} rounds; {files:,} files."
    return "\n".join((head, "", "Starts are cold: files of Python and Qt are dropped from the cache.", "", *rows)), good


def run(scenario: str, folder: Path) -> dict[str, float]:
    """One scenario in its own process."""
    own = Path(tempfile.mkdtemp(prefix="own-", dir=folder))
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(own), "XDG_CONFIG_HOME": str(own)}
    if scenario == "start":
        _evict(Path(PySide6.__file__).parent)
        _evict(Path(__file__).resolve().parents[1] / "gui")
    environment["REBERTH_BENCH_STARTED"] = str(time.monotonic())
    command = (sys.executable, "-m", "benchmarks.gui_scenarios", scenario, str(own), str(folder / "server"))
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    shutil.rmtree(own, ignore_errors=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _evict(folder: Path) -> None:
    """Drop a folder's files from the page cache, so that a start has to read them."""
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            handle = os.open(file, os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
