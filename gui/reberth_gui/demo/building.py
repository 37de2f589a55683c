"""A build, played: the steps are those of the Dockerfile on screen, what they write is made up."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, Any

from reberth.model.engine_requests import BuildResult
from reberth.model.events import LayerProgress, Note, Output, Progress, StepDone, StepStarted
from reberth_gui.demo.dockerfile_steps import steps_of
from reberth_gui.demo.played import Score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.engine import Probe
    from reberth.model.events import Event

_MEGABYTE = 1 << 20


def play_build(request: Any, dockerfile: str, probes: tuple[Probe, ...]) -> Score:
    """A build that ends well after some seconds."""
    steps = steps_of(dockerfile)
    digest = hashlib.sha256(dockerfile.encode()).hexdigest()
    tags = request.tags or ("reberth-demo",)
    seconds = 2.6 + 0.9 * len(steps)
    result = BuildResult(f"sha256:{digest}", tags, len(steps), seconds, request.migration or str(uuid.uuid4()), probes)
    return Score(tuple(_events(dockerfile)), result)


def _events(dockerfile: str) -> Iterator[tuple[float, Event]]:
    steps = steps_of(dockerfile)
    base = next((step.text.split()[1] for step in steps if step.text.upper().startswith("FROM ")), "base")
    yield 0.1, Note("build.pulling", {"image": base})
    for layer, size in (("7d6c5e1f3a2b", 120), ("91b0aa5c44de", 38)):
        for part in range(1, 9):
            yield 0.06, LayerProgress(layer, "Downloading", size * part * _MEGABYTE // 8, size * _MEGABYTE)
        yield 0.05, LayerProgress(layer, "Pull complete", size * _MEGABYTE, size * _MEGABYTE)
    for part in range(9):
        yield 0.06, Progress("phase.upload", part * 3 * _MEGABYTE, 24 * _MEGABYTE, "bytes")
    for number, step in enumerate(steps, 1):
        yield 0.1, StepStarted(number, len(steps), step.text, step.line)
        word = step.text.split()[0].upper()
        cached = number <= 1
        if word == "RUN":
            for line in range(1, 13):
                yield 0.07, Output(f"[{line * 100 // 12:3}%] {step.text[4:60]}")
        yield 0.02, Output(f" ---> {hashlib.sha256(step.text.encode()).hexdigest()[:12]}")
        yield 0.02, StepDone(number, 0.0 if cached else 0.9, cached)
    yield 0.1, Output("Successfully built")
