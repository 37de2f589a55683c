"""A DNS server: zones kept in files become a service of their own; those in Active Directory stay there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.steps import step_of
from reberth.model.evidence import Evidence
from reberth.model.extras import CarriedFile, OwnService, RegistrySetting
from reberth.model.names import name_problem
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.service_records import DnsServer, DnsZone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome
    from reberth.registry.hive import Key

_NAME = "DNSServer"
_ZONES = r"Microsoft\Windows NT\CurrentVersion\DNS Server\Zones"
_ZONES_IN_IMAGE = rf"HKEY_LOCAL_MACHINE\SOFTWARE\{_ZONES}"
_PARAMETERS = r"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\DNS\Parameters"
_TYPES = {1: "primary", 2: "secondary", 3: "stub", 4: "forwarder"}
_MOST_ZONES = 2_000


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """The service with its forwarders, and its zones."""
    service = server.control(r"Services\DNS")
    if service is None or not service.text("ImagePath"):
        return
    parameters = service.subkey("Parameters")
    value = parameters.value("Forwarders") if parameters is not None else None
    places = (Evidence("registry", service.path, "ImagePath"),)
    forwarders = value.strings if value is not None else ()
    yield DnsServer(kind=_NAME, name="DNS server", forwarders=forwarders[:20], evidence=places)
    seen: set[str] = set()
    for zones in (server.software(_ZONES), service.subkey("Zones")):
        for number, key in enumerate(zones.subkeys() if zones is not None else ()):
            if number < _MOST_ZONES and key.name.upper() not in seen:
                seen.add(key.name.upper())
                yield _zone(server, key)


def _zone(server: OfflineServer, key: Key) -> DnsZone:
    """A zone, and what its file holds."""
    file = key.text("DatabaseFile").replace("/", "\\").rpartition("\\")[2]
    path = f"{server.windows.system_root}\\System32\\dns\\{file}"
    content = server.ref(path) if file and not name_problem(file) else None
    data = server.read(path, 16 << 20) if content is not None else None
    evidence = [Evidence("registry", key.path, "Type")]
    if content is not None:
        evidence.append(Evidence("file", path))
    return DnsZone(
        kind=_NAME,
        name=key.name,
        type=_TYPES.get(key.integer("Type") or 0, "unknown"),
        file=file,
        content=content,
        integrated=key.integer("DsIntegrated") == 1,
        records=_records(data or b""),
        evidence=tuple(evidence),
    )


def _records(data: bytes) -> int:
    """Lines of a zone file that are resource records (RFC 1035, 5.1): not comments, not the rest of a SOA."""
    count = depth = 0
    for line in data.decode("latin-1").splitlines():
        text = line.partition(";")[0]
        if text.strip() and not text.startswith("$") and depth == 0:
            count += 1
        depth = max(0, depth + text.count("(") - text.count(")"))
    return count


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """One service for all zones that lie in files."""
    zones = [item for item in records if isinstance(item, DnsZone)]
    outcomes: list[Outcome] = []
    carried: list[DnsZone] = []
    for zone in zones:
        params: dict[str, str | int] = {"name": zone.name, "type": zone.type}
        if zone.integrated:
            outcomes.append(LeftOut("DNS zone", zone.name, "artifact.dns-zone-integrated", params, zone.evidence))
        elif zone.type == "primary" and zone.content is not None:
            carried.append(zone)
            outcomes.append(CarriedOver("DNS zone", zone.name, (step_of(zone),), zone.evidence))
        else:
            outcomes.append(Undecided("DNS zone", zone.name, "artifact.dns-zone-elsewhere", params, zone.evidence))
    for item in records:
        if isinstance(item, DnsServer):
            fate = CarriedOver("DNS", item.name, (_step(),), item.evidence) if carried else _idle(item)
            outcomes.append(fate)
    return Parts(outcomes=tuple(outcomes), services=(_service(records, carried, planning),) if carried else ())


def _step() -> str:
    """The step of the service."""
    return f"{_NAME}:service"


def _idle(item: DnsServer) -> Outcome:
    """A server without a zone of its own has nothing to carry."""
    return LeftOut("DNS", item.name, "artifact.dns-without-zones", {"name": item.name}, item.evidence)


def _service(records: Sequence[ArtifactRecord], zones: Sequence[DnsZone], planning: Planning) -> OwnService:
    """The service: the role, the zone files, and the registry's list of zones."""
    files: list[CarriedFile] = []
    settings: list[RegistrySetting] = []
    for number, zone in enumerate(zones, start=1):
        if zone.content is None:
            continue
        step, key = step_of(zone), f"{_ZONES_IN_IMAGE}\\{zone.name}"
        name = f"zones/{number:02d}.dns"
        files.append(CarriedFile(step, name, zone.content, f"C:\\Windows\\System32\\dns\\{zone.file}", zone.evidence))
        settings.append(RegistrySetting(step, key, "Type", "dword", "1", zone.evidence))
        settings.append(RegistrySetting(step, key, "DatabaseFile", "sz", zone.file, zone.evidence))
    told = next((item for item in records if isinstance(item, DnsServer)), None)
    if told is not None and told.forwarders:
        forwarders = "\0".join(told.forwarders)
        settings.append(RegistrySetting(_step(), _PARAMETERS, "Forwarders", "multi-sz", forwarders, told.evidence))
    return OwnService(
        _step(),
        "dns",
        f"mcr.microsoft.com/windows/servercore:{planning.selection.windows.lower()}",
        "DNS server",
        files=tuple(files),
        features=("DNS-Server-Full-Role",),
        settings=tuple(settings),
        ports=("53", "53/udp"),
        watch="DNS",
        evidence=told.evidence if told is not None else (),
    )


KIND = Kind(_NAME, "artifact.kind-dns-server", discover, plan)
