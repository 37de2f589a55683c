"""Which libwim is loaded: on Windows none but the program's own."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from typing import TYPE_CHECKING

import pytest

from reberth.filesystems import libwim
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = r"C:\Program Files\Reberth"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """As if this were Windows, with a libwim in PATH; the names that would be loaded."""
    tried: list[str] = []

    def load(name: str) -> None:
        tried.append(name)
        raise OSError(name)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", rf"{PROGRAM}\reberth.exe")
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: rf"C:\Temp\{name}.dll")
    monkeypatch.setattr(ctypes, "CDLL", load)
    libwim._library.cache_clear()
    yield tried
    libwim._library.cache_clear()


def test_nothing_outside_the_programs_folder_is_loaded_on_windows(windows: list[str]) -> None:
    with pytest.raises(ReberthError) as caught:
        libwim.Decompressor(libwim.LZX, 32768)
    assert caught.value.code == "component.libwim-missing"
    assert caught.value.params["names"] == "libwim-15.dll, libwim.dll"
    assert windows == [rf"{PROGRAM}\libwim-15.dll", rf"{PROGRAM}\libwim.dll"]
    with pytest.raises(ReberthError):
        libwim.Decompressor(libwim.XPRESS, 4096)
    assert len(windows) == 2, "looked for once, however many files ask"


def test_a_frozen_program_has_it_where_it_is_unpacked(windows: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", rf"{PROGRAM}\_internal", raising=False)
    with pytest.raises(ReberthError):
        libwim.Decompressor(libwim.LZX, 32768)
    assert windows[0] == rf"{PROGRAM}\_internal\libwim-15.dll"
    assert all(name.startswith(PROGRAM) for name in windows)


def test_without_a_program_folder_nothing_is_tried(windows: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(ReberthError):
        libwim.Decompressor(libwim.LZX, 32768)
    assert windows == []
