"""Looking for everything that was asked for; a kind that fails is told, the others go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from reberth.artifacts.choosing import read_wishes
from reberth.artifacts.server import OfflineServer
from reberth.model.errors import ReberthError
from reberth.model.events import Progress
from reberth.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.artifacts.kind import Kind
    from reberth.filesystems.volumes import Volumes
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.events import Emit
    from reberth.model.iis import IisConfiguration
    from reberth.model.windows import WindowsInfo

_MOST_RECORDS = 5_000


class Discovered(NamedTuple):
    """Records, the kinds looked for, and what the discovery has to say."""

    records: tuple[ArtifactRecord, ...]
    kinds: tuple[str, ...]
    findings: tuple[Finding, ...]


def discover(
    volumes: Volumes, windows: WindowsInfo, artifacts: Iterable[str], emit: Emit, iis: IisConfiguration | None = None
) -> Discovered:
    """Look for the kinds that were asked for.

    Args:
        volumes: The server's volumes, their letters set.
        windows: The server's card.
        artifacts: As the user gave them.
        emit: Told of each kind.
        iis: The server's web sites.

    Raises:
        ReberthError: ``selection.no-such-artifact``.
    """
    wishes = read_wishes(artifacts).kinds
    records: list[ArtifactRecord] = []
    with OfflineServer(volumes, windows, {wish.kind.name: wish.names for wish in wishes}, iis) as server:
        for number, wish in enumerate(wishes):
            emit(Progress("phase.read-artifacts", number, len(wishes)))
            records += _records(wish.kind, server)
        return Discovered(tuple(records), tuple(wish.kind.name for wish in wishes), tuple(server.findings))


def _records(kind: Kind, server: OfflineServer) -> list[ArtifactRecord]:
    """The records of one kind, sorted by name, names made unique, at most 5,000."""
    found: list[ArtifactRecord] = []
    names: dict[str, int] = {}
    try:
        for record in kind.discover(server):
            if len(found) >= _MOST_RECORDS:
                params: dict[str, str | int] = {"kind": kind.name, "most": _MOST_RECORDS}
                server.findings.append(Finding("artifact.too-many", "info", "", params))
                break
            count = names[record.name.upper()] = names.get(record.name.upper(), 0) + 1
            found.append(record if count == 1 else replace(record, name=f"{record.name} #{count}"))
    except ReberthError as error:
        told: dict[str, str | int] = {"kind": kind.name, "code": error.code}
        server.findings.append(Finding("artifact.kind-unreadable", "action", "", told))
    return sorted(found, key=lambda record: (record.name.upper(), record.name))
