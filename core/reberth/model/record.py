"""What every record of an artifact kind has."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reberth.model.evidence import Evidence

View = Literal["64", "32", "user"]


class Record(Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="record"):
    """Something found.

    Attributes:
        kind: Name of the artifact kind that found it (``AddRemovePrograms``).
        name: Unique within its kind; what the user chooses it by.
        evidence: Every witness that spoke.
    """

    kind: str
    name: str
    evidence: tuple[Evidence, ...] = ()
