"""A build as its events tell it: steps with times, layers on their way, one fraction that only rises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reberth.containers.dockerfile import read_dockerfile
from reberth.model.errors import ReberthError
from reberth.model.events import LayerProgress, Note, Output, Progress, StepDone, StepStarted
from reberth_gui.language import words
from reberth_gui.widgets.log_view import LogLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.events import Event

StepState = Literal["waiting", "running", "done", "cached", "failed", "cancelled"]
# Where each part of a build begins and ends. Reading and upload go on side by side.
_PHASES = {
    "phase.open-disks": (0.0, 0.01),
    "phase.read-windows": (0.01, 0.02),
    "phase.read-iis": (0.02, 0.03),
    "phase.read-content": (0.03, 0.05),
    "phase.load-image": (0.05, 0.15),
    "phase.copy-content": (0.15, 0.4),
    "phase.upload": (0.15, 0.4),
    "phase.write-files": (0.39, 0.4),
}
_PULL = (0.05, 0.15)
_STEPS = (0.4, 1.0)


@dataclass
class BuildStep:
    """A step: number, line in the Dockerfile (0 unknown), text, state, seconds, bytes it added (-1 unknown)."""

    number: int
    line: int
    text: str
    state: StepState = "waiting"
    seconds: float = 0.0
    size: int = -1


class BuildState:
    """What is known of one build.

    Attributes:
        steps: All steps, those to come as well.
        layers: Layers on their way to the engine, by id.
        fraction: How far it is, from 0 to 1.
        phase: Code of the phase that runs, "" while steps run.
    """

    def __init__(self, dockerfile: str = "") -> None:
        """The steps to come are the Dockerfile's; one that cannot be read has none."""
        self.steps: list[BuildStep] = []
        self.layers: dict[str, LayerProgress] = {}
        self.fraction = 0.0
        self.phase = ""
        try:
            instructions = read_dockerfile(dockerfile.encode())
        except ReberthError:
            instructions = []
        for number, item in enumerate(instructions, start=1):
            self.steps.append(BuildStep(number, item.line, f"{item.keyword} {item.rest}"))

    @property
    def current(self) -> BuildStep | None:
        """The step that runs, or failed."""
        return next((step for step in self.steps if step.state in {"running", "failed", "cancelled"}), None)

    def take(self, events: Iterable[Event]) -> list[LogLine]:
        """Take a batch of events; what of it belongs into the log."""
        lines: list[LogLine] = []
        for event in events:
            if isinstance(event, Output):
                lines.append(LogLine(event.text, "stderr" if event.stream == "stderr" else ""))
            elif isinstance(event, StepStarted):
                lines.append(LogLine(self._start(event), "step"))
            elif isinstance(event, StepDone):
                self._end(event)
            elif isinstance(event, LayerProgress):
                self._layer(event)
            elif isinstance(event, Progress):
                self._phase(event)
            elif isinstance(event, Note):
                lines.append(LogLine(words(event.code, event.params).sentence, "note"))
        return lines

    def finish(self) -> None:
        """It ended well."""
        self.fraction = 1.0
        for step in self.steps:
            if step.state == "running":
                step.state = "done"

    def fail(self, step: int) -> None:
        """It failed in a step; 0 for in none."""
        self._stop("failed" if step else "cancelled")
        if 0 < step <= len(self.steps):
            self.steps[step - 1].state = "failed"

    def cancel(self) -> None:
        """It was cancelled."""
        self._stop("cancelled")

    def add_sizes(self, sizes: tuple[int, ...]) -> None:
        """Give each step the size of its layer: FROM is the base image, each other step the layer of its own."""
        own = len(self.steps) - 1
        if own >= 0 and len(sizes) >= own:
            for step, size in zip(self.steps[1:], sizes[len(sizes) - own :], strict=True):
                step.size = size
            self.steps[0].size = sum(sizes[: len(sizes) - own])

    def heading(self, number: int) -> str:
        """The line of the log with which a step begins."""
        step = self.steps[number - 1]
        return f"Step {number}/{len(self.steps)} : {step.text}"

    def _stop(self, state: StepState) -> None:
        for step in self.steps:
            if step.state == "running":
                step.state = state

    def _start(self, event: StepStarted) -> str:
        while len(self.steps) < event.total:
            self.steps.append(BuildStep(len(self.steps) + 1, 0, ""))
        step = self.steps[event.number - 1]
        step.state, step.text, step.line = "running", event.text, event.line or step.line
        self.phase = ""
        self._rise(_STEPS, (event.number - 1) / max(1, event.total))
        return self.heading(event.number)

    def _end(self, event: StepDone) -> None:
        if event.number <= len(self.steps):
            step = self.steps[event.number - 1]
            step.state, step.seconds = "cached" if event.cached else "done", event.seconds
            self._rise(_STEPS, event.number / len(self.steps))

    def _layer(self, event: LayerProgress) -> None:
        before = self.layers.get(event.layer)
        # The engine's last words for a layer have no size any more.
        done, total = (event.done, event.total) if event.total or before is None else (before.total, before.total)
        self.layers[event.layer] = LayerProgress(event.layer, event.state, done, total)
        known = [item for item in self.layers.values() if item.total]
        if known:
            self._rise(_PULL, sum(item.done for item in known) / sum(item.total for item in known))

    def _phase(self, event: Progress) -> None:
        self.phase = event.phase
        part = event.done / event.total if event.total and event.unit != "steps" else 0.0
        self._rise(_PHASES.get(event.phase, (0.0, 0.0)), part)

    def _rise(self, span: tuple[float, float], part: float) -> None:
        begin, end = span
        self.fraction = max(self.fraction, begin + (end - begin) * min(1.0, max(0.0, part)))
