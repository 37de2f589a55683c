"""A machine that works for hours on a disk of a terabyte must not fall asleep over it."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# [Win32] SetThreadExecutionState: until further notice, the system is in use. The screen may go dark.
_CONTINUOUS = 0x80000000
_SYSTEM_REQUIRED = 0x00000001


@contextlib.contextmanager
def awake() -> Iterator[bool]:
    """Keep Windows from going to sleep by itself meanwhile; gives whether it agreed.

    It is this thread's wish and ends with it, so a worker that is killed leaves nothing behind. Elsewhere nothing is
    asked.
    """
    agreed = _ask(_CONTINUOUS | _SYSTEM_REQUIRED)
    try:
        yield agreed
    finally:
        _ask(_CONTINUOUS)


def _ask(state: int) -> bool:
    """Tell Windows; False where it is not Windows or refused, which is no reason not to work."""
    if sys.platform == "win32":
        function = ctypes.WinDLL("kernel32").SetThreadExecutionState
        function.argtypes = (ctypes.c_uint32,)
        function.restype = ctypes.c_uint32
        return bool(function(state))
    else:  # noqa: RET505 - so that mypy knows which platform each half is for
        return False
