"""Where a fact was read: the thread from each generated line back to the disk."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

EvidenceKind = Literal["file", "registry", "disk", "rule", "choice"]


class Evidence(Struct, frozen=True, omit_defaults=True):
    r"""One place that a fact comes from. Holds places, never values: it may be shown anywhere.

    Attributes:
        kind: ``file`` (configuration or content), ``registry``, ``disk`` (partition tables, file system),
            ``rule`` (a decision of Reberth's, ``source`` is its catalogue code) or ``choice`` (the user's).
        source: Windows path of the file (``C:\Windows\...``), or hive and key (``SOFTWARE\Microsoft\...``).
        location: What inside: an element path (``sites/site[2]/bindings/binding[1]``), a value's name.
        line: 1-based line in the file, 0 where there is none.
    """

    kind: EvidenceKind
    source: str
    location: str = ""
    line: int = 0
