"""PyInstaller over the specification, and a look at what it made."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from reberth_packaging.bundle import strangers
from reberth_packaging.places import PACKAGING, build_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reberth_packaging.windows_python import WindowsPython


def make_icon(python: WindowsPython) -> Path:
    """Draw the icon."""
    icon = build_folder() / "reberth.ico"
    icon.parent.mkdir(parents=True, exist_ok=True)
    checked(python.python("-m", "reberth_packaging.icon", python.path(icon)), "Drawing the icon")
    return icon


def freeze(python: WindowsPython, icon: Path, libwim: Path | None, *, onefile: bool = False) -> Path:
    """Make the program.

    Args:
        python: To freeze with.
        icon: Of the programs.
        libwim: A DLL to put in, where there is one.
        onefile: One file for commands instead of the folder.

    Returns:
        The folder, or the one file.

    Raises:
        SystemExit: When PyInstaller fails, or put in what must not be there.
    """
    kind = "onefile" if onefile else "folder"
    made = build_folder() / kind
    shutil.rmtree(made, ignore_errors=True)
    places = ("--distpath", python.path(made), "--workpath", python.path(build_folder() / f"work-{kind}"))
    variables = {
        "REBERTH_ICON": python.path(icon),
        "REBERTH_LIBWIM": python.path(libwim) if libwim else "",
        "REBERTH_ONEFILE": "1" if onefile else "",
    }
    specification = python.path(PACKAGING / "reberth.spec")
    command = ("-m", "PyInstaller", "--noconfirm", "--clean", *places, specification)
    checked(python.python(*command, extra=variables, seconds=1200), "PyInstaller")
    if onefile:
        return made / "reberth.exe"
    files = [str(file.relative_to(made)) for file in made.rglob("*") if file.is_file()]
    wrong = strangers(files)
    if wrong:
        sys.exit(f"These files must not be in the program: {', '.join(wrong)}")
    return made / "reberth"


def checked(ended: tuple[int, str], what: str) -> str:
    """What a program printed.

    Raises:
        SystemExit: When it failed; shows the end of what it printed.
    """
    code, text = ended
    if code:
        sys.exit(f"{what} ended with {code}:\n{text[-4000:]}")
    return text
