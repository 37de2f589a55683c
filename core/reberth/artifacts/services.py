"""Windows services that are not part of Windows: a worker that runs beside a web site needs a container of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.program_classes import classify
from reberth.artifacts.service_key import services, split_command
from reberth.model.evidence import Evidence
from reberth.model.plan import LeftOut, Undecided
from reberth.model.service_records import WindowsService

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.artifacts.service_key import ServiceKey
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "Services"
# Beginnings of services, and ends of programs, that another kind carries or tells.
_OF_SQL = ("mssql", "sqlagent", "sqlbrowser", "sqlwriter", "reportserver", "msolap", "mssqlfd", "msdts")
_OF_APACHE = re.compile(r"(?i)\\(httpd|apache|tomcat\d*w?)\.exe$")
# Programs that run what their parameters name: srvany of the Resource Kit, NSSM, and Windows' host of libraries.
_RUNS = {"srvany.exe": "Application", "nssm.exe": "Application", "svchost.exe": "ServiceDll"}
_OF_WINDOWS = ("\\microsoft.net\\framework", "\\windows defender", "\\internet explorer\\", "\\windows nt\\")


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Services whose program lies outside of the Windows folder; drivers are none."""
    root = server.windows.system_root.upper() + "\\"
    for service in services(server):
        path, more = _program(server, service)
        if path.upper().startswith(root) or any(part in path.lower() for part in _OF_WINDOWS):
            continue
        title = service.key.text("DisplayName")
        account = service.key.text("ObjectName")
        yield WindowsService(
            kind=_NAME,
            name=service.name,
            title="" if title.startswith("@") else title,
            program=path,
            start=service.start,
            account=account,
            there=server.find(path) is not None,
            evidence=(*service.evidence, *more, Evidence("registry", service.key.path, "Start")),
        )


def _program(server: OfflineServer, service: ServiceKey) -> tuple[str, tuple[Evidence, ...]]:
    """What a service runs in the end, and where that stands beside the service's own command line."""
    name = _RUNS.get(service.program.rpartition("\\")[2].lower(), "")
    key = service.key.subkey("Parameters") if name else None
    text = server.expand(key.text(name)) if key is not None else ""
    if key is None or not text:
        return service.program, ()
    program = text if name == "ServiceDll" else split_command(text)[0]
    return server.system_path(program), (Evidence("registry", key.path, name),)


def plan(records: Sequence[ArtifactRecord], _: Planning) -> Parts:
    """Told, each by what it is."""
    return Parts(outcomes=tuple(_fate(item) for item in records if isinstance(item, WindowsService)))


def _fate(record: WindowsService) -> Outcome:
    """A disabled service and an agent stay behind; others need a decision."""
    params: dict[str, str | int] = {"name": record.title or record.name, "program": record.program}
    if record.start == "disabled" or not record.there:
        return LeftOut("service", record.name, "artifact.service-off", params, record.evidence)
    owner = "SQLServer" if record.name.lower().startswith(_OF_SQL) else "Apache"
    if owner == "SQLServer" or _OF_APACHE.search(record.program):
        told: dict[str, str | int] = {"name": record.name, "kind": owner}
        return LeftOut("service", record.name, "artifact.service-of-kind", told, record.evidence)
    if classify(f"{record.title} {record.program}", "", update=False) == "host-agent":
        return LeftOut("service", record.name, "artifact.service-host-agent", params, record.evidence)
    return Undecided("service", record.name, "artifact.service", params, record.evidence)


KIND = Kind(_NAME, "artifact.kind-services", discover, plan)
