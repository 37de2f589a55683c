r"""Where a path of the source lies in the image.

The builder can write to ``C:`` only, so other drives land in ``C:\drives\<letter>``; see design decision 9.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reberth.model.windows import WindowsInfo

DRIVES = r"C:\drives"
_DRIVE_PATH = re.compile(r"^([A-Za-z]):(?=\\|$)")
_SYSTEM_ROOT = r"C:\Windows"


class TargetPaths:
    """Maps Windows paths of one source."""

    def __init__(self, windows: WindowsInfo) -> None:
        self._system_root = windows.system_root
        self._system_letter = windows.system_root[:1].upper()

    def __call__(self, path: str) -> str:
        r"""The image's path for ``D:\sites\shop`` or ``C:\inetpub``; other text comes back as it is."""
        text = path.replace("/", "\\")
        match = _DRIVE_PATH.match(text)
        if match is None:
            return path
        root = self._system_root
        if text.upper() == root.upper() or text.upper().startswith(root.upper() + "\\"):
            return _SYSTEM_ROOT + text[len(root) :]
        letter = match.group(1).upper()
        rest = text[2:].rstrip("\\")
        if letter == self._system_letter == "C":
            return text
        return f"{DRIVES}\\{letter}{rest}"
