"""A Windows Python with the packages of ``requirements/windows.txt``: under Wine, or Windows' own."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import venv
from typing import TYPE_CHECKING, Protocol

from reberth_packaging.inputs import PACKAGES, sha256
from reberth_packaging.places import ROOT, cache_folder
from reberth_packaging.wine import Ended, windows_path
from reberth_packaging.wine_prefix import PYTHON, wine_prefix

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reberth_packaging.wine import Wine

# The project's own code is run from where it lies.
ROOMS = ("core", "gui", "resources", "packaging")


class WindowsPython(Protocol):
    """Runs Windows programs, its Python before all.

    Attributes:
        machine_wide: Where programs for the whole machine are installed, None where that is not ours to change.
    """

    machine_wide: Path | None

    def path(self, file: Path) -> str:
        """A file's name as those programs see it."""
        ...

    def run(self, *command: str, extra: Mapping[str, str] | None = None, seconds: float = 600) -> Ended:
        """Run a program to its end, in the project's folder."""
        ...

    def begin(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program that waits for its standard input to end."""
        ...

    def python(self, *arguments: str, extra: Mapping[str, str] | None = None, seconds: float = 600) -> Ended:
        """Run Python with the project's code importable."""
        ...


def windows_python() -> WindowsPython:
    """The one that this machine can have."""
    return _Native() if os.name == "nt" else _UnderWine(wine_prefix())


class _UnderWine:
    """Windows' CPython in a Wine prefix."""

    def __init__(self, wine: Wine) -> None:
        self.wine = wine
        self.machine_wide: Path | None = wine.drive / "Program Files"

    def path(self, file: Path) -> str:
        return windows_path(file)

    def run(self, *command: str, extra: Mapping[str, str] | None = None, seconds: float = 600) -> Ended:
        return self.wine.run(*command, folder=ROOT, extra=extra, seconds=seconds)

    def begin(self, *command: str) -> subprocess.Popen[bytes]:
        return _begin(("wine", *command), self.wine.environment())

    def python(self, *arguments: str, extra: Mapping[str, str] | None = None, seconds: float = 600) -> Ended:
        return self.run(PYTHON, *arguments, extra={**_variables(self, ";"), **(extra or {})}, seconds=seconds)


class _Native:
    """A virtual environment beside the other fetched things."""

    machine_wide: Path | None = None

    def __init__(self) -> None:
        folder = cache_folder() / f"venv-{sha256(PACKAGES)[:12]}"
        self._python = folder / "Scripts/python.exe"
        if not (folder / "complete").exists():
            if not platform.python_version().startswith("3.12."):
                sys.exit(
                    "Packages for Windows are made with Python 3.12: requirements/windows.txt was resolved for it."
                )
            venv.create(folder, with_pip=True, clear=True)
            pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
            hashed = ("--require-hashes", "--only-binary", ":all:", "-r", str(PACKAGES))
            ended = self.run(str(self._python), *pip, *hashed)
            if ended.code:
                sys.exit(ended.text)
            (folder / "complete").touch()

    def path(self, file: Path) -> str:
        return str(file)

    def begin(self, *command: str) -> subprocess.Popen[bytes]:
        return _begin(command, dict(os.environ))

    def run(self, *command: str, extra: Mapping[str, str] | None = None, seconds: float = 600) -> Ended:
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, **(extra or {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            return Ended(-9, (error.stdout or b"").decode("utf-8", "replace"))
        return Ended(done.returncode, done.stdout.decode("utf-8", "replace").replace("\r\n", "\n"))

    def python(self, *arguments: str, extra: Mapping[str, str] | None = None, seconds: float = 600) -> Ended:
        return self.run(
            str(self._python), *arguments, extra={**_variables(self, ";"), **(extra or {})}, seconds=seconds
        )


def _begin(command: tuple[str, ...], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a program with a pipe as its standard input; what it says is lost."""
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=nothing, stderr=nothing)


def _variables(python: WindowsPython, separator: str) -> dict[str, str]:
    """Where the project's code lies; byte code is kept elsewhere, and text is UTF-8."""
    rooms = separator.join(python.path(ROOT / room) for room in ROOMS)
    # Without Wine's drive, for Linux programs that a test half-starts read it too.
    bytecode = (cache_folder() / "bytecode").as_posix()
    return {"PYTHONPATH": rooms, "PYTHONPYCACHEPREFIX": bytecode, "PYTHONUTF8": "1"}
