"""Windows' task bar: a bar over a window's button. [Win32] ITaskbarList3, called through COM's table of methods."""

from __future__ import annotations

import ctypes
import sys
import uuid
from typing import Any

_CLASS = uuid.UUID("56fdf344-fd6d-11d0-958a-006097c9a090").bytes_le
_INTERFACE = uuid.UUID("ea1afb91-9e28-4b86-90e9-9e9f8a5eefaf").bytes_le
_IN_PROCESS = 1
# Places in the table; the methods of IUnknown, ITaskbarList and ITaskbarList2 come before.
_PREPARE, _SET_VALUE, _SET_STATE = 3, 9, 10
NOTHING, WORKING, NORMAL, FAILED = 0, 1, 2, 4
# COM's calling convention; on other systems a test stands in for Windows.
_METHOD: Any = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)


class TaskBarList:
    """An ``ITaskbarList3``; for the window's thread, in which Qt has made COM ready."""

    def __init__(self, instance: ctypes.c_void_p) -> None:
        """Take what COM made.

        Raises:
            OSError: There is no task bar.
        """
        self._instance = instance
        if self._call(_PREPARE, ()):
            raise OSError("no task bar")

    def set_value(self, window: int, done: int, total: int) -> None:
        """Fill the bar of a window (its handle) to ``done`` of ``total``."""
        self._call(_SET_VALUE, (ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint64), window, done, total)

    def set_state(self, window: int, state: int) -> None:
        """Show :data:`NOTHING`, a bar that only tells of work (:data:`WORKING`), :data:`NORMAL` or :data:`FAILED`."""
        self._call(_SET_STATE, (ctypes.c_void_p, ctypes.c_int), window, state)

    def _call(self, place: int, kinds: tuple[Any, ...], *arguments: int) -> int:
        table = ctypes.cast(self._instance, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))[0]
        code: int = _METHOD(ctypes.c_long, ctypes.c_void_p, *kinds)(table[place])(self._instance, *arguments)
        return code


def task_bar_list() -> TaskBarList | None:
    """The desktop's; None where there is none, as on systems other than Windows."""
    if sys.platform == "win32":
        instance = ctypes.c_void_p()
        create = ctypes.WinDLL("ole32").CoCreateInstance
        if create(_CLASS, None, _IN_PROCESS, _INTERFACE, ctypes.byref(instance)):
            return None
        try:
            return TaskBarList(instance)
        except OSError:
            return None
    else:
        return None
