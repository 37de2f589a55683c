"""The command line as a user runs it: a process, its output and its exit code."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Ran(NamedTuple):
    """What a run gave back."""

    code: int
    out: str
    err: str


def reberth(*arguments: str | Path, folder: Path | None = None) -> Ran:
    """Run the command line and take what it says."""
    command = [sys.executable, "-m", "reberth", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, cwd=folder, check=False)
    assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
