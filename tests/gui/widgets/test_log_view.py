from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractSlider, QApplication

from reberth_gui.widgets.log_view import MOST_LINES, LogLine, LogView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def log(qtbot: QtBot, count: int) -> LogView:
    view = LogView("Build log")
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    view.add([LogLine(f"line {number}") for number in range(count)])
    return view


def test_the_oldest_fall_out_and_the_newest_is_in_sight(qtbot: QtBot) -> None:
    view = log(qtbot, 0)
    for batch in range(45):
        view.add([LogLine(f"line {batch * 500 + number}") for number in range(500)])
    assert view.view.blockCount() == MOST_LINES
    assert view.text().startswith("line 2500\n")
    assert view.text().endswith("\nline 22499")
    bar = view.view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


def test_who_scrolls_up_is_left_alone(qtbot: QtBot) -> None:
    view = log(qtbot, 300)
    bar = view.view.verticalScrollBar()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    assert not view.follow.isChecked()
    view.add([LogLine("more")])
    assert bar.value() == 0
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
    assert view.follow.isChecked()
    view.add([LogLine("more")])
    assert bar.value() == bar.maximum()


def test_search_goes_round(qtbot: QtBot) -> None:
    view = log(qtbot, 50)
    view.search.pattern.setText("line 4")
    places = []
    for _ in range(12):
        view.search.look()
        places.append(view.view.textCursor().block().text())
    assert places[:3] == ["line 4", "line 40", "line 41"]
    assert places[11] == "line 4"
    view.search.look(backward=True)
    assert view.view.textCursor().block().text() == "line 49"
    view.search.pattern.setText("nowhere")
    view.search.look()
    assert view.search.found.text() == "Not found"
    view.search.pattern.clear()
    view.search.look()
    assert view.search.found.text() == ""


def test_roles_are_coloured_and_recoloured(qtbot: QtBot) -> None:
    view = log(qtbot, 1)
    view.add([LogLine("Step 1/2 : FROM x", "step"), LogLine("oh no", "stderr"), LogLine("fine")])

    def colours() -> list[str]:
        found = []
        block = view.view.document().begin()
        while block.isValid():
            found.append(block.begin().fragment().charFormat().foreground().color().name())
            block = block.next()
        return found

    before = colours()
    assert len(before) == 4
    assert len(set(before)) == 3
    QApplication.sendEvent(view, QEvent(QEvent.Type.PaletteChange))
    assert colours() == before


def test_a_line_is_shown(qtbot: QtBot) -> None:
    view = log(qtbot, 300)
    assert view.show_line("line 7")
    assert view.view.textCursor().block().text() == "line 7"
    assert not view.show_line("line 999")
    view.clear()
    assert view.text() == ""
