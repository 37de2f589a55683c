"""Windows without a screen; every test starts in English, with settings of its own and nothing of the user's."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from reberth_gui import language
from reberth_gui.selftest import find_fonts
from reberth_gui.session.session import Session
from reberth_gui.session.settings import Settings
from tests.support.user_folders import user_folders

find_fonts()
# What the modules hold need not be looked at after each test.
gc.freeze()

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _garbage_of_this_thread() -> Iterator[None]:
    """As in the program, a thread of a job never takes a widget apart."""
    gc.disable()
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, folder in user_folders(tmp_path).items():
        monkeypatch.setenv(name, folder)
    language.use("en")
    yield
    language.use("en")


@pytest.fixture
def settings(qtbot: QtBot, tmp_path: Path) -> Settings:  # noqa: ARG001 - there must be an application
    return Settings(tmp_path / "settings")


@pytest.fixture
def session(settings: Settings) -> Session:
    return Session(settings=settings)
