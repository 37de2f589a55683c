"""Databases that lived on the server itself: what a container has to find elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.plan import Database, LeftOut, Undecided
from reberth.model.step_ids import database_step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.application import ApplicationFacts
    from reberth.model.errors import Parameter
    from reberth.model.plan import Outcome
    from reberth.model.windows import WindowsInfo

_HERE = frozenset({".", "(local)", "localhost", "127.0.0.1", "::1", "[::1]", "(localdb)"})
_PROTOCOLS = ("tcp:", "np:", "lpc:", "admin:")


class PlannedDatabases(NamedTuple):
    """Databases and their fates."""

    databases: tuple[Database, ...]
    outcomes: tuple[Outcome, ...]


def plan_databases(windows: WindowsInfo, applications: Iterable[ApplicationFacts]) -> PlannedDatabases:
    """Connections of the chosen applications that name the server itself, then its instances of SQL Server."""
    databases: list[Database] = []
    outcomes: list[Outcome] = []
    names = {windows.computer_name.lower(), f"{windows.computer_name}.{windows.domain}".lower()} - {"", "."}
    for facts in applications:
        for source in facts.data_sources:
            if not _is_here(source.server, names):
                continue
            place = f"{facts.site}{facts.path.rstrip('/')}"
            step = database_step(f"{place}:{source.name}:{source.evidence.line}")
            databases.append(Database(step, source.name, source.server, source.database, (source.evidence,)))
            params: dict[str, Parameter] = {"name": source.name, "server": source.server, "application": place}
            name = f"{source.name} of {place} ({source.evidence.source}, line {source.evidence.line})"
            outcomes.append(Undecided("database", name, "plan.database-here", params, (source.evidence,)))
    for server in windows.sql_servers:
        databases.append(Database(database_step(server.name), server.name, evidence=server.evidence))
        told: dict[str, Parameter] = {"name": server.name, "version": server.version or "?"}
        outcomes.append(LeftOut("database server", server.name, "plan.sql-server", told, server.evidence))
    return PlannedDatabases(tuple(databases), tuple(outcomes))


def _is_here(server: str, names: set[str]) -> bool:
    r"""Whether a data source means the server itself: ``tcp:WEB01\SQLEXPRESS,1433`` on WEB01."""
    host = server.strip().lower()
    for protocol in _PROTOCOLS:
        host = host.removeprefix(protocol)
    # A named pipe starts with two: \\.\pipe\sql\query
    host = host.removeprefix("\\\\").partition("\\")[0].partition(",")[0].strip()
    if host.count(":") == 1:
        # MySQL and others write the port so.
        host = host.partition(":")[0]
    return host in _HERE or host in names
