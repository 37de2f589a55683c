"""Names of the hosts file: compose gives them to the container."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.steps import step_of
from reberth.model.evidence import Evidence
from reberth.model.extras import HostEntry
from reberth.model.plan import CarriedOver, Undecided
from reberth.model.system_records import HostsEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "HostsFile"
_HOST = re.compile(r"^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?$")
_MOST = 5_000


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Each name of the file, wherever the TCP/IP settings say that it lies; the first line of a name counts."""
    key = server.control(r"Services\Tcpip\Parameters")
    folder = server.expand(key.text("DataBasePath")) if key is not None else ""
    path = (
        f"{folder or server.windows.system_root + chr(92) + 'System32' + chr(92) + 'drivers' + chr(92) + 'etc'}\\hosts"
    )
    text = (server.read(path) or b"").decode("utf-8-sig", errors="replace")
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines()[:_MOST], start=1):
        address, *names = line.partition("#")[0].split() or [""]
        for name in names:
            if name.lower() != "localhost" and name.lower() not in seen:
                seen.add(name.lower())
                place = (Evidence("file", path, name, number),)
                yield HostsEntry(kind=_NAME, name=name, address=address, evidence=place)


def plan(records: Sequence[ArtifactRecord], _: Planning) -> Parts:
    """Each name with an address becomes a line of compose."""
    outcomes: list[Outcome] = []
    hosts: list[HostEntry] = []
    for record in records:
        if not isinstance(record, HostsEntry):
            continue
        if not _HOST.match(record.name) or not _is_address(record.address):
            params: dict[str, str | int] = {"name": record.name, "address": record.address}
            outcomes.append(Undecided("host name", record.name, "artifact.host-broken", params, record.evidence))
            continue
        hosts.append(HostEntry(step_of(record), record.address, record.name, record.evidence))
        outcomes.append(CarriedOver("host name", record.name, (step_of(record),), record.evidence))
    return Parts(outcomes=tuple(outcomes), hosts=tuple(hosts))


def _is_address(text: str) -> bool:
    """Whether it is an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return True


KIND = Kind(_NAME, "artifact.kind-hosts-file", discover, plan)
