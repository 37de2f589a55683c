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


Event = Progress | Note
Emit = Callable[[Event], None]


def silent(_event: Event) -> None:
    """An ``emit`` that drops everything."""
