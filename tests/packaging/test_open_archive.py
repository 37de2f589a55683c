"""The hook that keeps the archive open."""

from __future__ import annotations

import runpy
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HOOK = Path(__file__).parents[2] / "packaging/programs/open_archive.py"
PIECE = 1000


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Stands in for PyInstaller's reader, with the hook run over it."""
    module = ModuleType("pyimod01_archive")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    variables = runpy.run_path(str(HOOK))
    yield module
    for kept in variables["_kept"].values():
        kept._file.close()


def test_threads_read_what_they_asked_for(reader: ModuleType, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    pieces = [bytes([number]) * PIECE for number in range(250)]
    archive.write_bytes(b"".join(pieces))

    def extract(number: int) -> bytes:
        with reader.open(str(archive), "rb") as file:
            file.seek(number * PIECE)
            return bytes(file.read(PIECE))

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(extract, [*range(250)] * 4)) == pieces * 4


def test_a_file_is_opened_once(reader: ModuleType, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.write_bytes(b"first")
    other = tmp_path / "other"
    other.write_bytes(b"other")
    with reader.open(str(archive), "rb") as file:
        first = file
    with reader.open(str(archive), "rb") as file, reader.open(str(other), "rb") as second:
        assert file is first
        assert not first.closed
        assert second.read() == b"other"


def test_an_archive_that_is_gone_is_an_error(reader: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        reader.open(str(tmp_path / "none"), "rb")
