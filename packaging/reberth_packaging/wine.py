"""Programs for Windows on Linux, for tests and builds.

What is odd here was found by trying Debian's Wine 8: standard output must be a pipe (Python dies of a regular file), a
crash waits for a debugger for ever unless that is taken away, and the overrides for the stub DLLs must not be in force
while the prefix is made.
"""

from __future__ import annotations

import os
import subprocess
import threading
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BARE = "mscoree,mshtml=;winedbg.exe=d"
_STUBS = f"{_BARE};mscms,propsys=n"
# As on a server: no card that draws in three dimensions. Qt asks for one with its first window, and Wine would set a
# whole OpenGL up, in software, to answer: half a second that Windows does not take.
_NO_CARD = {"WINE_D3D_CONFIG": "renderer=no3d"}
# Seconds until what an ended program printed has come through.
_LAST_WORDS = 2.0


class Ended(NamedTuple):
    """How a program ended, and all it printed."""

    code: int
    text: str


class Wine:
    """A Wine prefix."""

    def __init__(self, prefix: Path) -> None:
        """Use the prefix in this folder."""
        self.prefix = prefix

    @property
    def drive(self) -> Path:
        """Drive C."""
        return self.prefix / "drive_c"

    def environment(self, extra: Mapping[str, str] | None = None, *, bare: bool = False) -> dict[str, str]:
        """Variables for a program: nothing of the Linux Python that started it, no word of Wine's own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        wine = {"WINEPREFIX": str(self.prefix), "WINEARCH": "win64", "WINEDEBUG": "-all", **_NO_CARD}
        return {**kept, **wine, "WINEDLLOVERRIDES": _BARE if bare else _STUBS, **(extra or {})}

    def run(
        self,
        *command: str,
        folder: Path | None = None,
        extra: Mapping[str, str] | None = None,
        seconds: float = 600,
        bare: bool = False,
    ) -> Ended:
        """Run a program to its end.

        Args:
            command: A Windows or Linux path, and arguments.
            folder: Where to run it.
            extra: More variables.
            seconds: After these it is killed, and the code is -9.
            bare: Without the stub DLLs.
        """
        process = subprocess.Popen(
            ("wine", *command),
            cwd=folder,
            env=self.environment(extra, bare=bare),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        heard = bytearray()
        reader = threading.Thread(target=_hear, args=(process, heard), daemon=True)
        reader.start()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            self.stop()
            process.wait()
        # Wine's own services, which the first program starts, keep the pipe open for as long as they live.
        reader.join(_LAST_WORDS)
        return Ended(process.returncode, heard.decode("utf-8", "replace").replace("\r\n", "\n"))

    def wait(self) -> None:
        """Wait until every program of the prefix has ended and the registry is on disk."""
        subprocess.run(("wineserver", "-w"), env=self.environment(bare=True), check=False)

    def stop(self) -> None:
        """End every program of the prefix."""
        subprocess.run(("wineserver", "-k"), env=self.environment(bare=True), check=False)


def _hear(process: subprocess.Popen[bytes], heard: bytearray) -> None:
    """Gather what a program prints."""
    if process.stdout is not None:
        while piece := process.stdout.read1():  # type: ignore[attr-defined]
            heard += piece


def windows_path(path: Path) -> str:
    """A Linux path as Wine's drive Z shows it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")
