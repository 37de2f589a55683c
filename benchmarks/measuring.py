"""Run commands one after the other in rounds, so that noise of the machine hits all of them alike."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_REPORT = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


@dataclass
class Contender:
    """A command to measure; ``before`` prepares each round and is not measured."""

    name: str
    command: Sequence[str]
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None
    seconds: list[float] = field(default_factory=list)
    peak_mib: float = 0.0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def run(self) -> None:
        """Measure one run: wall time, and the peak resident memory of the process itself."""
        self.before()
        os.sync()
        start = time.perf_counter()
        # Errors go into a file, for nobody reads a pipe meanwhile: one that is full would stop the command.
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(list(self.command), stdout=subprocess.DEVNULL, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            self.seconds.append(time.perf_counter() - start)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                errors.seek(0)
                message = errors.read().decode(errors="replace")
                raise RuntimeError(f"{self.name} failed with {process.returncode}: {message[-2000:]}")
        self.peak_mib = max(self.peak_mib, usage.ru_maxrss / 1024)
        self.after()


def measure(contenders: Sequence[Contender], rounds: int) -> None:
    """Run all contenders in turn, ``rounds`` times, after one round that warms the caches."""
    for number in range(rounds + 1):
        for contender in contenders:
            contender.run()
            if number == 0:
                contender.seconds.clear()


def table(contenders: Sequence[Contender], reference: Contender) -> str:
    """A Markdown table: median, range, ratio to the reference, peak memory."""
    rows = ["| | median s | min–max s | ratio | peak MiB |", "|---|---|---|---|---|"]
    rows += [
        f"| {item.name} | {item.median:.2f} | {min(item.seconds):.2f}–{max(item.seconds):.2f} "
        f"| {item.median / reference.median:.2f} | {item.peak_mib:.0f} |"
        for item in contenders
    ]
    return "\n".join(rows)


def machine() -> str:
    """One line on the machine."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return f"{os.cpu_count()} × {model}, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def place(folder: Path) -> str:
    """The file system of a folder, and how fast 256 MB are written to it for good."""
    kind = subprocess.run(["stat", "-f", "-c", "%T", str(folder)], capture_output=True, text=True, check=True)
    piece = os.urandom(1 << 20)
    with tempfile.TemporaryFile(dir=folder) as file:
        os.sync()
        start = time.perf_counter()
        for _ in range(256):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
        seconds = time.perf_counter() - start
    return f"{kind.stdout.strip()}, written at {256 * 1.048576 / seconds:,.0f} MB/s"


def replace_section(name: str, text: str) -> None:
    """Put figures between the page's markers ``<!-- name -->`` and ``<!-- /name -->``."""
    page = _REPORT.read_text(encoding="utf-8")
    head, begin, rest = page.partition(f"<!-- {name} -->\n")
    _, end, tail = rest.partition(f"<!-- /{name} -->")
    if not begin or not end:
        raise ValueError(f"no place for {name} in {_REPORT.name}")
    _REPORT.write_text(f"{head}{begin}\n{text}\n{end}{tail}", encoding="utf-8")
