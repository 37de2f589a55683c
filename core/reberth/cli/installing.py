"""``reberth --add-to-path`` and ``--remove-from-path``: not for people. The installer calls them."""

from __future__ import annotations

import sys
from pathlib import Path

from reberth.model.errors import ExitCode

ADD, REMOVE = "--add-to-path", "--remove-from-path"


def run(option: str) -> int:
    """Change the PATH of the user for the folder that the program lies in; 1 where that cannot be done."""
    if sys.platform != "win32":
        sys.stderr.write("There is a PATH of the user on Windows only.\n")
        return ExitCode.USAGE
    from reberth.host.user_path import change_path  # noqa: PLC0415 - not there elsewhere

    try:
        change_path(str(Path(sys.executable).parent), add=option == ADD)
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return ExitCode.INTERNAL
    return ExitCode.SUCCESS
