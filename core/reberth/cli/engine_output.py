"""What an engine does, line by line on stderr: steps with their Dockerfile lines, output of commands, layers."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reberth.cli.output import progress
from reberth.model.events import LayerProgress, Note, Output, StepDone, StepStarted
from reberth_resources.catalogue import message, shown

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from reberth.model.events import Emit, Event

# Of these the last word only is worth a line where no bar can be drawn.
_ENDS = ("complete", "exists", "Pushed", "up to date", "Mounted")


def add_endpoint(parser: argparse.ArgumentParser) -> None:
    """The engine's address."""
    text = "the engine's address, as in DOCKER_HOST (default: DOCKER_HOST, else Docker's current context)"
    parser.add_argument("--endpoint", default="", metavar="URL", help=text)


@contextmanager
def engine_progress(*, quiet: bool = False) -> Iterator[Emit]:
    """An ``emit`` that shows everything an engine says on stderr; with ``quiet`` only a bar on a terminal."""
    with progress() as bar:

        def emit(event: Event) -> None:
            text = "" if quiet else _line(event)
            if text:
                sys.stderr.write(f"{shown(text)}\n")
                sys.stderr.flush()
            bar(event)

        yield emit


def write_output(event: Event) -> None:
    """An ``emit`` that writes output to where it was written: standard output or error."""
    if isinstance(event, Output):
        stream = sys.stderr if event.stream == "stderr" else sys.stdout
        # A terminal obeys escape sequences; a file gets what was written.
        stream.write(f"{shown(event.text) if stream.isatty() else event.text}\n")
        stream.flush()


def _line(event: Event) -> str:
    """The event as a line, or nothing."""
    if isinstance(event, StepStarted):
        place = f" (line {event.line})" if event.line else ""
        return f"[{event.number}/{event.total}]{place} {event.text}"
    if isinstance(event, StepDone):
        return "      " + ("as built before" if event.cached else f"{event.seconds:.1f} s")
    if isinstance(event, Output):
        return f"    | {event.text}"
    if isinstance(event, Note):
        words = message(event.code, event.params)
        # A terminal's bar tells the sentence itself; of advice the way out matters most.
        told = "" if sys.stderr.isatty() else f"Note: {words.sentence}"
        return f"{told} {words.action}".strip() if event.code.startswith("advice.") else told
    if isinstance(event, LayerProgress) and event.state.endswith(_ENDS):
        return f"    {event.layer}: {event.state}"
    return ""
