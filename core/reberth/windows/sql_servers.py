"""Instances of SQL Server installed on the server, from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence
from reberth.model.windows import SqlServer

if TYPE_CHECKING:
    from reberth.registry.hive import Hive

# 32-bit instances of a 64-bit system register on their own side.
_ROOTS = (r"Microsoft\Microsoft SQL Server", r"Wow6432Node\Microsoft\Microsoft SQL Server")


def read_sql_servers(software: Hive) -> tuple[SqlServer, ...]:
    """Instances of the database engine, sorted by name."""
    found: dict[str, SqlServer] = {}
    for root in _ROOTS:
        names = software.key(f"{root}\\Instance Names\\SQL")
        for value in names.values() if names is not None else ():
            evidence = Evidence("registry", names.path, value.name) if names is not None else None
            setup = software.key(f"{root}\\{value.text}\\Setup") if value.text else None
            version = setup.text("Version") if setup is not None else ""
            found.setdefault(value.name, SqlServer(value.name, version, (evidence,) if evidence else ()))
    return tuple(found[name] for name in sorted(found))
