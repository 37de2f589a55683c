"""A crash is written down on this machine; nothing is sent anywhere."""

from __future__ import annotations

import sys
from pathlib import Path

from reberth import __version__


def write_crash(text: str) -> str:
    """Write what is known about a crash into a file and return its path, or ``-`` (and standard error) without one."""
    import platformdirs  # noqa: PLC0415 - every worker would wait for it, and hardly one crashes

    folder = Path(platformdirs.user_log_dir("reberth", appauthor=False))
    file = folder / "crash.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(f"reberth {__version__}\n{text}", encoding="utf-8", errors="backslashreplace")
    except OSError:
        # The packaged wizard has no standard error.
        if sys.stderr is not None:
            sys.stderr.write(text)
        return "-"
    return str(file)
