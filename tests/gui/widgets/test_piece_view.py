"""A long text is shown in pieces, and still is one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reberth_gui.models.quantities import count_text
from reberth_gui.widgets.piece_bar import PIECE, piece_of
from reberth_gui.widgets.piece_view import PieceView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LINES = tuple(f"line {number}" for number in range(1, PIECE * 5 // 2 + 1))


@pytest.fixture
def text(qtbot: QtBot) -> PieceView:
    view = PieceView("File")
    qtbot.addWidget(view)
    view.show_lines(LINES, "text")
    return view


@given(st.integers(0, 9 * PIECE), st.integers(0, 9 * PIECE))
def test_every_line_is_in_its_piece(line: int, count: int) -> None:
    piece = piece_of(line, count)
    assert len(piece) <= PIECE
    assert piece.stop <= count
    assert line in piece or line >= count


def test_pieces_are_turned(text: PieceView) -> None:
    assert text.view.text().startswith("line 1\n")
    assert text.view.blockCount() == PIECE
    assert not text.bar.isHidden()
    assert text.bar.label.text() == f"Lines 1 to {count_text(PIECE)} of {count_text(len(LINES))}"
    assert not text.bar.before.isEnabled()
    text.bar.after.click()
    text.bar.after.click()
    assert text.view.text().split("\n")[-2] == LINES[-1]
    assert (text.line(), text.bar.after.isEnabled()) == (2 * PIECE + 1, False)
    text.bar.before.click()
    assert text.line() == PIECE + 1
    assert text.text() == "".join(f"{line}\n" for line in LINES)


def test_a_short_text_is_shown_whole(text: PieceView) -> None:
    text.go_to(PIECE + 7)
    text.show_lines(("one", ""), "text")
    assert text.bar.isHidden()
    assert (text.text(), text.view.blockCount()) == ("one\n\n", 2)


def test_the_same_line_of_another_piece_is_told(text: PieceView) -> None:
    heard: list[int] = []
    text.line_changed.connect(heard.append)
    text.bar.after.click()
    assert heard[-1] == PIECE + 1


def test_marks_stand_on_their_lines(text: PieceView) -> None:
    text.set_marks({3: "added", PIECE + 5: "current"})
    assert text.view.marks == {3: "added"}
    text.go_to(PIECE + 5)
    assert text.view.marks == {5: "current"}


def test_words_are_found_in_all_pieces(text: PieceView) -> None:
    text.search.pattern.setText("LINE 2400")
    text.search.look()
    assert (text.line(), text.view.textCursor().selectedText()) == (2400, "line 2400")
    text.search.pattern.setText("line 17")
    text.search.look()
    assert text.line() == 17
    text.search.look(backward=True)
    assert text.line() == 1799
    text.search.pattern.setText("nowhere")
    text.search.look()
    assert (text.line(), text.search.found.text()) == (1799, "Not found")
    text.search.pattern.clear()
    assert text.search.found.text() == ""


def test_what_is_edited_is_whole_and_keeps_its_place(text: PieceView) -> None:
    text.go_to(PIECE + 5)
    text.set_editable(True)
    assert (text.line(), text.view.blockCount(), text.bar.isHidden()) == (PIECE + 5, len(LINES), True)
    text.view.insertPlainText("my ")
    assert text.text().split("\n")[PIECE + 4] == "my line 1005"
    text.show_lines(text.text().removesuffix("\n").split("\n"), "text")
    text.set_editable(False)
    assert (text.line(), text.view.blockCount(), text.bar.isHidden()) == (PIECE + 5, PIECE, False)
    assert "my line 1005\n" in text.text()
