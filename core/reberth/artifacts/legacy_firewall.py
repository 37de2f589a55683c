r"""Exceptions of the firewall that Windows Server 2003 got with its first service pack.

Values read like ``8080:TCP:10.0.0.0/255.0.0.0:Enabled:Shop`` and ``C:\x.exe:*:Enabled:Worker``: port and protocol, or
program, then who may call, whether it counts, and a name ("Windows Firewall", Windows Server 2003 technical reference;
the same fields as INetFwOpenPort and INetFwAuthorizedApplication have).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.artifacts.server import OfflineServer
    from reberth.registry.hive import Key
    from reberth.registry.value import RegistryValue

_LOCAL = r"Services\SharedAccess\Parameters\FirewallPolicy"
_POLICY = r"Policies\Microsoft\WindowsFirewall"
_PROFILES = ("StandardProfile", "DomainProfile")
_PORTS, _PROGRAMS = "GloballyOpenPorts", "AuthorizedApplications"


class FirewallException(NamedTuple):
    """A port or a program that callers could reach; ``addresses`` "" where anybody could."""

    title: str
    protocol: str
    ports: str
    program: str
    addresses: str
    evidence: Evidence


def firewall_exceptions(server: OfflineServer) -> Iterator[FirewallException]:
    """Exceptions that counted, of each profile whose firewall was on; what both profiles say is told once."""
    seen: set[FirewallException] = set()
    for profile in _PROFILES:
        local, policy = server.control(f"{_LOCAL}\\{profile}"), server.software(f"{_POLICY}\\{profile}")
        keys = [key for key in (policy, local) if key is not None]
        # Off until somebody switched it on; group policy has the first word.
        states = [state for state in (key.integer("EnableFirewall") for key in keys) if state is not None]
        for found in _exceptions(keys) if states and states[0] == 1 else ():
            plain = found._replace(evidence=Evidence("registry", ""))
            if plain not in seen:
                seen.add(plain)
                yield found


def _exceptions(keys: list[Key]) -> Iterator[FirewallException]:
    """Exceptions of one profile."""
    for key in keys:
        for kind in (_PORTS, _PROGRAMS):
            holder = key.subkey(kind)
            listed = holder.subkey("List") if holder is not None else None
            for value in listed.values() if listed is not None else ():
                found = _port(value) if kind == _PORTS else _program(value)
                if found is not None:
                    yield found


def _port(value: RegistryValue) -> FirewallException | None:
    """``8080:TCP:*:Enabled:Shop``; None for one that is off, Windows' own, or broken."""
    parts = [part.strip() for part in value.text.split(":", 4)]
    if len(parts) < 4 or not parts[0].isdigit():
        return None
    port, protocol, addresses, state, title = (*parts, "")[:5]
    place = Evidence("registry", value.key, value.name)
    found = FirewallException(title or f"{protocol} {port}", protocol, port, "", _callers(addresses), place)
    return found if _counts(state, title) else None


def _program(value: RegistryValue) -> FirewallException | None:
    r"""``C:\x.exe:*:Enabled:Worker``; the path's own colon is none of the fields' ends."""
    text = value.text.strip()
    head = 2 if text[1:2] == ":" else 0
    path, *rest = text[head:].split(":", 3)
    if len(rest) < 2 or not path:
        return None
    addresses, state, title = (*rest, "")[:3]
    program = text[:head] + path
    place = Evidence("registry", value.key, value.name)
    found = FirewallException(title or program.rpartition("\\")[2], "", "", program, _callers(addresses), place)
    return found if _counts(state, title) else None


def _callers(addresses: str) -> str:
    """Who may call, "" for anybody."""
    return "" if addresses.strip() == "*" else addresses.strip()


def _counts(state: str, title: str) -> bool:
    """Whether an exception is switched on and somebody's own: those of Windows are named by a resource."""
    return state.strip().lower() == "enabled" and not title.startswith("@")
