"""Folders that the server shared on the network: a container shares nothing; a volume may take the folder's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.model.evidence import Evidence
from reberth.model.plan import Undecided
from reberth.model.system_records import Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord

_NAME = "Shares"
_SHARES = r"Services\LanmanServer\Shares"
_DISK = "0"


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Shares of folders ([MS-SRVS] 2.2.4.24 for the types); Windows makes C$ and its kin itself and stores none."""
    key = server.control(_SHARES)
    for value in key.values() if key is not None else ():
        pairs = (text.partition("=") for text in value.strings)
        fields = {name.lower(): text for name, _, text in pairs}
        if fields.get("type", _DISK) == _DISK and fields.get("path"):
            yield Share(
                kind=_NAME,
                name=value.name,
                path=fields["path"],
                remark=fields.get("remark", ""),
                evidence=(Evidence("registry", value.key, value.name),),
            )


def plan(records: Sequence[ArtifactRecord], _: Planning) -> Parts:
    """Each needs a decision: who used it?"""
    return Parts(
        outcomes=tuple(
            Undecided("share", item.name, "artifact.share", {"name": item.name, "path": item.path}, item.evidence)
            for item in records
            if isinstance(item, Share)
        )
    )


KIND = Kind(_NAME, "artifact.kind-shares", discover, plan)
