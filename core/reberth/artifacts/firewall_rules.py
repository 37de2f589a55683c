"""Inbound rules of the Windows firewall that somebody made: a container is reached by its published ports only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.legacy_firewall import firewall_exceptions
from reberth.model.evidence import Evidence
from reberth.model.plan import LeftOut, Undecided
from reberth.model.system_records import FirewallRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome
    from reberth.registry.value import RegistryValue

_NAME = "FirewallRules"
_LOCAL = r"Services\SharedAccess\Parameters\FirewallPolicy"
_POLICY = r"Policies\Microsoft\WindowsFirewall"
_PROFILES = ("DomainProfile", "StandardProfile", "PublicProfile")
_PROTOCOLS = {"6": "TCP", "17": "UDP", "1": "ICMPv4", "58": "ICMPv6"}
# A service that is switched off enforces nothing ([MS-SCMR] 2.2.15).
_DISABLED = 4
_MOST = 20_000


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Active inbound rules that are not Windows' own, made on the server or by group policy, names made unique."""
    old = server.windows.version.startswith("5.")
    service = server.control("Services\\SharedAccess" if old else "Services\\MpsSvc")
    if service is not None and service.integer("Start") == _DISABLED:
        return
    names: dict[str, int] = {}
    for rule in _exceptions(server) if old else _rules(server):
        count = names[rule.name.upper()] = names.get(rule.name.upper(), 0) + 1
        yield rule if count == 1 else replace(rule, name=f"{rule.name} #{count}")


def _exceptions(server: OfflineServer) -> Iterator[FirewallRule]:
    """Of Windows Server 2003, whose firewall knew nothing but exceptions."""
    for item in firewall_exceptions(server):
        yield FirewallRule(
            kind=_NAME,
            name=item.title,
            action="Allow",
            protocol=item.protocol,
            ports=item.ports,
            program=server.expand(item.program),
            addresses=item.addresses,
            evidence=(item.evidence,),
        )


def _rules(server: OfflineServer) -> Iterator[FirewallRule]:
    """Of newer systems; where the firewall was off in all profiles no rule counted."""
    profiles = [server.control(f"{_LOCAL}\\{name}") for name in _PROFILES]
    if all(key is not None and key.integer("EnableFirewall") == 0 for key in profiles):
        return
    for key in (server.software(f"{_POLICY}\\FirewallRules"), server.control(f"{_LOCAL}\\FirewallRules")):
        for number, value in enumerate(key.values() if key is not None else ()):
            rule = _rule(server, value) if number < _MOST else None
            if rule is not None:
                yield rule


def _rule(server: OfflineServer, value: RegistryValue) -> FirewallRule | None:
    """A rule from its text ([MS-GPFAS] 2.2.2.19); None for one that is off, outbound, or Windows' own."""
    fields: dict[str, list[str]] = {}
    for part in value.text.split("|"):
        name, equals, text = part.partition("=")
        if equals:
            fields.setdefault(name.lower(), []).append(text)
    first = {name: texts[0] for name, texts in fields.items()}
    own = not first.get("name", "@").startswith("@") and not first.get("embedctxt", "").startswith("@")
    if not own or first.get("active", "").upper() != "TRUE" or first.get("dir", "").upper() != "IN":
        return None
    protocol = first.get("protocol", "")
    return FirewallRule(
        kind=_NAME,
        name=first["name"],
        action=first.get("action", ""),
        protocol=_PROTOCOLS.get(protocol, protocol),
        # Ranges stand apart since version 2.10 of the grammar.
        ports=", ".join((*fields.get("lport", ()), *fields.get("lport2_10", ()))),
        program=server.expand(first.get("app", "")),
        addresses=", ".join((*fields.get("ra4", ()), *fields.get("ra6", ()))),
        evidence=(Evidence("registry", value.key, value.name),),
    )


def plan(records: Sequence[ArtifactRecord], _: Planning) -> Parts:
    """A rule that kept somebody away needs a decision; one that let everybody in is answered by the image's ports."""
    return Parts(outcomes=tuple(_fate(item) for item in records if isinstance(item, FirewallRule)))


def _fate(record: FirewallRule) -> Outcome:
    """What a rule means for a container."""
    params: dict[str, str | int] = {"name": record.name, "ports": record.ports or "*"}
    if record.action.upper() == "BLOCK":
        return Undecided("firewall rule", record.name, "artifact.firewall-block", params, record.evidence)
    if record.addresses:
        params["addresses"] = record.addresses
        return Undecided("firewall rule", record.name, "artifact.firewall-limited", params, record.evidence)
    return LeftOut("firewall rule", record.name, "artifact.firewall-allow", params, record.evidence)


KIND = Kind(_NAME, "artifact.kind-firewall-rules", discover, plan)
