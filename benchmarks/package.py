"""The Windows program against its limits: sizes, and how long it takes under Wine to its first words and first window.

Run ``python3 dev.py package`` first, then ``python3 dev.py bench package``. Wine's seconds say nothing about Windows;
they show when a change makes the start slower.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.measuring import machine, replace_section

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "packaging"))

from reberth_packaging.places import artefact_folder, build_folder, version
from reberth_packaging.wine_prefix import PYTHON, wine_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth_packaging.wine import Wine

_TITLE = "Reberth"
_LONGEST = 60.0


class Row(NamedTuple):
    """A figure and its limit, None where it is only told."""

    what: str
    figure: float
    unit: str
    limit: float | None = None


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench package", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    rows = [*sizes(), *times(wine_prefix(), options.rounds)]
    lines = ["| | | limit |", "|---|---|---|"]
    lines += [f"| {row.what} | {row.figure:.2f} {row.unit} | {limit_of(row)} |" for row in rows]
    text = f"{machine()}, Wine\n\n" + "\n".join(lines)
    print(text)
    if options.write:
        replace_section("package", text)
    return int(any(row.limit is not None and row.figure > row.limit for row in rows))


def sizes() -> list[Row]:
    """Megabytes (10^6) of what is handed out."""
    name = f"reberth-{version()}-windows-x64"
    folder = build_folder() / "folder/reberth"
    whole = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    rows = [Row("folder", whole / 1e6, "MB", 90)]
    for what, ending in (
        ("installer", "-setup.exe"),
        ("MSI", ".msi"),
        ("zip", ".zip"),
        ("one file, commands", "-portable.exe"),
    ):
        rows.append(
            Row(
                what,
                (artefact_folder() / f"{name}{ending}").stat().st_size / 1e6,
                "MB",
                30 if what == "installer" else 50,
            )
        )
    return rows


def limit_of(row: Row) -> str:
    """The limit in words."""
    return "\N{EN DASH}" if row.limit is None else f"{row.limit} {row.unit}"


def times(wine: Wine, rounds: int) -> list[Row]:
    """Seconds of a warm start: Wine's server and desktop run already, as Windows' do, and no card draws in 3D.

    Measured on one processor, then on all. A program asks Wine's server for each file and window; where the two sit on
    processors of a virtual machine that must wake each other, this takes longer than the program, and now so, now so.
    """
    with one_processor():
        first, shown = starts(wine, rounds)
    rows = [
        Row("`reberth --version`, median, one processor", first, "s", 0.5),
        Row("wizard's first window, median, one processor", shown, "s", 1.5),
    ]
    first, shown = starts(wine, rounds)
    rows += [
        Row("`reberth --version`, median, all processors", first, "s"),
        Row("wizard's first window, median, all processors", shown, "s"),
    ]
    return rows


@contextlib.contextmanager
def one_processor() -> Iterator[None]:
    """Have this process, and what it starts, use one processor only."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def starts(wine: Wine, rounds: int) -> tuple[float, float]:
    """Medians of the first words and of the first window, the first round of each left out."""
    folder = build_folder() / "folder/reberth"
    wine.stop()
    with screen() as display, tempfile.TemporaryDirectory(prefix="reberth-bench-") as home:
        extra = {"DISPLAY": display, "APPDATA": home, "LOCALAPPDATA": home}
        subprocess.run(("wineserver", "-p"), env=wine.environment(extra), check=True)
        with desktop(wine, extra):
            first = [words(wine, folder / "reberth.exe", extra) for _ in range(rounds + 1)]
            shown = [picture(wine, folder / "reberth-gui.exe", extra) for _ in range(rounds + 1)]
    return statistics.median(first[1:]), statistics.median(shown[1:])


@contextlib.contextmanager
def desktop(wine: Wine, extra: dict[str, str]) -> Iterator[None]:
    """Keep Wine's desktop: it goes with its last program, and each start would make another."""
    stays = ("import ctypes", "import time", "ctypes.windll.user32.GetDesktopWindow()", "print(1, flush=True)")
    command = ("wine", PYTHON, "-c", "; ".join((*stays, "time.sleep(3600)")))
    known = wine.environment(extra)
    # Both outputs into the pipe: Windows' Python dies of a regular file as either.
    out, errors = subprocess.PIPE, subprocess.STDOUT
    held = subprocess.Popen(command, env=known, stdin=subprocess.DEVNULL, stdout=out, stderr=errors)
    try:
        if not held.stdout or not held.stdout.readline():
            raise RuntimeError("Wine has no desktop")
        yield
    finally:
        wine.stop()
        held.communicate()


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees; gives its name. Wine's desktop stays on the one that it began with."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ("Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"),
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        yield ":" + os.read(read, 16).decode().strip()
    finally:
        os.close(read)
        server.terminate()
        server.wait()


def words(wine: Wine, program: Path, extra: dict[str, str]) -> float:
    """Seconds of ``--version``."""
    start = time.perf_counter()
    ended = wine.run(str(program), "--version", extra=extra)
    seconds = time.perf_counter() - start
    if ended.code or version() not in ended.text:
        raise RuntimeError(ended.text)
    return seconds


def picture(wine: Wine, program: Path, extra: dict[str, str]) -> float:
    """Seconds until the wizard's window is on the screen."""
    nothing = subprocess.DEVNULL
    command, known = ("wine", str(program)), wine.environment(extra)
    start = time.perf_counter()
    wizard = subprocess.Popen(command, env=known, stdin=nothing, stdout=nothing, stderr=nothing)
    try:
        return _until_shown(extra["DISPLAY"], start)
    finally:
        wine.run("taskkill", "/f", "/im", program.name, extra=extra)
        wizard.kill()
        wizard.wait()


def _until_shown(display: str, start: float) -> float:
    """Wait for a visible window of our name."""
    search = ("xdotool", "search", "--onlyvisible", "--name", _TITLE)
    while time.perf_counter() - start < _LONGEST:
        found = subprocess.run(search, env={**os.environ, "DISPLAY": display}, capture_output=True, check=False)
        if found.stdout.strip():
            return time.perf_counter() - start
        time.sleep(0.02)
    raise RuntimeError("no window was shown")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
