"""``reberth --add-to-path`` and ``--remove-from-path``: not for people. The installer calls them."""

from __future__ import annotations

import sys
from pathlib import Path

from reberth.host.user_path import change_path
from reberth.model.errors import ExitCode

ADD, REMOVE = "--add-to-path", "--remove-from-path"


def run(option: str) -> int:
    """Change the PATH of the user for the folder that the program lies in; 1 where that cannot be done."""
    try:
        change_path(str(Path(sys.executable).parent), add=option == ADD)
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return ExitCode.INTERNAL
    return ExitCode.SUCCESS
