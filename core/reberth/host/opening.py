"""Opening a file for reading without standing in anybody's way.

Python's own ``open`` loses on Windows why a file could not be opened: the C library makes "a running VM holds it" the
same error as "you may not". It also keeps others from renaming the file while it is open.
"""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import wintypes

from reberth.host.paths import long_path

_GENERIC_READ = 0x80000000
# Read, write and delete: whatever others do with the file, we only read. [Win32] CreateFileW, dwShareMode.
_SHARE_ALL = 0x7
_OPEN_EXISTING = 3
_INVALID_HANDLE = ctypes.c_void_p(-1).value

if sys.platform == "win32":
    import msvcrt

    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel32.CreateFileW.argtypes = (
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    )
    _kernel32.CreateFileW.restype = wintypes.HANDLE
    _kernel32.CloseHandle.argtypes = (wintypes.HANDLE,)

    def open_for_reading(path: str) -> int:
        """A file descriptor for reading bytes, not inherited by children.

        Raises:
            OSError: With ``winerror`` as Windows said it: 32 or 33 where somebody holds the file.
        """
        name = long_path(path)
        handle = _kernel32.CreateFileW(name, _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
        if handle == _INVALID_HANDLE:
            code = ctypes.get_last_error()
            raise OSError(None, ctypes.FormatError(code).strip(), path, code)
        try:
            return msvcrt.open_osfhandle(handle, os.O_RDONLY | os.O_BINARY)
        except OSError:
            _kernel32.CloseHandle(handle)
            raise

else:

    def open_for_reading(path: str) -> int:
        """A file descriptor for reading bytes, not inherited by children.

        Raises:
            OSError: As the system said it.
        """
        return os.open(path, os.O_RDONLY)
