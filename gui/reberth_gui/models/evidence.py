"""Evidence in words: where a thing was seen."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.evidence import Evidence


def place_text(evidence: Evidence) -> str:
    """A place in a line: file or key, line, what inside."""
    line = f":{evidence.line}" if evidence.line else ""
    return shown(f"{evidence.source}{line} {evidence.location}".strip())


def places_html(title: str, places: Iterable[Evidence]) -> str:
    """A paragraph with a place in each line; "" without any."""
    lines = "<br>".join(html.escape(place_text(place)) for place in places)
    return f"<p>{html.escape(title)}<br>{lines}</p>" if lines else ""
