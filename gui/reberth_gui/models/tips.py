"""What a pointer on a thing is told, as it stands: Qt would take text that looks like HTML for HTML.

A name from a disk could then load a picture from somebody's share, and hand over a sign-in with that.
"""

from __future__ import annotations

import html


def plain_tip(text: str) -> str:
    """The text for a tool tip, in which nothing is HTML."""
    if "<" not in text:
        return text
    lines = html.escape(text).replace("\n", "<br>")
    return f"<span>{lines}</span>"
