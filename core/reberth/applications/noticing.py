r"""What an application's files name that may be otherwise in a container: the readiness report speaks of it.

Each file is walked once, right after it was parsed. Only names and places go further; a value that holds a secret is
not looked at, save for the folder or driver that a connection string names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.applications.config_sections import section_nodes
from reberth.applications.connection_strings import holds_secret, names_user, parse
from reberth.applications.noticed_settings import noticed_settings
from reberth.applications.secrets import is_secret
from reberth.model.application import Noticed
from reberth.model.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.applications.config_file import ConfigFile, Node
    from reberth.model.application import NoticedKind

_TRANSFORM = "http://schemas.microsoft.com/XML-Document-Transform"
# Of programs and of Visual Studio: nothing that IIS runs reads them.
_NOT_OURS = re.compile(r"(?i)(\.(dll|exe)\.config|\\packages\.config)$")
# Sections whose paths and hosts are those of visitors, of the build or of templates.
_NOT_SEARCHED = re.compile(
    r"(system\.webServer(/.*)?|configSections|runtime|startup|connectionStrings|system\.codedom|entityFramework"
    r"|system\.web/(compilation|sessionState|httpHandlers|httpModules|pages|siteMap)|system\.diagnostics/switches"
    r"|system\.net/mailSettings/smtp)$"
)
_PATH = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]:\\[^\\<>:\"|?*;,=\x00-\x1f][^<>:\"|?*;,=\x00-\x1f]{0,200})")
_SHARE = re.compile(r"(?:^|(?<=[\s=;,\"'(]))(\\\\[A-Za-z0-9][A-Za-z0-9._-]{0,80}\\[A-Za-z0-9_][^\\<>:\"|?*;,\s]{0,80})")
# Settings whose value may be the bare name of a machine.
_HOST_KEY = re.compile(r"(?i)server|host|machine|url|uri|address|endpoint|source")
_HOST_END = re.compile(r"[\\:,/]")
_URL_HOST = re.compile(
    r"(?i)\b(?:https?|net\.tcp|net\.msmq|ftp|tcp|amqp|ldap|redis)://(?:[^/\s@]{1,100}@)?([^/:\s\\]{1,100})"
)
_HERE = frozenset({"localhost", "127.0.0.1"})
_MAIL_FOLDERS = frozenset({"specifiedpickupdirectory", "pickupdirectoryfromiis"})
# Windows Server brings these; MSDASQL leads to a data source, which is found by itself.
_OWN_PROVIDERS = frozenset({"sqloledb", "sqloledb.1", "msdasql", "msdasql.1", "sql server", "{sql server}"})
_CLIENTS = re.compile(
    r"(?i)^(System\.Data\.OracleClient|Oracle\.DataAccess(\.Client)?|IBM\.Data\.\w+|Sybase\.Data\.\w+)$"
)
_LONGEST = 80
_FILE_KEYS = ("attachdbfilename", "data source", "dbq", "defaultdir")
_PRINTER = re.compile(r"(?i)printer|drucker")
# One file cannot fill the inventory.
_MOST_OF_A_KIND = 20


class Noticing:
    """Looks through configuration files of one server."""

    def __init__(self, computer_name: str, domain: str) -> None:
        """The names by which the server calls itself.

        Args:
            computer_name: NetBIOS name, or "".
            domain: DNS domain, or "".
        """
        own = computer_name.lower()
        self._names = _HERE | ({own, f"{own}.{domain.lower()}"} if own else set())

    def notice(self, config: ConfigFile, path: str, *, own: bool) -> tuple[Noticed, ...]:
        """Everything worth telling in one file, each name once.

        Args:
            config: The parsed file.
            path: Its Windows path.
            own: It is a web.config, so IIS and ASP.NET read its sections.
        """
        if _NOT_OURS.search(path) or _TRANSFORM in config.root.attributes.values():
            return ()
        found: dict[tuple[NoticedKind, str], Noticed] = {}
        counts: dict[NoticedKind, int] = {}
        for section, node in section_nodes(config.root):
            for kind, detail, place in self._section(section, node, own=own):
                # A share of this machine goes with it.
                here = kind == "share" and detail.split("\\")[2].lower() in self._names
                what: NoticedKind = "this-machine" if here else kind
                key = (what, detail.lower())
                if key not in found and counts.get(what, 0) < _MOST_OF_A_KIND:
                    counts[what] = counts.get(what, 0) + 1
                    found[key] = Noticed(what, detail, Evidence("file", path, place.place, place.line))
        return tuple(found.values())

    def _section(self, section: str, node: Node, *, own: bool) -> Iterator[tuple[NoticedKind, str, Node]]:
        """What one section tells."""
        if "configProtectionProvider" in node.attributes:
            return
        if own:
            yield from noticed_settings(section, node, self._names)
        if section == "system.net/mailSettings/smtp":
            yield from self._mail(node)
        if section == "connectionStrings":
            for child in node.children:
                yield from _connection(child, child.attributes.get("connectionString", ""))
        if not _NOT_SEARCHED.match(section):
            for child in node.walk():
                yield from self._values(section, child)

    def _values(self, section: str, node: Node) -> Iterator[tuple[NoticedKind, str, Node]]:
        """Paths, shares and hosts in the attributes and text of an element."""
        name = node.attributes.get("key") or node.attributes.get("name") or ""
        if node.tag == "add" and section == "appSettings" and _names_printer(name, node.attributes.get("value", "")):
            yield "printer", name, node
        for attribute, value in (*node.attributes.items(), ("", node.text.strip())):
            if not value or attribute in {"key", "name", "type", "baseAddress", "xmlns"}:
                continue
            if "=" in value and ";" in value:
                yield from _connection(node, value)
            elif not (is_secret(attribute or node.tag, value) or is_secret(name, value) or names_user(value)):
                yield from ((("path", _trimmed(match), node)) for match in _PATH.findall(value))
                yield from ((("share", match, node)) for match in _SHARE.findall(value))
                yield from (("this-machine", host, node) for host in self._hosts(section, node, value))

    def _hosts(self, section: str, node: Node, value: str) -> Iterator[str]:
        """Names of this machine: as the host of a URL, and where a setting in appSettings is about a host."""
        if section.endswith("/dns") or node.tag == "dns":
            return
        found = _URL_HOST.findall(value)
        if section == "appSettings":
            head = _HOST_END.split(value.strip(), maxsplit=1)[0]
            if head.lower() in _HERE or _HOST_KEY.search(node.attributes.get("key", "")):
                found.append(head)
        yield from (host for host in found if host.lower() in self._names)

    def _mail(self, node: Node) -> Iterator[tuple[NoticedKind, str, Node]]:
        """A pickup folder, or a mail server on this machine."""
        method = node.attributes.get("deliveryMethod", "")
        if method.lower() in _MAIL_FOLDERS:
            yield "mail", method, node
            return
        for child in node.children:
            host = child.attributes.get("host", "") if child.tag == "network" else ""
            if host.lower() in self._names:
                yield "mail", host, child


def _names_printer(key: str, value: str) -> bool:
    """Whether an appSettings entry seems to name a printer."""
    return bool(_PRINTER.search(key)) and len(value.strip()) > 1 and value.strip().lower() not in {"true", "false"}


def _trimmed(path: str) -> str:
    """A path without what follows it in free text."""
    return path.rstrip(" '\\).")


def _connection(node: Node, text: str) -> Iterator[tuple[NoticedKind, str, Node]]:
    """Drivers, files and shares of a connection string; nothing else of it is looked at."""
    client = node.attributes.get("providerName", "")
    if _CLIENTS.match(client):
        yield "data-provider", client, node
    if "=" not in text:
        return
    pairs = parse(text)
    if "metadata" in pairs and _CLIENTS.match(pairs.get("provider", "")):
        yield "data-provider", pairs["provider"], node
    # Entity Framework's provider is a class of .NET, mostly of a library in bin: no driver of Windows.
    for key in ("driver",) if "metadata" in pairs else ("provider", "driver"):
        name = pairs.get(key, "").strip("{} ")
        if name and name.lower() not in _OWN_PROVIDERS and len(name) <= _LONGEST and not holds_secret(name):
            yield "data-provider", name, node
    for key in _FILE_KEYS:
        value = pairs.get(key, "")
        if value and not holds_secret(value):
            yield from (("path", _trimmed(match), node) for match in _PATH.findall(value)[:1])
            # \\server\pipe\sql is how SQL Server is reached, and no share.
            shares = [match for match in _SHARE.findall(value)[:1] if not match.lower().endswith("\\pipe")]
            yield from (("share", match, node) for match in shares)
