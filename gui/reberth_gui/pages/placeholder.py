"""A page that is not written yet."""

from __future__ import annotations

from reberth_gui.shell.page import Page


class PlaceholderPage(Page):
    """Nothing but a place."""

    def title(self) -> str:
        """Nothing to do here yet."""
        return "-"
