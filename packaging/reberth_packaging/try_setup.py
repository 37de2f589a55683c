"""The installer and the MSI, tried: install, run, install again over it, uninstall; what is the user's stays.

A program that runs is not replaced under its user's hands.

Changes the user's registry, and takes it back: for build machines and Wine.
"""

from __future__ import annotations

import shutil
import sys
import time
from typing import TYPE_CHECKING

from reberth_packaging.freezing import checked
from reberth_packaging.places import build_folder
from reberth_packaging.selftests import selftest

if TYPE_CHECKING:
    from pathlib import Path

    from reberth_packaging.windows_python import WindowsPython

_UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Reberth"
_ASSOCIATION = r"HKCU\Software\Classes\.reberth"
_ENVIRONMENT = r"HKCU\Environment"
# An uninstaller goes on in a copy of itself; seconds until it must be done.
_PATIENCE = 120
# The code of the installer and the uninstaller when the program runs.
_IN_USE = 2
# What others hold dear.
_MIGRATION = "web01.reberth"


def try_setup(python: WindowsPython, setup: Path) -> None:
    """Install for the user, twice, and uninstall.

    Raises:
        SystemExit: When something is not as it should be.
    """
    folder = build_folder() / "installed"
    shutil.rmtree(folder, ignore_errors=True)
    place = f"/D={python.path(folder)}"
    checked(python.run(python.path(setup), "/S", "/ADDTOPATH=1", place), setup.name)
    selftest(python, folder / "reberth.exe")
    _expect(_value(python, _UNINSTALL, "DisplayName") == "Reberth", "the list of programs has Reberth")
    _expect(_in_path(python, folder), "the PATH of the user has the folder")
    wizard = (folder / "reberth-gui.exe").exists()
    _expect(
        _value(python, _ASSOCIATION, "") == ("Reberth.Migration" if wizard else ""), ".reberth belongs to the wizard"
    )
    (folder / _MIGRATION).write_text("mine", encoding="utf-8")
    (folder / "_internal" / "of-an-older-version.dll").write_bytes(b"")
    _try_while_it_runs(python, setup, folder)
    # Again over itself, without a word about PATH: what was chosen stays chosen.
    checked(python.run(python.path(setup), "/S", place), f"{setup.name} over itself")
    selftest(python, folder / "reberth.exe")
    _expect(_in_path(python, folder), "an upgrade keeps the PATH")
    _expect((folder / _MIGRATION).read_text(encoding="utf-8") == "mine", "an upgrade keeps a migration")
    checked(python.run(python.path(folder / "uninstall.exe"), "/S"), "The uninstaller")
    _wait_until_gone(folder / "uninstall.exe")
    left = sorted(str(file.relative_to(folder)).replace("\\", "/") for file in folder.rglob("*") if file.is_file())
    _expect(left == ["_internal/of-an-older-version.dll", _MIGRATION], f"just what is not ours is left, not {left}")
    _expect(not _value(python, _UNINSTALL, "DisplayName"), "the list of programs no longer has Reberth")
    _expect(not _value(python, _ASSOCIATION, ""), ".reberth belongs to nobody")
    _expect(not _in_path(python, folder), "the PATH no longer has the folder")
    shutil.rmtree(folder)


def try_msi(python: WindowsPython, package: Path, folder: Path) -> None:
    """Install for the machine, and uninstall.

    Args:
        python: Runs the programs.
        package: The MSI.
        folder: Where it installs to, as this Python sees it.

    Raises:
        SystemExit: When something is not as it should be.
    """
    checked(python.run("msiexec", "/i", python.path(package), "/qn"), package.name)
    selftest(python, folder / "reberth.exe")
    (folder / _MIGRATION).write_text("mine", encoding="utf-8")
    checked(python.run("msiexec", "/x", python.path(package), "/qn"), f"{package.name}, uninstalling")
    left = sorted(file.name for file in folder.rglob("*") if file.is_file())
    _expect(left == [_MIGRATION], f"just the migration is left of the MSI's folder, not {left}")
    shutil.rmtree(folder)


def _try_while_it_runs(python: WindowsPython, setup: Path, folder: Path) -> None:
    """Install and uninstall while a worker waits for its order: nothing may change."""
    program = folder / "reberth.exe"
    before = (program.stat().st_mtime_ns, len(list(folder.rglob("*"))))
    worker = python.begin(python.path(program), "--worker")
    try:
        # It has loaded its file by the time that another copy of it has run to its end.
        checked(python.run(python.path(program), "--version"), program.name)
        code = python.run(python.path(setup), "/S", f"/D={python.path(folder)}").code
        _expect(code == _IN_USE, f"the installer ends with {_IN_USE} while the program runs, not with {code}")
        # In place, for a copy of itself would end after us, and with its own code.
        code = python.run(python.path(folder / "uninstall.exe"), "/S", f"_?={python.path(folder)}").code
        _expect(code == _IN_USE, f"the uninstaller ends with {_IN_USE} while the program runs, not with {code}")
    finally:
        worker.communicate()
    _expect(
        (program.stat().st_mtime_ns, len(list(folder.rglob("*")))) == before, "nothing changes while the program runs"
    )


def _value(python: WindowsPython, key: str, name: str) -> str:
    """A value of the registry, "" if there is none."""
    ended = python.run("reg", "query", key, *(("/v", name) if name else ("/ve",)))
    lines = [line.split("REG_", 1)[1] for line in ended.text.splitlines() if "REG_" in line]
    return lines[0].partition(" ")[2].strip() if lines and not ended.code else ""


def _in_path(python: WindowsPython, folder: Path) -> bool:
    """Whether the PATH of the user has a folder."""
    return python.path(folder).lower() in _value(python, _ENVIRONMENT, "Path").lower().split(";")


def _wait_until_gone(file: Path) -> None:
    """Wait for an uninstaller."""
    until = time.monotonic() + _PATIENCE
    while file.exists() and time.monotonic() < until:
        time.sleep(0.5)


def _expect(truth: object, what: str) -> None:
    """Stop unless something is so."""
    if not truth:
        sys.exit(f"Not so: {what}.")
