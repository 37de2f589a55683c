"""The Dockerfile page: evidence by line, lines by site, edits that survive, conflicts, secrets in memory, saving."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from reberth.migration.document import decode, encode
from reberth.migration.edited import text_of
from reberth.migration.edits import make_edit
from reberth.model.engine import Advice
from reberth.model.engine_requests import DoctorRequest, DoctorResult
from reberth.model.errors import ReberthError
from reberth.model.events import Progress
from reberth.model.requests import ConvertResult
from reberth_gui.pages.dockerfile import generated
from reberth_gui.pages.dockerfile.page import DockerfilePage
from tests.gui.pages.playing import Playing, played_session, web01
from tests.support.inventories import secret

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reberth_gui.session.session import Session
    from reberth_gui.session.settings import Settings


@pytest.fixture
def playing() -> Playing:
    return Playing()


@pytest.fixture
def session(settings: Settings, playing: Playing) -> Session:
    return played_session(settings, playing, paths=("web01.vhdx",), target="server2022")


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> DockerfilePage:
    made = DockerfilePage(session)
    qtbot.addWidget(made)
    made.enter()
    made.show()
    return made


def go_to(page: DockerfilePage, begin: str) -> int:
    lines = page.files.dockerfile.view.text().split("\n")
    number = next(number for number, line in enumerate(lines, 1) if line.startswith(begin))
    page.files.dockerfile.view.go_to(number)
    return number


def type_before(page: DockerfilePage, begin: str, text: str) -> None:
    page.files.dockerfile.bar.edit.setChecked(True)
    go_to(page, begin)
    page.files.dockerfile.view.insertPlainText(text)
    page.files.dockerfile.take_text()


def test_a_line_tells_where_it_comes_from(page: DockerfilePage) -> None:
    go_to(page, "EXPOSE")
    evidence = page.files.dockerfile.evidence
    assert [row.cells[0] for row in evidence.rows.rows if row.cells[0]] == ["Port 80", "Port 8080"]
    assert evidence.rows.rows[0].cells[1].endswith("applicationHost.config:1")
    go_to(page, "FROM")
    assert "ASP.NET" in evidence.rule.text()
    assert evidence.rule.isVisible()
    page.files.dockerfile.view.go_to(1)
    assert "fixed text" in evidence.heading.text()
    assert evidence.rows.rows == ()


def test_a_site_shows_its_lines(page: DockerfilePage) -> None:
    page.show_site("Shop")
    assert page.files.dockerfile.view.marks
    lines = page.files.dockerfile.view.text().split("\n")
    marked = [lines[number - 1] for number in page.files.dockerfile.view.marks]
    assert 'COPY ["content/03/", "C:/shop/"]' in marked
    assert 'COPY ["content/01/", "C:/inetpub/wwwroot/"]' not in marked
    assert page.files.dockerfile.bar.site.currentData() == "Shop"


def test_an_edit_is_kept_as_a_patch_and_survives_another_choice(page: DockerfilePage, session: Session) -> None:
    type_before(page, "WORKDIR", "ENV TIER=test\n")
    assert [item.file for item in session.migration.edits] == ["Dockerfile"]
    assert page.note() == "Edited by hand"
    assert "added" in page.files.dockerfile.view.marks.values()
    own = go_to(page, "ENV TIER")
    assert page.files.dockerfile.evidence.rows.rows[0].cells[0] == "Written by you"
    session.update(selection=replace(session.migration.selection, windows="ltsc2019"))
    text = page.files.dockerfile.view.text()
    assert "ltsc2019" in text
    assert "\nENV TIER=test\nWORKDIR" in text
    assert own
    assert not page.warning()
    again = decode(encode(session.migration), "x")
    assert again.edits == session.migration.edits


def test_the_difference_and_back_to_what_was_generated(page: DockerfilePage, session: Session) -> None:
    bar = page.files.dockerfile.bar
    assert not bar.compare.isEnabled()
    type_before(page, "WORKDIR", "ENV TIER=test\n")
    bar.edit.setChecked(False)
    bar.compare.setChecked(True)
    assert page.files.dockerfile.diff.isVisible()
    assert list(page.files.dockerfile.diff.after.marks.values()) == ["added"]
    bar.undo.click()
    assert session.migration.edits == ()
    assert "TIER" not in page.files.dockerfile.view.text()
    assert not bar.compare.isChecked()
    assert page.note() == ""


def test_typing_keeps_the_cursor_and_becomes_an_edit_by_itself(
    page: DockerfilePage, session: Session, qtbot: QtBot
) -> None:
    page.files.dockerfile.bar.edit.setChecked(True)
    number = go_to(page, "WORKDIR")
    view = page.files.dockerfile.view
    view.moveCursor(QTextCursor.MoveOperation.EndOfLine)
    view.insertPlainText("/sub")
    qtbot.waitUntil(lambda: bool(session.migration.edits))
    assert view.line() == number
    assert view.textCursor().positionInBlock() == len("WORKDIR C:/inetpub/sub")
    view.insertPlainText("/more")
    assert page.leave()
    assert "sub/more" in session.files.edits[0].text


def test_what_was_typed_last_is_kept_when_editing_ends_at_once(page: DockerfilePage, session: Session) -> None:
    page.files.dockerfile.bar.edit.setChecked(True)
    go_to(page, "WORKDIR")
    page.files.dockerfile.view.insertPlainText("ENV TIER=test\n")
    page.files.dockerfile.bar.edit.setChecked(False)
    assert "\nENV TIER=test\nWORKDIR" in session.files.edits[0].text
    assert "\nENV TIER=test\nWORKDIR" in page.files.dockerfile.view.text()


def test_a_conflict_is_shown_and_can_be_dropped(settings: Settings, playing: Playing, qtbot: QtBot) -> None:
    text = "RUN long ago\n" * 5
    lost = make_edit("Dockerfile", text, text + "EXPOSE 1\n")
    session = played_session(settings, playing, edits=(lost,))
    page = DockerfilePage(session)
    qtbot.addWidget(page)
    page.enter()
    page.show()
    assert page.warning()
    assert "no place" in page.files.dockerfile.bar.conflict.text
    assert "EXPOSE 1" in page.files.dockerfile.bar._lost.toPlainText()
    page.files.dockerfile.bar._drop.click()
    assert session.migration.edits == ()
    assert not page.warning()
    assert page.files.dockerfile.bar.conflict.text == ""


def test_base_image_and_advice(page: DockerfilePage, session: Session) -> None:
    assert "aspnet:4.8.1-windowsservercore-ltsc2022" in page.base.reason.text
    assert page.base.advice[0].text.startswith("Process isolation: ")
    page.base.windows.setCurrentIndex(2)
    page.base.windows.activated.emit(2)
    assert session.migration.selection.windows == "ltsc2025"
    assert "ltsc2025" in page.files.dockerfile.view.text()
    page.base.base.setText("reg.example/my/base:1")
    page.base.base.editingFinished.emit()
    assert "FROM reg.example/my/base:1\n" in page.files.dockerfile.view.text()
    page.base.base.setText("not a name")
    page.base.base.editingFinished.emit()
    assert page.problem.text
    assert not page.can_next()
    assert page.action() is None
    page.base.base.setText("")
    page.base.base.editingFinished.emit()
    assert page.problem.text == ""
    page.base.keep.setChecked(True)
    page.base.tls.setChecked(True)
    assert session.migration.selection.keep_secrets
    assert session.migration.selection.tls_in_front


def test_without_a_target_the_engine_is_asked(settings: Settings, playing: Playing, qtbot: QtBot) -> None:
    def answer(request: DoctorRequest) -> DoctorResult:
        params: dict[str, str | int] = {"base": request.bases[0], "target": "HOST", "isolation": "process"}
        advice = Advice(request.bases[0], "process", True, "advice.runs", params)
        return DoctorResult((), advice=(advice, replace(advice, isolation="hyperv")))

    playing.answers["doctor"] = answer
    session = played_session(settings, playing)
    page = DockerfilePage(session)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    qtbot.waitUntil(lambda: "ltsc2022 runs on HOST" in page.base.advice[0].text)
    session.update(selection=replace(session.migration.selection, windows="ltsc2019"))
    qtbot.waitUntil(lambda: "ltsc2019 runs on HOST" in page.base.advice[1].text)
    assert playing.count("doctor") == 2


def test_configuration_before_and_after(page: DockerfilePage) -> None:
    page.files.setCurrentIndex(2)
    assert 'site name="Shop"' in page.files.configuration.after.text()
    assert 'site name="Shop"' not in page.files.configuration.before.text()
    assert "added" in page.files.configuration.after.marks.values()


def test_the_configuration_of_a_large_server_is_put_together_beside_the_window(
    page: DockerfilePage, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generated, "_LONG", 0)
    page.files.setCurrentIndex(2)
    after = page.files.configuration.after
    assert after.text().startswith("The configuration is being put together")
    qtbot.waitUntil(lambda: 'site name="Shop"' in after.text())
    assert 'site name="Default Web Site"' in after.text()
    # Of two choices the last is shown.
    session.update(selection=replace(session.migration.selection, sites=("Default Web Site",)))
    session.update(selection=replace(session.migration.selection, sites=("Shop",)))
    qtbot.waitUntil(lambda: 'site name="Shop"' in after.text())
    assert 'site name="Default Web Site"' not in after.text()


def test_another_file_is_shown_from_its_beginning(page: DockerfilePage) -> None:
    page.files.setCurrentIndex(3)
    paths = [row.key for row in page.files.scripts.rows]
    for path in ("evidence.json", "setup/iis.xslt"):
        page.files.script_table.setCurrentIndex(page.files.scripts.index(paths.index(path), 0))
        assert (page.files.script.path, page.files.script.text.line()) == (path, 1)
        page.files.script.text.go_to(9)


def test_other_files_can_be_seen_and_edited(page: DockerfilePage, session: Session) -> None:
    page.files.setCurrentIndex(6)
    paths = [row.key for row in page.files.context.rows]
    page.files.context_table.activated.emit(page.files.context.index(paths.index("setup/iis.xslt"), 0))
    assert page.files.script.path == "setup/iis.xslt"
    assert page.files.script.view.text() == text_of(next(f for f in session.rendered if f.path == "setup/iis.xslt"))
    assert page.files.script.bar.edit.isEnabled()
    page.files.context_table.activated.emit(page.files.context.index(paths.index("compose.yaml"), 0))
    assert page.files.currentWidget() is page.files.compose
    page.files.compose.bar.edit.setChecked(True)
    page.files.compose.view.insertPlainText("# mine\n")
    page.files.compose.take_text()
    assert [item.file for item in session.migration.edits] == ["compose.yaml"]
    assert page.note().startswith("1 file")


def test_the_record_of_evidence_cannot_be_edited(page: DockerfilePage) -> None:
    page.files.setCurrentIndex(6)
    paths = [row.key for row in page.files.context.rows]
    page.files.context_table.activated.emit(page.files.context.index(paths.index("evidence.json"), 0))
    assert page.files.script.path == "evidence.json"
    assert not page.files.script.bar.edit.isEnabled()


def test_secrets_stay_in_memory(settings: Settings, playing: Playing, qtbot: QtBot, tmp_path: Path) -> None:
    found = web01()
    facts = replace(found.applications[1], secrets=(secret(r"C:\shop\web.config", "Main"),))
    session = played_session(
        settings, playing, replace(found, applications=(found.applications[0], facts)), paths=("d",)
    )
    assert session.plan is not None
    assert session.plan.secrets
    page = DockerfilePage(session)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    page.files.setCurrentIndex(5)
    name = session.plan.secrets[0].variable
    field = page.files.secrets.fields[name]
    assert field.echoMode() == QLineEdit.EchoMode.Password
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert page.focusWidget() is page.files.secrets.visible
    field.setText("hunter2")
    assert session.secrets == {name: "hunter2"}
    page.files.secrets.visible.setChecked(True)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    session.save_as(tmp_path / "m.reberth")
    assert b"hunter2" not in (tmp_path / "m.reberth").read_bytes()
    session.update(selection=replace(session.migration.selection, windows="ltsc2019"))
    assert page.files.secrets.fields[name].text() == "hunter2"
    field.setText("")
    assert session.secrets == {}


def test_save_build_folder(page: DockerfilePage, session: Session, playing: Playing, qtbot: QtBot) -> None:
    type_before(page, "WORKDIR", "ENV TIER=test\n")
    page.save_to("/somewhere")
    work = playing.last("convert")
    assert (work.request.output, work.request.edits, work.request.force) == (
        "/somewhere",
        session.migration.edits,
        False,
    )
    assert page.action() is not None
    assert page.action()[0] == "&Cancel saving"  # type: ignore[index]
    work.say(Progress("phase.copy-content", 5, 10, "bytes"))
    qtbot.waitUntil(lambda: page.saving.progress.value == 0.5)
    assert session.plan is not None
    assert session.inventory is not None
    work.end(ConvertResult("/somewhere", session.plan, session.inventory, 7))
    qtbot.waitUntil(lambda: session.job("convert") is None)
    assert page.saving.outcome.text.startswith("The build folder is written: /somewhere, 7 content file")


def test_a_folder_that_is_not_empty_can_be_replaced(page: DockerfilePage, playing: Playing, qtbot: QtBot) -> None:
    told: list[ReberthError | None] = []
    page.failed.connect(told.append)
    page.save_to("/full")
    playing.last("convert").fail("output.folder-not-empty", folder="/full")
    qtbot.waitUntil(lambda: bool(told) and told[-1] is not None)
    assert isinstance(told[-1], ReberthError)
    remedies = page.remedies(told[-1])
    assert len(remedies) == 2
    remedies[0][1]()
    assert playing.last("convert").request.force
    page.action()[1]()  # type: ignore[index]
    qtbot.waitUntil(lambda: "Nothing was written" in page.saving.outcome.text)
