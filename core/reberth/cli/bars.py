"""Progress bars; apart from the rest because drawing them costs more to import than most commands need in all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from reberth.model.events import LayerProgress, Note, StepStarted
from reberth.model.events import Progress as ProgressEvent
from reberth_resources.catalogue import message, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.events import Emit, Event

_MOST_TEXT = 60


@contextmanager
def bars() -> Iterator[Emit]:
    """An ``emit`` that draws a bar on standard error while this is open."""
    console = Console(stderr=True)
    words = TextColumn("{task.description}", markup=False)
    with Progress(SpinnerColumn(), words, BarColumn(), TimeElapsedColumn(), console=console, transient=True) as steps:
        task = steps.add_task("", total=None)
        layers = Layers()

        def emit(event: Event) -> None:
            if isinstance(event, ProgressEvent):
                steps.update(
                    task, description=message(event.phase).sentence, completed=event.done, total=event.total or None
                )
            elif isinstance(event, StepStarted):
                text = shown(f"{event.number}/{event.total} {event.text}")[:_MOST_TEXT]
                steps.update(task, description=text, completed=event.number - 1, total=event.total)
            elif isinstance(event, LayerProgress) and event.total:
                done, total = layers.take(event)
                text = shown(f"{event.state} {done >> 20:,} of {total >> 20:,} MB")
                steps.update(task, description=text, completed=done, total=total)
            elif isinstance(event, Note):
                console.print(message(event.code, event.params).sentence, markup=False)

        yield emit


class Layers:
    """The layers of a pull or push together: one bar for those that are downloaded, then one as they are unpacked."""

    def __init__(self) -> None:
        """None is known yet."""
        self._amounts: dict[str, dict[str, tuple[int, int]]] = {}

    def take(self, event: LayerProgress) -> tuple[int, int]:
        """Bytes done and in all of the layers that are, or were, in the same state."""
        amounts = self._amounts.setdefault(event.state, {})
        amounts[event.layer] = (event.done, event.total)
        return sum(done for done, _ in amounts.values()), sum(total for _, total in amounts.values())
