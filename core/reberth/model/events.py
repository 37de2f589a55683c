"""What a verb says while it works. One vocabulary for progress bars, worker pipes and the wizard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from reberth.model.errors import Parameter


class Progress(Struct, frozen=True, tag="progress", tag_field="event"):
    """How far a phase has come.

    Attributes:
        phase: Catalogue code of the phase, such as ``phase.copy-content``.
        done: Units done so far, never falling within a phase.
        total: Units in all, 0 when unknown.
        unit: What is counted.
    """

    phase: str
    done: int
    total: int = 0
    unit: Literal["bytes", "files", "steps"] = "steps"


class Note(Struct, frozen=True, tag="note", tag_field="event"):
    """Something worth a line in the log, by catalogue code."""

    code: str
    params: dict[str, Parameter] = {}


class StepStarted(Struct, frozen=True, tag="step-started", tag_field="event"):
    """A step of the Dockerfile begins: ``number`` of ``total``, its ``line`` in the Dockerfile (1-based, 0 unknown)."""

    number: int
    total: int
    text: str
    line: int = 0


class StepDone(Struct, frozen=True, tag="step-done", tag_field="event"):
    """A step ended after ``seconds``; ``cached`` when the engine had it already."""

    number: int
    seconds: float
    cached: bool = False


class Output(Struct, frozen=True, tag="output", tag_field="event"):
    """A whole line that a build step or a container wrote, without its line end."""

    text: str
    stream: Literal["stdout", "stderr"] = "stdout"


class LayerProgress(Struct, frozen=True, tag="layer", tag_field="event"):
    """A layer being pulled or pushed: ``state`` as the engine calls it, bytes ``done`` of ``total`` (0 unknown)."""

    layer: str
    state: str
    done: int = 0
    total: int = 0


Event = Progress | Note | StepStarted | StepDone | Output | LayerProgress
Emit = Callable[[Event], None]


def silent(_event: Event) -> None:
    """An ``emit`` that drops everything."""
