"""What an administrator's rights do to the window."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from reberth_gui.widgets.banner import Banner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def is_elevated() -> bool:
    """Whether this process runs with an administrator's full rights on Windows."""
    if os.name != "nt":
        return False
    import ctypes  # noqa: PLC0415 - only there it is needed

    windows: Any = ctypes
    return bool(windows.windll.shell32.IsUserAnAdmin())


def elevation_banner(parent: QWidget) -> Banner | None:
    """Why nothing can be dropped here from Explorer (User Interface Privilege Isolation), where that is so."""
    if not is_elevated():
        return None
    # Without a parent it would be a window, and come up as one.
    banner = Banner(parent, closable=True)
    banner.say(
        "info",
        QCoreApplication.translate(
            "Banner",
            "Reberth runs as administrator, which it does not need. Windows lets nothing be dropped from Explorer on "
            "such a window; use the buttons to choose files, or start Reberth again as a normal user.",
        ),
    )
    return banner
