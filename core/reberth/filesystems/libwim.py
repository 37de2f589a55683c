"""Decompression of WIM chunks through libwim (wimlib), called by ctypes.

pyfwnt's LZX is wrong on real executables, so the reference implementation does the work. Each thread makes its own
decompressors: libwim's handles are not for sharing.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import ntpath
import sys
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterator

XPRESS, LZX, LZMS = 1, 2, 3
_ON_WINDOWS = ("libwim-15.dll", "libwim.dll")
_ELSEWHERE = ("libwim.so.15", "libwim.15.dylib", "libwim.so")


@functools.cache
def _library() -> ctypes.CDLL | None:
    """The shared library, None where there is none: looked for once, as thousands of files may ask for it."""
    for name in library_names():
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        library.wimlib_create_decompressor.argtypes = (
            ctypes.c_int,
            ctypes.c_size_t,
            ctypes.POINTER(ctypes.c_void_p),
        )
        library.wimlib_decompress.argtypes = (
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_void_p,
            ctypes.c_size_t,
            ctypes.c_void_p,
        )
        library.wimlib_free_decompressor.argtypes = (ctypes.c_void_p,)
        return library
    return None


def library_names() -> Iterator[str]:
    """What to load, best first.

    On Windows whole paths in the program's own folders only, the unpacked one of a frozen program and the one of its
    .exe: whoever can write into the current folder or a folder of ``PATH`` could run his code as this user. Elsewhere
    the system's linker decides, which asks neither.
    """
    if _windows():
        unpacked: str = getattr(sys, "_MEIPASS", "")
        for folder in (unpacked, ntpath.dirname(sys.executable)):
            # Without a folder a name would be looked up elsewhere.
            yield from (f"{folder}\\{name}" for name in _ON_WINDOWS if folder)
        return
    yield from _ELSEWHERE
    found = ctypes.util.find_library("wim")
    if found:
        yield found


def _windows() -> bool:
    """Whether this is Windows; asked at run time, so that a test can say so."""
    return sys.platform == "win32"


class Decompressor:
    """Decompresses chunks of one kind and size. For one thread."""

    def __init__(self, kind: int, chunk_size: int) -> None:
        """Make a decompressor.

        Args:
            kind: ``XPRESS``, ``LZX`` or ``LZMS``.
            chunk_size: Uncompressed bytes of a full chunk.

        Raises:
            ReberthError: ``component.libwim-missing``, ``source.damaged`` for a size that libwim refuses.
        """
        library = _library()
        if library is None:
            raise ReberthError("component.libwim-missing", names=", ".join(_ON_WINDOWS if _windows() else _ELSEWHERE))
        self._library = library
        self._handle = ctypes.c_void_p()
        self._buffer = ctypes.create_string_buffer(chunk_size)
        self._chunk_size = chunk_size
        if self._library.wimlib_create_decompressor(kind, chunk_size, ctypes.byref(self._handle)):
            raise ReberthError("source.damaged", name="WIM", part="chunk size")

    def decompress(self, data: bytes, size: int) -> bytes | None:
        """``size`` bytes, or None where the data is damaged."""
        if size > self._chunk_size:
            return None
        failed = self._library.wimlib_decompress(data, len(data), self._buffer, size, self._handle)
        return None if failed else ctypes.string_at(self._buffer, size)

    def close(self) -> None:
        """Free the handle."""
        if self._handle:
            self._library.wimlib_free_decompressor(self._handle)
            self._handle = ctypes.c_void_p()
