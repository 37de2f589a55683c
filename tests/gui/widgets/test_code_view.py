from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reberth_gui.style.theme import colour
from reberth_gui.widgets.code_view import CodeView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXT = "# escape=`\nFROM x\n\nCOPY a b\n"


def test_text_lines_and_marks(qtbot: QtBot) -> None:
    view = CodeView("Dockerfile")
    qtbot.addWidget(view)
    view.set_text(TEXT, "dockerfile")
    assert view.text() == TEXT
    view.set_marks({2: "added", 4: "bad", 9: "bad"})
    assert view.marks == {2: "added", 4: "bad", 9: "bad"}
    view.resize(300, 200)
    view.show()
    seen = view.viewport().grab().toImage()
    height = view.fontMetrics().height()
    top = round(view.contentOffset().y() + height / 2)
    edge = seen.width() - 3
    painted = [seen.pixelColor(edge, top + row * height).name() for row in range(6)]
    assert painted == [colour(name).name() for name in ("base", "added", "base", "bad", "base", "base")]
    assert view.isReadOnly()
    assert view.accessibleName() == "Dockerfile"


def test_the_line_is_told_when_the_cursor_moves(qtbot: QtBot) -> None:
    view = CodeView("Dockerfile")
    qtbot.addWidget(view)
    view.set_text(TEXT, "dockerfile")
    heard: list[int] = []
    view.line_changed.connect(heard.append)
    view.show()
    QTest.keyClick(view, Qt.Key.Key_Down)
    view.go_to(4)
    view.go_to(4)
    assert heard == [2, 4]


def test_colours_are_there_and_survive_typing(qtbot: QtBot) -> None:
    view = CodeView("Dockerfile")
    qtbot.addWidget(view)
    view.set_text(TEXT, "dockerfile")
    view.set_editable(True)
    view.go_to(2)
    QTest.keyClicks(view, "#")
    assert view.text().split("\n")[1] == "#FROM x"
    forms = view.document().findBlockByNumber(1).layout().formats()
    assert [(item.start, item.length) for item in forms] == [(0, 7)]


def test_a_very_long_text_has_no_colours(qtbot: QtBot) -> None:
    view = CodeView("Dockerfile")
    qtbot.addWidget(view)
    view.set_text("RUN x\n" * 6000, "dockerfile")
    assert view.document().firstBlock().layout().formats() == []
    view.set_text("RUN x\n", "dockerfile")
    qtbot.waitUntil(lambda: len(view.document().firstBlock().layout().formats()) == 1)


def test_a_new_text_keeps_the_place(qtbot: QtBot) -> None:
    view = CodeView("Dockerfile")
    qtbot.addWidget(view)
    view.set_text(TEXT * 50, "dockerfile")
    view.go_to(120)
    view.set_text("# new\n" + TEXT * 50, "dockerfile")
    assert view.line() == 120
