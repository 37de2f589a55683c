"""Progress bars; apart from the rest because drawing them costs more to import than most commands need in all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from reberth.model.events import Note
from reberth.model.events import Progress as ProgressEvent
from reberth_resources.catalogue import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.events import Emit, Event


@contextmanager
def bars() -> Iterator[Emit]:
    """An ``emit`` that draws a bar on standard error while this is open."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as steps:
        task = steps.add_task("", total=None)

        def emit(event: Event) -> None:
            if isinstance(event, ProgressEvent):
                words = message(event.phase).sentence
                steps.update(task, description=words, completed=event.done, total=event.total or None)
            elif isinstance(event, Note):
                console.print(message(event.code, event.params).sentence, markup=False)

        yield emit
