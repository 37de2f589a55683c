from __future__ import annotations

import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from reberth_resources.sample_disk import sample_disk
from tests.jobs.watching import long_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files, here and in every process started; empty again at the end."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("TEMP", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture(autouse=True)
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where crashes are written down, here and in every process started."""
    windows = sys.platform == "win32"
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA" if windows else "XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "reberth" / ("Logs" if windows else "log")


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded sample."""
    return sample_disk(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def long(tmp_path_factory: pytest.TempPathFactory, disk: Path) -> Path:
    """A folder of a server that takes seconds to convert."""
    return long_server(tmp_path_factory.mktemp("long"), disk)
