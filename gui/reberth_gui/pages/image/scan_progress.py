"""The phases of a scan on one scale that only rises."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reberth.model.events import Progress

# Where each phase begins and ends.
_PHASES = {
    "phase.open-disks": (0.0, 0.05),
    "phase.read-windows": (0.05, 0.15),
    "phase.read-iis": (0.15, 0.25),
    "phase.read-content": (0.25, 0.98),
}
# Nobody knows how many files there are: after so many, some two thirds of the phase are behind us.
_TYPICAL_FILES = 20_000


class ScanProgress:
    """How far a scan has come, from 0 to 1; it never falls."""

    def __init__(self) -> None:
        """At the start."""
        self.fraction = 0.0

    def take(self, event: Progress) -> float:
        """The fraction after an event; one of an unknown phase changes nothing."""
        begin, end = _PHASES.get(event.phase, (0.0, 0.0))
        inside = 0.0
        if event.unit != "steps":
            inside = event.done / event.total if event.total else 1 - math.exp(-event.done / _TYPICAL_FILES)
        self.fraction = max(self.fraction, begin + (end - begin) * min(1.0, inside))
        return self.fraction
