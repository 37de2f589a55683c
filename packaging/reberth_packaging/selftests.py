"""The finished program, run: whole, and of the same opinion as this Python about the sample."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from reberth_packaging.freezing import checked
from reberth_packaging.places import ROOT, build_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reberth_packaging.windows_python import WindowsPython


def selftest(python: WindowsPython, program: Path) -> dict[str, Any]:
    """Run ``--selftest`` of a frozen program.

    Returns:
        What it wrote.

    Raises:
        SystemExit: When it is not whole, or converts the sample to other bytes than this Python.
    """
    file = build_folder() / f"selftest-{program.parent.name}-{program.stem}.json"
    file.unlink(missing_ok=True)
    ended = python.run(python.path(program), "--selftest", python.path(file), seconds=300)
    found = read(file)
    checked(ended, f"The self-test of {program.name} {found.get('failed', '')}")
    # The wizard paints the sample; the commands convert it.
    return compare(found, program.name) if "sample" in found else found


def compare(found: dict[str, Any], name: str) -> dict[str, Any]:
    """The same result, if the sample came out as it does in this Python.

    Raises:
        SystemExit: When it did not.
    """
    expected = here()["sample"]
    if found["sample"] != expected:
        sys.exit(f"{name} converts the sample to other bytes ({found['sample']}) than this Python ({expected}).")
    return found


def here() -> dict[str, Any]:
    """The self-test of the code as it lies here, in this Python."""
    rooms = os.pathsep.join(str(ROOT / room) for room in ("core", "resources"))
    done = subprocess.run(
        (sys.executable, "-m", "reberth", "--selftest"),
        env={**os.environ, "PYTHONPATH": rooms},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        sys.exit(
            f"The self-test of this Python ended with {done.returncode}:\n{done.stdout.decode()}{done.stderr.decode()}"
        )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def read(file: Path) -> dict[str, Any]:
    """What a self-test wrote; nothing if it came to nothing."""
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found
