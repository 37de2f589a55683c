"""The font of code and logs: letters of one width, or columns and line numbers stand askew."""

from __future__ import annotations

import os

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

# Qt names "Courier New" as the system's own on Windows: it is thin, and not on every one (Server Core, Wine).
_WINDOWS = ("Cascadia Mono", "Consolas", "Courier New", "Lucida Console", "Liberation Mono", "DejaVu Sans Mono")
_OTHERS = ("DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono", "Menlo")


def fixed_font() -> QFont:
    """The system's font of fixed pitch, in its size; where that is missing, one that is there and really is fixed."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setFamilies(_WINDOWS if os.name == "nt" else (font.family(), *_OTHERS))
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    if not QFontInfo(font).fixedPitch():
        fixed = [name for name in QFontDatabase.families() if QFontDatabase.isFixedPitch(name)]
        # A bitmap font such as Fixedsys knows no other size than its own.
        fixed.sort(key=lambda name: not QFontDatabase.isSmoothlyScalable(name))
        font.setFamilies(fixed[:1] or font.families())
    return font
