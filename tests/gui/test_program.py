"""One program, several windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from reberth.jobs.table import DOCTOR, IMAGES, SCAN
from reberth.migration.document import Migration, save
from reberth.model.engine_requests import ImagesRequest
from reberth.model.errors import ReberthError
from reberth.model.requests import ScanRequest
from reberth_gui import language
from reberth_gui.app import Program
from reberth_gui.main import run
from reberth_gui.session.session import Session
from reberth_gui.style.colours import THEMES
from reberth_gui.translation import translate
from tests.gui.acting import Directed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reberth.jobs.verb import Verb
    from reberth_gui.session.settings import Settings


@pytest.fixture
def program(qapp: QApplication, settings: Settings) -> Iterator[Program]:
    program = Program(qapp, settings, lambda _session: lambda _verb, _request: Directed())
    yield program
    for window in list(program.windows):
        window.hand_over()
    settings.changed.disconnect()
    program.theme.choose("light")
    translate(qapp, "en")
    program.deleteLater()


def document(folder: Path, name: str, **fields: object) -> Path:
    path = folder / f"{name}.reberth"
    save(Migration(name, paths=("a.vhdx",), **fields), path)  # type: ignore[arg-type] # the test knows its fields
    return path


def test_several_migrations_are_open_at_once(program: Program, tmp_path: Path) -> None:
    first = program.open(document(tmp_path, "one"))
    second = program.open(document(tmp_path, "two"))
    assert first is not None
    assert second is not None
    assert [window.session.migration.id for window in program.windows] == ["one", "two"]
    first.showMinimized()
    assert program.open(tmp_path / "sub" / ".." / "one.reberth") is first
    assert not first.isMinimized()
    assert len(program.windows) == 2
    first.close()
    assert program.windows == [second]


def test_an_empty_window_gives_way(program: Program, tmp_path: Path) -> None:
    program.new_window()
    program.open(document(tmp_path, "one"))
    assert [window.session.name for window in program.windows] == ["one"]


def test_a_document_that_cannot_be_read_is_told_in_a_window(program: Program, tmp_path: Path) -> None:
    (tmp_path / "bad.reberth").write_text("not one of ours")
    assert program.open(tmp_path / "bad.reberth") is None
    (window,) = program.windows
    assert window.errors.error is not None
    assert window.errors.error.code == "migration.damaged"


def test_recent_migrations_are_in_the_menu(program: Program, tmp_path: Path) -> None:
    program.open(document(tmp_path, "one & two"))
    window = program.windows[0]
    recent = next(menu for menu in window.findChildren(QMenu) if "Recent" in menu.title())
    recent.aboutToShow.emit()
    assert [action.text() for action in recent.actions()] == ["&1 one && two.reberth"]


def test_a_recent_migration_that_is_gone_is_told_and_forgotten(program: Program, tmp_path: Path) -> None:
    gone = document(tmp_path, "gone")
    program.settings.remember(gone)
    gone.unlink()
    assert list(program.settings.recent) == [gone]
    assert program.open(gone) is None
    error = program.windows[0].errors.error
    assert error is not None
    assert error.code == "migration.unreadable"
    assert list(program.settings.recent) == []


def test_theme_and_language_change_under_open_windows(program: Program, tmp_path: Path) -> None:
    program.open(document(tmp_path, "one"))
    before = program.windows[0]
    program.settings.choose(theme="dark")
    assert program.application.palette().window().color().name() == THEMES["dark"].window
    assert program.windows == [before]
    session = before.session
    program.settings.choose(language="de")
    assert language.current() == "de"
    (after,) = program.windows
    assert after is not before
    assert after.session is session


def test_another_engine_is_asked_as_soon_as_it_is_named(qtbot: QtBot, program: Program) -> None:
    asked: dict[str, Directed] = {}

    def make(verb: Verb[Any, Any], request: Any) -> Directed:
        work = Directed()
        if verb is DOCTOR:
            asked[request.endpoint] = work
        return work

    program.new_window(Session(Migration("one"), settings=program.settings, make_work=make))
    qtbot.waitUntil(lambda: list(asked) == [""])
    program.settings.choose(endpoint="tcp://other:2376")
    assert list(asked) == [""]
    asked[""].end(ReberthError("engine.connection-lost"))
    qtbot.waitUntil(lambda: len(asked) > 1)
    assert list(asked) == ["", "tcp://other:2376"]
    asked["tcp://other:2376"].end(ReberthError("engine.connection-lost"))
    qtbot.waitUntil(lambda: not program.windows[0].session.jobs)
    program.settings.choose(theme="dark")
    assert len(asked) == 2
    program.settings.choose(endpoint="tcp://third:2376")
    qtbot.waitUntil(lambda: list(asked)[2:] == ["tcp://third:2376"])


def test_what_the_new_window_asks_is_answered(program: Program, tmp_path: Path) -> None:
    program.open(document(tmp_path, "one"))
    works: list[Directed] = []

    def make(_verb: object, _request: object) -> Directed:
        works.append(Directed())
        return works[-1]

    session = program.windows[0].session
    session.make_work = make
    program.settings.choose(language="de")
    # The page asks the engine, and the window that goes away does not take the question with it.
    assert len(session.jobs) == len(works) > 0
    assert [work.cancels for work in works] == [0] * len(works)


def test_a_window_with_a_job_keeps_its_language(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    program.open(document(tmp_path, "one"))
    before = program.windows[0]
    work = Directed()
    before.session.make_work = lambda _verb, _request: work
    before.session.start(SCAN, ScanRequest(("a",)))
    program.settings.choose(language="de")
    assert before in program.windows
    work.end(None)
    qtbot.waitUntil(lambda: before.session.job("scan") is None)


def test_the_demo_takes_no_migration_of_the_user_s(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--demo", "mine.reberth"])
    assert ended.value.code == 2
    assert "--demo" in capsys.readouterr().err


def test_a_slip_of_the_pen_is_answered_without_a_window(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["--nonsense"])
    assert ended.value.code == 2
    assert "--nonsense" in capsys.readouterr().err


def test_jobs_that_only_look_end_with_their_window(program: Program, tmp_path: Path) -> None:
    program.open(document(tmp_path, "one"))
    (before,) = program.windows
    work = Directed()
    usual, before.session.make_work = before.session.make_work, lambda _verb, _request: work
    looking = before.session.start(IMAGES, ImagesRequest())
    before.session.make_work = usual
    told: list[object] = []
    looking.over.connect(lambda: told.append(looking))
    program.settings.choose(language="de")
    assert work.cancels == 1
    assert looking not in program.windows[0].session.jobs
    work.end(None)
    looking._look()
    assert told == []
