"""Instances of SQL Server: what a database administrator must know to move them; never part of a web image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.model.evidence import Evidence
from reberth.model.plan import Database, LeftOut
from reberth.model.service_records import DatabaseFile, SqlInstance
from reberth.model.step_ids import database_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.registry.hive import Key

_NAME = "SQLServer"
_ROOT = r"Microsoft\Microsoft SQL Server"
# SQL Server 2000's default instance has keys of its own.
_OLD = r"Microsoft\MSSQLServer"
_ENDINGS = (".mdf", ".ndf", ".ldf")
_SYSTEM = frozenset({"master", "mastlog", "model", "modellog", "msdbdata", "msdblog", "tempdb", "templog"})
_MOST_FILES = 1_000


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Instances of the database engine, 64 and 32 bits."""
    seen: set[str] = set()
    for root, _ in server.views(_ROOT):
        names = root.subkey("Instance Names")
        engine = names.subkey("SQL") if names is not None else None
        for value in engine.values() if engine is not None else ():
            if value.name.upper() not in seen:
                seen.add(value.name.upper())
                yield _instance(server, value.name, value.text, root.subkey(value.text), value.key)
    for old, _ in server.views(_OLD):
        setup = old.subkey("Setup")
        if setup is not None and "MSSQLSERVER" not in seen and setup.text("SQLPath"):
            seen.add("MSSQLSERVER")
            yield _instance(server, "MSSQLSERVER", "MSSQLSERVER", old, setup.path)


def _instance(server: OfflineServer, name: str, identity: str, key: Key | None, place: str) -> SqlInstance:
    """One instance, from its own key."""
    evidence = [Evidence("registry", place, name)]

    def text(path: str, value: str) -> str:
        inner: Key | None = key
        for part in path.split("\\"):
            inner = inner.subkey(part) if inner is not None else None
        found = inner.text(value) if inner is not None else ""
        if found and inner is not None:
            evidence.append(Evidence("registry", inner.path, value))
        return found

    data = text("MSSQLServer", "DefaultData") or text("Setup", "SQLDataRoot")
    folder = data if text("MSSQLServer", "DefaultData") or not data else f"{data}\\Data"
    master = text("MSSQLServer\\Parameters", "SQLArg0").removeprefix("-d")
    folders = dict.fromkeys(item for item in (folder, data, master.rpartition("\\")[0]) if item)
    mode = text("MSSQLServer", "LoginMode")
    return SqlInstance(
        kind=_NAME,
        name=name,
        id=identity,
        version=text("Setup", "PatchLevel") or text("Setup", "Version"),
        edition=text("Setup", "Edition"),
        collation=text("Setup", "Collation"),
        port=text("MSSQLServer\\SuperSocketNetLib\\Tcp\\IPAll", "TcpPort")
        or text("MSSQLServer\\SuperSocketNetLib\\Tcp", "TcpPort"),
        dynamic_port=text("MSSQLServer\\SuperSocketNetLib\\Tcp\\IPAll", "TcpDynamicPorts"),
        login_mode={"1": "windows", "2": "mixed"}.get(mode, ""),
        data=folder,
        databases=tuple(_files(server, folders))[:_MOST_FILES],
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _files(server: OfflineServer, folders: dict[str, None]) -> Iterator[DatabaseFile]:
    """Database files of the folders, those of the system databases last."""
    found: dict[str, DatabaseFile] = {}
    for folder in folders:
        for entry in server.entries(folder):
            if entry.name.lower().endswith(_ENDINGS) and not entry.directory:
                path = f"{folder.rstrip(chr(92))}\\{entry.name}"
                found.setdefault(path.upper(), DatabaseFile(path, entry.size))
    yield from sorted(found.values(), key=lambda item: (_is_system(item.path), item.path.upper()))


def _is_system(path: str) -> bool:
    """Whether a file belongs to a database that every instance has."""
    return path.rpartition("\\")[2].rpartition(".")[0].lower() in _SYSTEM


def plan(records: Sequence[ArtifactRecord], _: Planning) -> Parts:
    """Never in the image: a database service is proposed in compose, with what is known of each instance."""
    instances = [item for item in records if isinstance(item, SqlInstance)]
    return Parts(
        outcomes=tuple(
            LeftOut("database server", item.name, "artifact.sql-instance", _params(item), item.evidence)
            for item in instances
        ),
        databases=tuple(Database(database_step(item.name), item.name, evidence=item.evidence) for item in instances),
    )


def _params(item: SqlInstance) -> dict[str, str | int]:
    """What the words name."""
    own = [file for file in item.databases if not _is_system(file.path)]
    listed = ", ".join(f"{file.path.rpartition(chr(92))[2]} ({-(-file.size >> 20)} MiB)" for file in own[:20])
    return {
        "name": item.name,
        "version": item.version or "?",
        "edition": item.edition or "?",
        "port": item.port or item.dynamic_port or "?",
        "collation": item.collation or "?",
        "files": listed or "-",
    }


KIND = Kind(_NAME, "artifact.kind-sql-server", discover, plan)
