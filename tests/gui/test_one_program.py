"""A second start with a document opens it in the program that runs."""

from __future__ import annotations

import socket as sockets
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reberth.migration.document import Migration, save
from reberth_gui.app import Program, answer_second_starts
from reberth_gui.one_program import OneProgram, hand_over, own_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from reberth_gui.session.settings import Settings


# What tells one user's desktop from another's.
DESKTOP = "USERNAME" if sys.platform == "win32" else "DISPLAY"
HAND_OVER = (
    "from reberth_gui.one_program import *; print(hand_over([Path(item) for item in sys.argv[2:]], sys.argv[1]))"
)


@pytest.fixture
def name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(DESKTOP, str(tmp_path))
    return own_name()


@pytest.fixture
def first(qtbot: QtBot, name: str) -> Iterator[OneProgram]:  # noqa: ARG001
    program = OneProgram(name)
    assert program.listen()
    yield program
    program.deleteLater()


class Second:
    """A second start, a process of its own: while it waits the first is free to answer."""

    def __init__(self, name: str, *documents: str) -> None:
        code = f"import sys; from pathlib import Path; {HAND_OVER}"
        self._process = subprocess.Popen((sys.executable, "-c", code, name, *documents), stdout=subprocess.PIPE)

    def said(self) -> str:
        text, _ = self._process.communicate()
        return text.decode().strip()


def test_documents_are_handed_over_as_whole_paths(
    qtbot: QtBot, first: OneProgram, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with qtbot.waitSignal(first.wanted, timeout=30_000) as wanted:
        second = Second(name, "one two.reberth", "/\N{LATIN SMALL LETTER U WITH DIAERESIS}.reberth")
    assert second.said() == "True"
    whole = Path("/\N{LATIN SMALL LETTER U WITH DIAERESIS}.reberth").absolute()
    assert wanted.args == [[tmp_path / "one two.reberth", whole]]


def test_without_a_first_program_nothing_is_handed_over(qtbot: QtBot, name: str) -> None:  # noqa: ARG001
    assert hand_over([Path("/a.reberth")], name) is False


def test_a_program_that_does_not_greet_is_not_waited_for(
    qtbot: QtBot,  # noqa: ARG001
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reberth_gui.one_program._PATIENCE_MS", 50)
    silent = QLocalServer()
    assert silent.listen(name)
    assert hand_over([Path("/a.reberth")], name) is False
    silent.close()


def test_only_the_first_answers_and_a_dead_one_s_place_is_taken(qtbot: QtBot, name: str) -> None:
    first = OneProgram(name)
    assert first.listen()
    second = OneProgram(name)
    assert not second.listen()
    path = Path(first._server.fullServerName())
    first._server.close()
    if sys.platform != "win32":
        # What a program that was killed leaves behind; a pipe of Windows goes with it.
        with sockets.socket(sockets.AF_UNIX) as left:
            left.bind(str(path))
    assert second.listen()
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0
    with qtbot.waitSignal(second.wanted, timeout=30_000):
        third = Second(name, "/a.reberth")
    assert third.said() == "True"


@pytest.mark.parametrize("said", [b"not JSON\n", b'{"a": 1}\n', b'["relative"]\n', b"[]\n", b"x" * (1 << 19)])
def test_nonsense_is_hung_up_on(qtbot: QtBot, first: OneProgram, name: str, said: bytes) -> None:
    told: list[Any] = []
    first.wanted.connect(told.append)
    client = QLocalSocket()
    client.connectToServer(name)
    client.readyRead.connect(lambda: client.write(said))
    with qtbot.waitSignal(client.disconnected):
        pass
    assert told == []


def test_names_differ_between_desktops_and_tell_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DESKTOP, ":7")
    one = own_name()
    monkeypatch.setenv(DESKTOP, ":8")
    other = own_name()
    assert other != one
    assert Path(one).name.removeprefix("reberth-").isalnum()
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")
    assert sys.platform == "win32" or Path(own_name()) == Path("/run/user/7") / Path(other).name


@pytest.mark.usefixtures("name")
def test_a_second_start_opens_a_window_of_the_first(
    qtbot: QtBot, settings: Settings, tmp_path: Path, qapp: QApplication
) -> None:
    document = tmp_path / "second.reberth"
    save(Migration("second", tag="web"), document)
    program = Program(qapp, settings)
    answer = answer_second_starts(program)
    program.new_window()
    second = subprocess.Popen((sys.executable, "-m", "reberth_gui", document.name), cwd=tmp_path)
    try:
        qtbot.waitUntil(lambda: any(item.session.path == document for item in program.windows), timeout=30_000)
        assert second.wait() == 0
    finally:
        second.kill()
        second.wait()
    (window,) = program.windows
    assert window.session.migration.tag == "web"
    window.hand_over()
    answer.deleteLater()
    settings.changed.disconnect()
    program.deleteLater()
