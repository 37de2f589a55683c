"""Qt palettes of our colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from reberth_gui.style.colours import Colours

_ROLE = QPalette.ColorRole


def palette_of(colours: Colours) -> QPalette:
    """The palette of a theme; roles that only shade are left to Qt, which makes them from the button's colour."""
    palette = QPalette(QColor(colours.button), QColor(colours.window))
    roles = {
        _ROLE.Window: colours.window,
        _ROLE.WindowText: colours.text,
        _ROLE.Base: colours.base,
        _ROLE.AlternateBase: colours.stripe,
        _ROLE.Text: colours.text,
        _ROLE.Button: colours.button,
        _ROLE.ButtonText: colours.text,
        _ROLE.BrightText: colours.bad,
        _ROLE.Highlight: colours.accent,
        _ROLE.HighlightedText: colours.on_accent,
        _ROLE.Accent: colours.accent,
        _ROLE.Link: colours.link,
        _ROLE.LinkVisited: colours.link,
        _ROLE.ToolTipBase: colours.base,
        _ROLE.ToolTipText: colours.text,
        _ROLE.PlaceholderText: colours.muted,
        _ROLE.Mid: colours.edge,
        _ROLE.Midlight: colours.rule,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, _ROLE.Highlight, QColor(colours.rule))
    palette.setColor(QPalette.ColorGroup.Disabled, _ROLE.HighlightedText, QColor(colours.text))
    return palette
