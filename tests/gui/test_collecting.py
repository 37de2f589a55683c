"""Garbage of the window's thread is taken apart there."""

from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reberth_gui.collecting import Collecting

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Circle(QWidget):
    """Holds itself, as pages do by their slots, and tells where it ends."""

    def __init__(self, ended_in: list[int]) -> None:
        super().__init__()
        self.itself = self
        self.ended_in = ended_in

    def __del__(self) -> None:
        self.ended_in.append(threading.get_ident())


def allocate() -> None:
    """What Python's own collector would start at, many times over."""
    kept = [[number] for number in range(50_000)]
    assert len(kept) == 50_000


def test_a_thread_that_allocates_takes_no_widget_apart(qtbot: QtBot) -> None:
    gc.enable()
    owner = QObject()
    collecting = Collecting(owner)
    ended_in: list[int] = []
    Circle(ended_in)
    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert ended_in == []
    qtbot.waitUntil(lambda: bool(ended_in), timeout=20_000)
    assert ended_in == [threading.get_ident()]
    assert not gc.isenabled()
    collecting.deleteLater()


def test_what_is_old_is_looked_at_too() -> None:
    owner = QObject()
    collecting = Collecting(owner)
    ended_in: list[int] = []
    circle = Circle(ended_in)
    gc.collect()
    del circle
    for _ in range(299):
        collecting.tick()
    assert ended_in == []
    collecting.tick()
    assert ended_in == [threading.get_ident()]
