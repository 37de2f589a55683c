from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from reberth.host.opening import open_for_reading
from reberth.model.errors import ReberthError
from reberth.sources.image_file import ImageFile

on_windows = pytest.mark.skipif(sys.platform != "win32", reason="sharing is Windows' own")


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    file = tmp_path / "wëb01.vhdx"
    file.write_bytes(b"a\r\nb\x1ac" * 1000)
    return file


def test_bytes_come_as_they_are_and_cannot_be_written(disk: Path) -> None:
    handle = open_for_reading(str(disk))
    try:
        assert os.read(handle, 100_000) == disk.read_bytes()
        assert not os.get_inheritable(handle)
        with pytest.raises(OSError, match=r"."):
            os.write(handle, b"x")
    finally:
        os.close(handle)


def test_what_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_for_reading(str(tmp_path / "none.vhdx"))


def test_a_path_of_more_than_260_characters(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(4):
        folder = folder / ("d" * 80)
    prefix = "\\\\?\\" if os.name == "nt" else ""
    Path(f"{prefix}{folder}").mkdir(parents=True)
    Path(f"{prefix}{folder / 'web01.vhdx'}").write_bytes(b"long")
    handle = open_for_reading(str(folder / "web01.vhdx"))
    assert os.read(handle, 10) == b"long"
    os.close(handle)


@on_windows
def test_a_disk_that_a_running_machine_holds_is_told_as_locked(disk: Path) -> None:
    holder = _hold(disk)
    try:
        with pytest.raises(ReberthError) as caught:
            ImageFile(disk)
        assert caught.value.code == "source.locked"
    finally:
        _let_go(holder)
    ImageFile(disk).close()


@on_windows
def test_others_may_rename_a_disk_that_we_read(disk: Path) -> None:
    image = ImageFile(disk)
    disk.rename(disk.with_name("other.vhdx"))
    assert image.read_at(0, 3) == b"a\r\n"
    image.close()


def _hold(file: Path) -> int:
    """Open a file for oneself alone, as a virtual machine does."""
    if sys.platform == "win32":
        import win32con  # noqa: PLC0415
        import win32file  # noqa: PLC0415

        rights = win32con.GENERIC_READ | win32con.GENERIC_WRITE
        return int(win32file.CreateFile(str(file), rights, 0, None, win32con.OPEN_EXISTING, 0, None).Detach())
    raise AssertionError


def _let_go(handle: int) -> None:
    if sys.platform == "win32":
        import win32api  # noqa: PLC0415

        win32api.CloseHandle(handle)
