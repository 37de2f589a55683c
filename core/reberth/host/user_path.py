"""The user's PATH on Windows, so that ``reberth`` works in every console. Used by the installer.

The installer itself cannot: NSIS cuts values off at its own length, and half a PATH is worse than none.
"""

from __future__ import annotations

import ctypes
import ntpath
import sys


def with_folder(path: str, folder: str) -> str:
    """A PATH with ``folder`` at its end, unless it is in it."""
    return path if _same(path, folder) else ";".join(part for part in (path.rstrip(";"), folder) if part)


def without_folder(path: str, folder: str) -> str:
    """A PATH without ``folder``; the rest as it was."""
    if not _same(path, folder):
        return path
    return ";".join(part for part in path.split(";") if not _is(part, folder))


def _same(path: str, folder: str) -> bool:
    """Whether a PATH has a folder."""
    return any(_is(part, folder) for part in path.split(";"))


def _is(part: str, folder: str) -> bool:
    """Whether a part of a PATH, quoted or not, with a last backslash or not, is a folder."""
    return bool(part) and _plain(part) == _plain(folder)


def _plain(text: str) -> str:
    """A folder for comparing."""
    return ntpath.normcase(text.strip().strip('"')).rstrip("\\")


if sys.platform == "win32":
    import winreg

    _WM_SETTINGCHANGE = 0x1A
    _EVERY_WINDOW = 0xFFFF
    _NOT_HUNG = 0x2
    _PATIENCE = 1000

    def change_path(folder: str, *, add: bool) -> bool:
        """Put a folder into the user's PATH or take it out; whether that changed anything.

        Names such as ``%USERPROFILE%`` in it stay names, and so does the kind of the value.

        Raises:
            OSError: When the registry refuses.
        """
        rights = winreg.KEY_QUERY_VALUE | winreg.KEY_SET_VALUE
        with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, "Environment", 0, rights) as key:
            try:
                before, kind = winreg.QueryValueEx(key, "Path")
            except FileNotFoundError:
                before, kind = "", winreg.REG_EXPAND_SZ
            after = with_folder(before, folder) if add else without_folder(before, folder)
            if after == before:
                return False
            if after:
                winreg.SetValueEx(key, "Path", 0, kind, after)
            else:
                winreg.DeleteValue(key, "Path")
        _tell_everybody()
        return True

    def _tell_everybody() -> None:
        """Let Explorer know, so that consoles opened from now on have it."""
        send = ctypes.WinDLL("user32").SendMessageTimeoutW
        text = ctypes.c_wchar_p("Environment")
        send(_EVERY_WINDOW, _WM_SETTINGCHANGE, 0, text, _NOT_HUNG, _PATIENCE, None)

else:

    def change_path(folder: str, *, add: bool) -> bool:
        """Put a folder into the user's PATH or take it out.

        Raises:
            OSError: Always: elsewhere a shell's own files hold it.
        """
        word = "added to" if add else "removed from"
        raise OSError(None, f"{folder} cannot be {word} the PATH of the user: there is one on Windows only")
