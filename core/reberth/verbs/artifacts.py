"""Which artifact kinds there are."""

from __future__ import annotations

from reberth.artifacts.table import KINDS
from reberth.model.artifact_records import KindInfo


def artifact_kinds() -> tuple[KindInfo, ...]:
    """Every kind with the catalogue code of its explanation, in the order of the table. Reads no disk."""
    return tuple(KindInfo(kind.name, kind.code) for kind in KINDS)
