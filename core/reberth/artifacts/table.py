"""Every artifact kind, one line each: the only place that knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts import add_remove_programs, all_windows_features
from reberth.artifacts.kind import Kind, Parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reberth.artifacts.kind import Planning
    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord


def _nothing(_: OfflineServer) -> tuple[ArtifactRecord, ...]:
    """The web sites have rooms of their own; their kind only has a name here."""
    return ()


def _no_parts(_: Sequence[ArtifactRecord], __: Planning) -> Parts:
    """As above."""
    return Parts()


IIS = Kind("IIS", "artifact.kind-iis", _nothing, _no_parts)

KINDS: tuple[Kind, ...] = (
    IIS,
    all_windows_features.KIND,
    add_remove_programs.KIND,
)
