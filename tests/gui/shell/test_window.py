"""The window around the pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from reberth.jobs.table import LOGS, REMOVE, SCAN
from reberth.migration.flow import NAMES
from reberth.model.engine_requests import LogsRequest, RemoveRequest
from reberth.model.errors import ReberthError
from reberth.model.requests import ScanRequest
from reberth.model.selection import Selection
from reberth_gui.shell import elevation, window
from reberth_gui.shell.step_model import STEP_ROLE
from reberth_gui.shell.window import Window
from tests.gui.acting import Directed
from tests.gui.session.test_session import server
from tests.gui.shell.fakes import FakePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from reberth_gui.session.session import Session


@pytest.fixture
def shell(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> Window:
    monkeypatch.setattr(window, "make_page", lambda name, session: FakePage(session, name))
    shown = Window(session)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def scanned(shell: Window) -> Window:
    shell.session.update(paths=("/disks/server.vhdx",))
    shell.session.take(server())
    shell.refresh()
    return shell


def fake(shell: Window, name: str) -> FakePage:
    page = shell.page(name)
    assert isinstance(page, FakePage)
    return page


def states(shell: Window) -> dict[str, str]:
    model = shell.steps.steps
    steps = [model.index(row).data(STEP_ROLE) for row in range(model.rowCount())]
    return {step.name: step.state for step in steps}


def test_it_begins_with_the_image_and_everything_else_locked(shell: Window) -> None:
    assert states(shell) == {"image": "current"} | dict.fromkeys(NAMES[1:], "locked")
    assert shell.heading.text() == "The image"
    assert not shell.commands.back_button.isVisible()
    assert not shell.commands.next_button.isEnabled()
    assert "Scan the disks first" in shell.commands.next_button.toolTip()
    assert not shell.commands.action_button.isVisible()


def test_next_goes_on_and_the_step_is_done(scanned: Window) -> None:
    scanned.commands.next_button.click()
    assert scanned.current == "artifacts"
    assert states(scanned)["image"] == "done"
    assert scanned.commands.back_button.isVisible()
    assert scanned.commands.next_button.text() == "From artifacts"
    scanned.commands.back_button.click()
    assert scanned.current == "image"
    assert fake(scanned, "image").entered == 2


def test_a_page_may_hold_on(scanned: Window) -> None:
    fake(scanned, "image").lets_go = False
    scanned.go_on()
    scanned.go("sites")
    assert scanned.current == "image"
    fake(scanned, "image").lets_go = True
    fake(scanned, "image").next_possible = False
    scanned.go_on()
    assert scanned.current == "image"


def test_a_change_marks_what_depends_on_it_and_only_that(scanned: Window) -> None:
    for _ in range(4):
        scanned.go_on()
    scanned.go("sites")
    scanned.session.update(selection=Selection(sites=("Shop",)))
    scanned.refresh()
    now = states(scanned)
    assert now["readiness"] == "look-again"
    assert now["image"] == now["artifacts"] == "done"
    row = scanned.steps.steps.index(NAMES.index("readiness"))
    assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "Readiness, Needs another look"
    assert row.data(STEP_ROLE).second_line == "Needs another look"


def test_finished_steps_can_be_clicked_and_locked_ones_not(scanned: Window) -> None:
    scanned.go_on()

    def click(name: str) -> None:
        index = scanned.steps.steps.index(NAMES.index(name))
        place = scanned.steps.visualRect(index).center()
        QTest.mouseClick(scanned.steps.viewport(), Qt.MouseButton.LeftButton, pos=place)

    click("image")
    assert scanned.current == "image"
    click("run")
    assert scanned.current == "image"
    click("dockerfile")
    assert scanned.current == "dockerfile"


def test_the_keyboard_walks_the_steps(scanned: Window) -> None:
    scanned.steps.setFocus()
    QTest.keyClick(scanned.steps, Qt.Key.Key_Down)
    assert scanned.current == "image"
    QTest.keyClick(scanned.steps, Qt.Key.Key_Down)
    QTest.keyClick(scanned.steps, Qt.Key.Key_Return)
    assert scanned.current == "sites"
    QTest.keyClick(scanned, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert scanned.current == "artifacts"


def test_notes_and_warnings_of_pages_are_in_the_list(qtbot: QtBot, scanned: Window) -> None:
    scanned.go_on()
    page = fake(scanned, "image")
    page.second, page.warns = "2 disks", True
    page.changed.emit()
    qtbot.waitUntil(lambda: states(scanned)["image"] == "warning")
    text = scanned.steps.steps.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "Image, 2 disks, Done, with a warning"


def test_the_job_action_is_named_after_the_act(qtbot: QtBot, shell: Window) -> None:
    page = fake(shell, "image")
    done: list[str] = []
    page.act = ("&Scan", lambda: done.append("scan"))
    page.changed.emit()
    qtbot.waitUntil(shell.commands.action_button.isVisible)
    assert shell.commands.action_button.text() == "&Scan"
    shell.commands.action_button.click()
    assert done == ["scan"]


def test_an_error_says_what_why_and_what_to_do(scanned: Window) -> None:
    page = fake(scanned, "image")
    done: list[str] = []
    page.help = [("Choose another disk", lambda: done.append("choose"))]
    error = ReberthError("source.empty", name="server.vhdx")
    error.add_note("Job: 7f3a, scan")
    page.failed.emit(error)
    panel = scanned.errors
    assert panel.isVisible()
    assert panel.heading.text() == "server.vhdx is empty."
    assert panel.cause.text()
    assert panel.advice.text()
    assert not panel.details.isVisible()
    panel.details_button.click()
    assert "Code: source.empty" in panel.details.toPlainText()
    assert "Job: 7f3a, scan" in panel.details.toPlainText()
    panel.copy_button.click()
    assert "server.vhdx is empty." in QGuiApplication.clipboard().text()
    assert "Job: 7f3a" in QGuiApplication.clipboard().text()
    button = next(item for item in panel.findChildren(QPushButton) if item.text() == "Choose another disk")
    button.click()
    assert done == ["choose"]
    scanned.go_on()
    assert not panel.isVisible()
    scanned.go_back()
    assert panel.isVisible()
    QTest.keyClick(panel.heading, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    scanned.go_on()
    scanned.go_back()
    assert not panel.isVisible()


def test_an_error_of_a_page_that_is_not_on_screen_waits_for_it(scanned: Window) -> None:
    page = fake(scanned, "build")
    page.failed.emit(ReberthError("source.empty", name="x"))
    assert not scanned.errors.isVisible()
    scanned.go("build")
    assert scanned.errors.isVisible()
    page.failed.emit(None)
    assert not scanned.errors.isVisible()


def drop(shell: Window, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    rest = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(9, 9), *rest)
    entering.ignore()
    shell.dragEnterEvent(entering)
    if entering.isAccepted():
        shell.dropEvent(QDropEvent(QPoint(9, 9), *rest))
    return entering.isAccepted()


def test_documents_are_opened_and_disks_go_to_the_image_page(qtbot: QtBot, scanned: Window) -> None:
    scanned.go_on()
    with qtbot.waitSignal(scanned.open_wanted) as opened:
        assert drop(scanned, Path("/a/one.REBERTH"), Path("/a/server.vhdx"))
    assert opened.args == [Path("/a/one.REBERTH")]
    assert scanned.current == "image"
    assert fake(scanned, "image").dropped == [str(Path("/a/server.vhdx"))]
    assert not drop(scanned)


class Answering:
    """Presses a button of the question as soon as it is there, and keeps what it said."""

    def __init__(self, text: str) -> None:
        self.said: list[str] = []
        self._text = text
        self._timer = QTimer()
        self._timer.timeout.connect(self._press)
        self._timer.start(10)

    def _press(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            self._timer.stop()
            self.said.append(box.text())
            next(button for button in box.buttons() if self._text in button.text()).click()


def test_closing_with_a_running_job_asks_once(qtbot: QtBot, scanned: Window) -> None:
    work = Directed()
    scanned.session.make_work = lambda _verb, _request: work
    scanned.session.start(SCAN, ScanRequest(("a",)))
    stay = Answering("Stay")
    scanned.close()
    assert stay.said == ["A job is still running."]
    assert scanned.isVisible()
    assert work.cancels == 0
    end = Answering("End the job")
    scanned.close()
    assert end.said == ["A job is still running."]
    assert work.cancels == 1
    assert scanned.isVisible()
    assert scanned.windowTitle().startswith("Ending the job")
    with qtbot.waitSignal(scanned.closed):
        work.end(ReberthError("cancelled.by-user"))
    assert not scanned.isVisible()
    assert scanned.session.path is not None
    assert scanned.session.path.is_file()


def test_closing_with_a_container_asks_and_waits_until_it_is_gone(qtbot: QtBot, scanned: Window) -> None:
    page = fake(scanned, "run")
    page.held = True
    removing, logging = Directed(), Directed()
    scanned.session.make_work = lambda verb, _request: removing if verb is REMOVE else logging
    scanned.session.start(LOGS, LogsRequest("web"))
    stay = Answering("Stay")
    scanned.close()
    assert stay.said == ["The container of the test run is still there."]
    assert page.asked_to_let_go == 0
    end = Answering("Remove the container")
    scanned.close()
    assert end.said == stay.said
    assert (page.asked_to_let_go, logging.cancels) == (1, 1)
    scanned.session.start(REMOVE, RemoveRequest(("web",)))
    logging.end(ReberthError("cancelled.by-user"))
    qtbot.waitUntil(lambda: scanned.session.job("logs") is None)
    # Who is impatient is not asked again, and does not keep the container alive.
    scanned.close()
    assert scanned.isVisible()
    page.held = False
    with qtbot.waitSignal(scanned.closed):
        removing.end(None)
    assert removing.cancels == 0


def test_choices_that_cannot_be_saved_are_not_lost_unasked(qtbot: QtBot, scanned: Window, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    scanned.session.path = tmp_path / "file" / "one.reberth"
    scanned.session.update(tag="web")
    stay = Answering("Stay")
    scanned.close()
    assert stay.said == ["The migration cannot be saved."]
    assert scanned.isVisible()
    assert scanned.errors.error is not None
    end = Answering("without saving")
    with qtbot.waitSignal(scanned.closed):
        scanned.close()
    assert end.said == stay.said


def test_closing_without_a_job_asks_nothing(qtbot: QtBot, scanned: Window) -> None:
    with qtbot.waitSignal(scanned.closed):
        scanned.close()
    assert not scanned.session.settings.geometry().isEmpty()


def test_an_elevated_window_explains_the_drop(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    monkeypatch.setattr(elevation, "is_elevated", lambda: False)
    assert elevation.elevation_banner(parent) is None
    monkeypatch.setattr(elevation, "is_elevated", lambda: True)
    shown = elevation.elevation_banner(parent)
    assert shown is not None
    assert "Explorer" in shown.text
    shown.button.click()
    assert not shown.isVisible()


def test_nothing_comes_up_before_the_window(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, session: Session, qapp: QApplication
) -> None:
    """A part that shows itself while it has no parent flashes as a window of its own."""
    came_up: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                came_up.append(type(watched).__name__)
            return False

    monkeypatch.setattr(elevation, "is_elevated", lambda: True)
    watch = Watch()
    qapp.installEventFilter(watch)
    shell = Window(session)
    qtbot.addWidget(shell)
    for name in NAMES:
        shell.page(name)
    shell.show()
    qapp.removeEventFilter(watch)
    assert came_up == ["Window"]
    assert shell.banner is not None
    assert shell.banner.isVisible()


def test_the_window_is_called_after_the_migration(scanned: Window, tmp_path: Path) -> None:
    scanned.session.save_as(tmp_path / "Shop move.reberth")
    scanned.refresh()
    assert scanned.windowTitle() == "Shop move \N{EN DASH} Reberth"
