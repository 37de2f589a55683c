"""What somebody added to machine.config or the root web.config of a .NET Framework."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.artifacts.safe_xml import read_xml
from reberth.model.evidence import Evidence
from reberth.model.system_records import MachineConfigEntry
from reberth.windows.secret_variables import looks_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from reberth.artifacts.server import OfflineServer

_RUNTIMES = ("v2.0.50727", "v4.0.30319")
_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_.-]*$")
# Providers that the frameworks bring themselves.
_STOCK_PROVIDERS = frozenset(
    {
        *("system.data.odbc", "system.data.oledb", "system.data.oracleclient", "system.data.sqlclient"),
        *("system.data.sqlserverce.3.5", "microsoft.sqlserverce.client", "system.data.sqlserverce.4.0"),
    }
)
_MOST = 200


def discover_entries(server: OfflineServer, kind: str) -> Iterator[MachineConfigEntry]:
    """Entries of both runtimes; what stands in the 32-bit and the 64-bit file alike is told once."""
    seen: set[str] = set()
    for runtime in _RUNTIMES:
        for folder in ("Framework64", "Framework"):
            for file in ("machine.config", "web.config"):
                path = f"{server.windows.system_root}\\Microsoft.NET\\{folder}\\{runtime}\\Config\\{file}"
                for entry in _entries(server, kind, path, runtime):
                    if entry.name not in seen and len(seen) < _MOST:
                        seen.add(entry.name)
                        yield entry


def _entries(server: OfflineServer, kind: str, path: str, runtime: str) -> Iterator[MachineConfigEntry]:
    """Entries of one file."""
    root = read_xml(server.read(path, 4 << 20))
    if root is None:
        return
    for node, section, title, secret in _found(root):
        yield MachineConfigEntry(
            kind=kind,
            name=f"{section} {title} ({runtime})".replace("  ", " "),
            file=path,
            section=section,
            runtime=runtime,
            attributes=() if secret else tuple((str(key), str(value)) for key, value in node.attrib.items()),
            secret=secret,
            evidence=(Evidence("file", path, section, node.sourceline or 0),),
        )


def _found(root: etree._Element) -> Iterator[tuple[etree._Element, str, str, bool]]:
    """Elements that are not the framework's own, each with its section, a title, and whether it may hold a secret."""
    for node in root.iterfind("system.data/DbProviderFactories/add"):
        invariant = node.get("invariant", "")
        plain = all(_NAME.match(str(key)) for key in node.attrib)
        if invariant and invariant.lower() not in _STOCK_PROVIDERS and plain:
            yield node, "system.data/DbProviderFactories", invariant, False
    yield from _mail(root)
    yield from _with_secrets(root)


def _mail(root: etree._Element) -> Iterator[tuple[etree._Element, str, str, bool]]:
    """How mail is sent; a password makes the whole entry a secret."""
    for node in root.iterfind("system.net/mailSettings/smtp"):
        secret = any(inner.get("password") for inner in node.iterfind("network"))
        for inner in node.iterfind("network"):
            plain = all(_NAME.match(str(key)) for key in inner.attrib)
            if not plain:
                continue
            yield inner, "system.net/mailSettings/smtp/network", inner.get("host", ""), secret
        if node.attrib and all(_NAME.match(str(key)) for key in node.attrib):
            yield node, "system.net/mailSettings/smtp", node.get("from", ""), False


def _with_secrets(root: etree._Element) -> Iterator[tuple[etree._Element, str, str, bool]]:
    """Keys, connections and settings."""
    for node in root.iterfind("system.web/machineKey"):
        keys = (node.get("validationKey", ""), node.get("decryptionKey", ""))
        if any(key and not key.startswith("AutoGenerate") for key in keys):
            yield node, "system.web/machineKey", "", True
    for node in root.iterfind("connectionStrings/add"):
        if node.get("name", "") != "LocalSqlServer":
            yield node, "connectionStrings", node.get("name", ""), True
    for node in root.iterfind("appSettings/add"):
        name, value = node.get("key", ""), node.get("value", "")
        if name and set(node.attrib) <= {"key", "value"}:
            yield node, "appSettings", name, looks_secret(name, value)
