from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reberth_gui.widgets.diff_view import DiffView
from reberth_gui.widgets.differences import hunks, side_by_side
from reberth_gui.widgets.piece_bar import PIECE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BEFORE = "a\nb\nc\nd\ne\n"
AFTER = "a\nB\nc\nd\ne\nf\n"


def test_rows() -> None:
    rows = side_by_side(BEFORE, AFTER)
    assert [(row.kind, row.number_before, row.number_after) for row in rows] == [
        ("same", 1, 1),
        ("changed", 2, 2),
        ("same", 3, 3),
        ("same", 4, 4),
        ("same", 5, 5),
        ("added", 0, 6),
    ]
    assert hunks(rows) == (1, 5)
    assert [row.kind for row in side_by_side("x\n", "")] == ["removed"]


LINES = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12).map(lambda lines: "".join(f"{x}\n" for x in lines))


@given(LINES, LINES)
def test_no_line_is_lost(before: str, after: str) -> None:
    rows = side_by_side(before, after)
    assert "".join(row.before + "\n" for row in rows if row.number_before) == before
    assert "".join(row.after + "\n" for row in rows if row.number_after) == after


def test_view_marks_and_steps(qtbot: QtBot) -> None:
    view = DiffView("Generated", "Yours")
    qtbot.addWidget(view)
    view.show_texts(BEFORE, AFTER, "text")
    assert view.before.marks == {2: "changed"}
    assert view.after.marks == {2: "changed", 6: "added"}
    assert view.count.text().startswith("2 difference")
    assert view.after.line() == 2
    view.step(1)
    assert (view.after.line(), view.before.line()) == (6, 6)
    view.step(1)
    assert view.after.line() == 2
    view.step(-1)
    assert view.after.line() == 6


def test_no_difference(qtbot: QtBot) -> None:
    view = DiffView("Generated", "Yours")
    qtbot.addWidget(view)
    view.show_texts(BEFORE, BEFORE, "text")
    assert view.count.text() == "No difference"
    view.step(1)
    assert view.after.line() == 1


def test_a_long_difference_is_stepped_through_in_pieces(qtbot: QtBot) -> None:
    view = DiffView("before", "after")
    qtbot.addWidget(view)
    lines = [f"line {number}" for number in range(PIECE * 2)]
    mine = [*lines]
    mine[5], mine[-5] = "mine", "mine too"
    view.show_texts("\n".join(lines), "\n".join(mine), "text")
    assert (view.after.line(), view.after.blockCount()) == (6, PIECE)
    view.step(1)
    assert view.after.text().split("\n")[view.after.line() - 1] == "mine too"
    assert view.before.text().split("\n")[view.before.line() - 1] == lines[-5]
    assert view.after.marks == {view.after.line(): "changed"}
    view.step(1)
    assert view.after.text().split("\n")[view.after.line() - 1] == "mine"
    view.pieces.after.click()
    assert view.before.text().startswith(f"line {PIECE}\n")
