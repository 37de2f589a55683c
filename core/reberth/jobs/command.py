"""How a worker is started."""

from __future__ import annotations

import os
import sys

OPTION = "--worker"


def worker_command() -> tuple[str, ...]:
    """The command line of a worker of this very program.

    The packaged wizard has no console and would lose what the C libraries write, so the console program beside it is
    taken. From Python the current folder stays out of the module path: it may be anybody's.
    """
    if not getattr(sys, "frozen", False):
        return (sys.executable, "-P", "-m", "reberth", OPTION)
    from pathlib import Path  # noqa: PLC0415 - this module is read before the first word of any command

    console = Path(sys.executable).with_name("reberth.exe" if os.name == "nt" else "reberth")
    return (str(console if console.exists() else sys.executable), OPTION)
