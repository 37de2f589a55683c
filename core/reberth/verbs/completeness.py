"""Whether a copy of the program has all its parts: freezing finds by itself only what is imported by a literal name."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module

import reberth
from reberth.filesystems.libwim import LZX, Decompressor
from reberth.model.errors import ReberthError
from reberth_resources.catalogue import message

# Reached on Windows only, or by name only, so that freezing could lose them.
_LIBRARIES = ("docker", "lxml.etree", "msgspec", "platformdirs", "pyfsntfs", "pyregf", "rich.progress", "yaml", "ssl")
_ON_WINDOWS = ("win32api", "win32file", "win32pipe", "winreg")
# Ends a program, or is made for being run.
_NOT_IMPORTED = {"reberth.__main__", "reberth.jobs.windows_job"}


def import_all() -> tuple[int, dict[str, str]]:
    """Import all of ours and what it stands on: the number of our modules, and what could not be imported, with why."""
    own = [name for _, name, _ in pkgutil.walk_packages(reberth.__path__, "reberth.") if name not in _NOT_IMPORTED]
    windows = (*_ON_WINDOWS, *sorted(_NOT_IMPORTED - {"reberth.__main__"})) if sys.platform == "win32" else ()
    failed: dict[str, str] = {}
    for name in (*own, *_LIBRARIES, *windows):
        try:
            import_module(name)
        except (ImportError, OSError) as error:
            failed[name] = str(error)
    return len(own), failed


def missing_components() -> tuple[str, ...]:
    """Components that a build may come without."""
    try:
        Decompressor(LZX, 32768).close()
    except ReberthError as error:
        words = message(error.code, error.params)
        return (f"{words.sentence} {words.action}",)
    return ()
