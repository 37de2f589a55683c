"""Progress events in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.events import LayerProgress, Progress
from reberth_gui.language import words

if TYPE_CHECKING:
    from reberth.model.events import Event
    from reberth_gui.widgets.progress_line import ProgressLine


def show_progress(line: ProgressLine, events: list[Event]) -> None:
    """Move a bar with each event that tells how far a phase has come."""
    for event in events:
        if isinstance(event, Progress):
            line.go_on(event.done / event.total if event.total else 0.0, words(event.phase).sentence)


def progress_text(text: str, events: list[Event]) -> str:
    """The newest figure behind a text."""
    for event in reversed(events):
        if isinstance(event, Progress | LayerProgress) and event.total:
            return f"{text}   {100 * event.done // event.total} %"
    return text
