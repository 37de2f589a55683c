from __future__ import annotations

from typing import TYPE_CHECKING

from reberth_gui.widgets.wrapping import WrappingLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_is_as_high_as_its_text_at_its_width(qtbot: QtBot) -> None:
    label = WrappingLabel()
    qtbot.addWidget(label)
    label.show()
    label.resize(600, 10)
    label.setText("word " * 30)
    wide = label.minimumHeight()
    label.resize(200, 10)
    assert label.minimumHeight() == label.heightForWidth(200) > wide >= label.fontMetrics().height()
    label.setText("word")
    assert label.minimumHeight() < wide * 2
