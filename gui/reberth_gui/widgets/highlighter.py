"""Colours for code, in the theme's own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat

from reberth_gui.style.theme import colour
from reberth_gui.widgets.syntax import read_line

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from reberth_gui.widgets.syntax import Language

# A minified script in one line would hold the window up for nobody's good.
_LONGEST = 5000


class Highlighter(QSyntaxHighlighter):
    """Colours a document; :meth:`QSyntaxHighlighter.rehighlight` after another theme was chosen."""

    def __init__(self, document: QTextDocument, language: Language = "text") -> None:
        """Colour ``document``."""
        super().__init__(document)
        self.language: Language = language

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        if len(text) > _LONGEST:
            self.setCurrentBlockState(self.previousBlockState())
            return
        line = read_line(self.language, text, self.previousBlockState())
        for token in line.tokens:
            self.setFormat(token.start, token.length, _form(colour(token.kind).rgba()))
        self.setCurrentBlockState(line.state)


@cache
def _form(rgba: int) -> QTextCharFormat:
    """Made once for each colour of a theme: a piece of text has ten thousand tokens."""
    form = QTextCharFormat()
    form.setForeground(QColor.fromRgba(rgba))
    return form
