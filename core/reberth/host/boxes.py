"""A worker ends when it crashes: no box of Windows waits for somebody to close it."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import msvcrt


def show_no_boxes() -> None:
    """From now on Windows shows no message box in this process's name; elsewhere there are none.

    Else a crash could wait behind the wizard for a click in Windows Error Reporting, and a drive without a disk for
    "Cancel". Source: "SetErrorMode function" in Microsoft's Win32 documentation, which advises every program to do so.
    """
    if sys.platform == "win32":
        none = msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX | msvcrt.SEM_NOOPENFILEERRORBOX
        msvcrt.SetErrorMode(msvcrt.GetErrorMode() | none)
