"""The button in the task bar, with a stand-in for Windows."""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from reberth.jobs.table import LOGS, SCAN
from reberth.model.engine_requests import LogsRequest
from reberth.model.errors import ReberthError
from reberth.model.requests import ScanRequest
from reberth_gui.shell import task_bar
from reberth_gui.shell.task_bar import TaskBar
from reberth_gui.shell.task_bar_list import FAILED, NORMAL, NOTHING, WORKING, TaskBarList, task_bar_list
from reberth_gui.shell.window import Window
from reberth_gui.widgets.progress_line import ProgressLine
from tests.gui.acting import Directed
from tests.gui.shell.fakes import FakePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from reberth_gui.session.session import Session

WINDOW = 0x0001_2345_6789
_METHODS = 21


class ComObject:
    """An ``ITaskbarList3`` as COM lays it out: a pointer to a table of methods."""

    def __init__(self, prepared: int = 0) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self._kept: list[Any] = []
        self._prepared = prepared
        pointer, number = ctypes.c_void_p, ctypes.c_uint64
        kinds: dict[int, tuple[Any, ...]] = {3: (), 9: (pointer, number, number), 10: (pointer, ctypes.c_int)}
        table = (ctypes.c_void_p * _METHODS)()
        for place in range(_METHODS):
            method = ctypes.CFUNCTYPE(ctypes.c_long, pointer, *kinds.get(place, ()))(self._method(place))
            self._kept.append(method)
            table[place] = ctypes.cast(method, pointer).value
        self._kept.append(table)
        self._table = ctypes.pointer(table)

    @property
    def instance(self) -> ctypes.c_void_p:
        return ctypes.c_void_p(ctypes.addressof(self._table))

    def _method(self, place: int) -> Any:
        def call(_this: int, *arguments: int) -> int:
            self.calls.append((place, *arguments))
            return self._prepared if place == 3 else 0

        return call


def test_the_methods_of_the_interface_are_called_by_their_places() -> None:
    com = ComObject()
    bar = TaskBarList(com.instance)
    bar.set_value(WINDOW, 250, 1000)
    bar.set_state(WINDOW, FAILED)
    assert com.calls == [(3,), (9, WINDOW, 250, 1000), (10, WINDOW, 4)]


def test_a_desktop_without_a_task_bar_is_told() -> None:
    com = ComObject(prepared=-2147467263)
    with pytest.raises(OSError, match="no task bar"):
        TaskBarList(com.instance)
    if sys.platform != "win32":
        assert task_bar_list() is None


class Told:
    """In the place of the task bar."""

    def __init__(self) -> None:
        self.states: list[int] = []
        self.values: list[tuple[int, int]] = []

    def set_value(self, _window: int, done: int, total: int) -> None:
        self.values.append((done, total))

    def set_state(self, _window: int, state: int) -> None:
        self.states.append(state)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    told = Told()
    monkeypatch.setattr(task_bar, "task_bar_list", lambda: told)
    monkeypatch.setattr(task_bar, "_INTERVAL_MS", 10)
    return told


@pytest.fixture
def shell(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> Window:
    monkeypatch.setattr("reberth_gui.shell.window.make_page", lambda name, session: FakePage(session, name))
    window = Window(session)
    qtbot.addWidget(window)
    return window


def test_the_bar_goes_with_the_page_and_a_failure_waits_for_somebody(
    qtbot: QtBot, told: Told, shell: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    alerts: list[Window] = []
    monkeypatch.setattr(QApplication, "alert", alerts.append)
    TaskBar(shell)
    line = ProgressLine("Progress", shell)
    work = Directed()
    shell.session.make_work = lambda _verb, _request: work
    shell.session.start(SCAN, ScanRequest(("a",)))
    qtbot.waitUntil(lambda: told.states[-1:] == [WORKING])
    line.begin("Reading")
    line.go_on(0.25, "Reading")
    qtbot.waitUntil(lambda: told.values[-1:] == [(250, 1000)])
    assert told.states[-1] == NORMAL
    shell.show_error("image", ReberthError("source.empty", name="x"))
    work.end(ReberthError("source.empty", name="x"))
    qtbot.waitUntil(lambda: told.states[-1] == FAILED)
    assert alerts == [shell]
    QApplication.sendEvent(shell, QEvent(QEvent.Type.WindowActivate))
    assert told.states[-1] == NOTHING


def test_jobs_that_only_look_are_not_told_of(qtbot: QtBot, told: Told, shell: Window) -> None:
    TaskBar(shell)
    work = Directed()
    shell.session.make_work = lambda _verb, _request: work
    shell.session.start(LOGS, LogsRequest("web"))
    work.end(None)
    qtbot.waitUntil(lambda: not shell.session.jobs)
    assert told.states == []
