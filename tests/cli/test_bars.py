"""Bars on a terminal: which step runs, how much of a base image has come."""

from __future__ import annotations

import io
import re
import sys

import pytest

from reberth.cli.bars import Layers, bars
from reberth.cli.output import progress
from reberth.model.events import LayerProgress, Note, Progress, StepStarted, silent


class Terminal(io.StringIO):
    """A terminal that keeps what was written."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Progress("phase.copy-content", 1, 2), "Copying content"),
        (StepStarted(3, 7, "RUN [bold]dism[/bold] \x1b[2J"), "3/7 RUN [bold]dism[/bold] \\u001b[2J"),
        (LayerProgress("a", "Downloading", 3 << 20, 4 << 20), "Downloading 3 of 4 MB"),
        (Note("build.pulling", {"image": "base:[1]"}), "Pulling base:[1]."),
    ],
)
def test_an_event_is_shown(event: object, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(sys, "stderr", terminal)
    with bars() as emit:
        emit(event)  # type: ignore[arg-type]
    assert words in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.getvalue())


def test_layers_are_counted_together() -> None:
    layers = Layers()
    assert layers.take(LayerProgress("a", "Downloading", 1, 10)) == (1, 10)
    assert layers.take(LayerProgress("b", "Downloading", 5, 20)) == (6, 30)
    assert layers.take(LayerProgress("a", "Downloading", 10, 10)) == (15, 30)
    assert layers.take(LayerProgress("a", "Extracting", 2, 10)) == (2, 10)


def test_elsewhere_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress() as emit:
        assert emit is silent
