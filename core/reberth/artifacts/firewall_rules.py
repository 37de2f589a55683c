"""Inbound rules of the Windows firewall that somebody made: a container is reached by its published ports only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.model.evidence import Evidence
from reberth.model.plan import LeftOut, Undecided
from reberth.model.system_records import FirewallRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "FirewallRules"
_RULES = r"Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules"
_PROTOCOLS = {"6": "TCP", "17": "UDP", "1": "ICMPv4", "58": "ICMPv6"}
_MOST = 20_000


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Active inbound rules ([MS-FASP] 2.2.2.20 for their text) that do not belong to a group of Windows' own."""
    key = server.control(_RULES)
    names: dict[str, int] = {}
    for number, value in enumerate(key.values() if key is not None else ()):
        if number >= _MOST:
            return
        fields: dict[str, list[str]] = {}
        for part in value.text.split("|"):
            name, equals, text = part.partition("=")
            if equals:
                fields.setdefault(name.lower(), []).append(text)
        first = {name: texts[0] for name, texts in fields.items()}
        own = not first.get("name", "@").startswith("@") and not first.get("embedctxt", "").startswith("@")
        if not own or first.get("active", "").upper() != "TRUE" or first.get("dir", "").upper() != "IN":
            continue
        title = first["name"]
        count = names[title.upper()] = names.get(title.upper(), 0) + 1
        protocol = first.get("protocol", "")
        yield FirewallRule(
            kind=_NAME,
            name=title if count == 1 else f"{title} #{count}",
            action=first.get("action", ""),
            protocol=_PROTOCOLS.get(protocol, protocol),
            ports=", ".join(fields.get("lport", ())),
            program=server.expand(first.get("app", "")),
            evidence=(Evidence("registry", value.key, value.name),),
        )


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """A rule that blocked somebody needs a decision; one that let in is answered by the image's ports."""
    outcomes: list[Outcome] = []
    for record in records:
        if isinstance(record, FirewallRule):
            params: dict[str, str | int] = {"name": record.name, "ports": record.ports or "*"}
            blocks = record.action.upper() == "BLOCK" and not planning.chosen(record)
            fate, code = (Undecided, "artifact.firewall-block") if blocks else (LeftOut, "artifact.firewall-allow")
            outcomes.append(fate("firewall rule", record.name, code, params, record.evidence))
    return Parts(outcomes=tuple(outcomes))


KIND = Kind(_NAME, "artifact.kind-firewall-rules", discover, plan)
