"""Progress on stderr, results on stdout."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from reberth.model.events import Note, silent
from reberth.model.events import Progress as ProgressEvent
from reberth_resources.catalogue import message, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.events import Emit, Event


@contextmanager
def progress() -> Iterator[Emit]:
    """An ``emit`` that draws a bar on a terminal and is silent elsewhere."""
    if not sys.stderr.isatty():
        yield silent
        return
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


def say(text: str = "") -> None:
    """A line of the result, safe for any terminal."""
    sys.stdout.write("\n".join(shown(line) for line in text.split("\n")) + "\n")


def say_json(value: object) -> None:
    """The result for machines."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def size_of(number: int) -> str:
    """Bytes for people."""
    value = float(number)
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if value < 1024 or unit == "GiB":
            return f"{value:,.0f} {unit}" if unit == "bytes" else f"{value:,.1f} {unit}"
        value /= 1024
    return ""
