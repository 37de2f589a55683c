"""Settings, drafts, caches and logs of a program under test: below one folder of the test, whatever the system."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_XDG = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
# What platformdirs asks before it asks Windows.
_WINDOWS = ("WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_APPDATA")


def user_folders(place: Path) -> dict[str, str]:
    """Variables for a process that shall touch nothing of the user's."""
    return {name: str(place / name.lower()) for name in (*_XDG, *_WINDOWS)}
