"""Pictures of every page: ``python -m tests.gui.grab FOLDER [language ...]``, to be looked at by people.

Every page in light, dark and high contrast, as large as the window opens, and light at the smallest size; all of it at
100 % and at 150 %.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reberth_gui.app import Program

THEMES = ("light", "dark", "contrast")


def main() -> int:
    """One process for each scale, for Qt reads it at its start."""
    folder, *languages = sys.argv[1:]
    if "REBERTH_GRAB" in os.environ:
        return grab(Path(folder), languages)
    for scale in ("100", "150"):
        more = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(int(scale) / 100), "REBERTH_GRAB": scale}
        code = subprocess.call(
            [sys.executable, "-m", "tests.gui.grab", folder, *languages],
            env=os.environ | more,
        )
        if code:
            return code
    return 0


def grab(folder: Path, languages: list[str]) -> int:
    """Everything at this process's scale."""
    from reberth_gui.app import make_application  # noqa: PLC0415 - after the platform was chosen
    from reberth_gui.session.settings import Settings  # noqa: PLC0415
    from tests.gui.stage import sample_program  # noqa: PLC0415
    from tests.support.user_folders import user_folders  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    application = make_application(["grab"])
    with tempfile.TemporaryDirectory() as own:
        os.environ |= user_folders(Path(own))
        settings = Settings(Path(own))
        for language in languages or ["en"]:
            # A window with a container on trial is not made anew in another language: each has its own.
            settings.choose(language=language)
            program = sample_program(application, settings, Path(own))
            for theme in THEMES:
                settings.choose(theme=theme)
                _pages(program, folder, f"{language}-{theme}", small=theme == "light")
            for window in list(program.windows):
                window.hand_over()
            settings.changed.disconnect()
    return 0


def _pages(program: Program, folder: Path, name: str, *, small: bool) -> None:
    """Every page as it is and, if so asked, at the smallest size."""
    from PySide6.QtCore import QSize  # noqa: PLC0415
    from PySide6.QtTest import QTest  # noqa: PLC0415

    from reberth.migration.flow import NAMES  # noqa: PLC0415

    scale = os.environ["REBERTH_GRAB"]
    (window,) = program.windows
    usual = QSize(1120, 760)
    window.resize(usual)
    for number, step in enumerate(NAMES, 1):
        window.go(step)
        QTest.qWait(300)
        window.grab().save(str(folder / f"{number}-{step}-{name}-{scale}.png"))
        if small:
            window.resize(window.minimumSize())
            QTest.qWait(150)
            window.grab().save(str(folder / f"{number}-{step}-{name}-{scale}-small.png"))
            window.resize(usual)


if __name__ == "__main__":
    sys.exit(main())
