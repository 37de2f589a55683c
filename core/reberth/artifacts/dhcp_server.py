"""A DHCP server and its scopes: told, never carried, for a container cannot answer broadcasts of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.model.plan import LeftOut
from reberth.model.service_records import DhcpScope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.registry.hive import Key

_NAME = "DHCPServer"
_MOST_SCOPES = 2_000


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """The service, and scopes wherever a server keeps a readable copy of them (its database itself is ESE)."""
    service = server.control(r"Services\DHCPServer")
    if service is None:
        return
    parameters = service.subkey("Parameters")
    named = server.expand(parameters.text("DatabasePath")) if parameters is not None else ""
    database = (named or f"{server.windows.system_root}\\System32\\dhcp").rstrip("\\")
    places = (Evidence("registry", service.path),)
    yield DhcpScope(kind=_NAME, name="DHCP server", database=database, evidence=places)
    seen: set[str] = set()
    for subnets in _subnets(server, database):
        for number, key in enumerate(subnets.subkeys()):
            if number < _MOST_SCOPES and key.name not in seen:
                seen.add(key.name)
                yield _scope(key)


def _subnets(server: OfflineServer, database: str) -> Iterator[Key]:
    """Keys that hold scopes: of the registry, then of the backup that the server makes of its configuration."""
    for key in (
        server.software(r"Microsoft\DhcpServer\Configuration\Subnets"),
        server.control(r"Services\DHCPServer\Configuration\Subnets"),
    ):
        if key is not None:
            yield key
    path = f"{database}\\backup\\DhcpCfg"
    if server.find(path) is None:
        return
    try:
        hive = server.hive_at(path)
    except ReberthError:
        # Older servers write this file in another form; the service itself is told all the same.
        return
    for name in ("Configuration\\Subnets", "DHCPServer\\Configuration\\Subnets", "Subnets"):
        key = hive.key(name)
        if key is not None:
            yield key


def _scope(key: Key) -> DhcpScope:
    """A scope with its ranges."""
    ranges = key.subkey("IpRanges")
    texts = tuple(
        f"{_address(item, 'StartAddress')}-{_address(item, 'EndAddress')}"
        for item in (ranges.subkeys() if ranges is not None else ())
    )
    return DhcpScope(
        kind=_NAME,
        name=key.name,
        title=key.text("SubnetName"),
        mask=_address(key, "SubnetMask"),
        ranges=texts[:100],
        evidence=(Evidence("registry", key.path),),
    )


def _address(key: Key, name: str) -> str:
    """An address, kept as a number or as text."""
    number = key.integer(name)
    if number is None or number > 0xFFFFFFFF:
        return key.text(name)
    return ".".join(str(number >> shift & 0xFF) for shift in (24, 16, 8, 0))


def plan(records: Sequence[ArtifactRecord], _: Planning) -> Parts:
    """Left out, each."""
    return Parts(
        outcomes=tuple(
            LeftOut("DHCP", item.name, *_words(item), item.evidence) for item in records if isinstance(item, DhcpScope)
        )
    )


def _words(item: DhcpScope) -> tuple[str, dict[str, str | int]]:
    """Code and parameters: of the server it is said that its database was not read."""
    if not item.database:
        return "artifact.dhcp", {"name": item.name}
    return "artifact.dhcp-server", {"name": item.name, "database": f"{item.database}\\dhcp.mdb"}


KIND = Kind(_NAME, "artifact.kind-dhcp-server", discover, plan)
