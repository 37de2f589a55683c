"""Settings of IIS and ASP.NET in a web.config that mean something else in a container, and telling assemblies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from reberth.applications.config_file import Node
    from reberth.model.application import NoticedKind

    Settings = Iterator[tuple[NoticedKind, str, Node]]

_AUTHENTICATION = "system.webServer/security/authentication/"
_LIBRARY = re.compile(
    r"(?i)^(CrystalDecisions\.[\w.]+|Microsoft\.ReportViewer\.[\w.]+|Microsoft\.Office\.Interop\.\w+"
    r"|Microsoft\.Vbe\.Interop|Interop\.(Excel|Word|Outlook|PowerPoint|Office)|DataDynamics\.ActiveReports[\w.]*"
    r"|GrapeCity\.ActiveReports[\w.]*|Oracle\.DataAccess)$"
)
# What a condition of URL Rewrite looks at to know http from https, and where a proxy says what its caller came by.
_SCHEME = re.compile(r"(?i)\{(HTTPS|SERVER_PORT|SERVER_PORT_SECURE|CACHE_URL)\}")
_PROXY = re.compile(r"(?i)FORWARDED_(PROTO|SSL|SCHEME|PORT)|ARR_SSL|FRONT_END_HTTPS|CF_VISITOR|URL_SCHEME")


def telling_library(name: str) -> str:
    """The assembly of an installed product that ``CrystalDecisions.Shared.dll`` stands for; "" for any other file."""
    stem = name[:-4] if name.lower().endswith(".dll") else name
    return stem if _LIBRARY.match(stem) else ""


def noticed_settings(section: str, node: Node, here: Container[str]) -> Settings:
    """What one section of a web.config tells: kind, detail and element.

    Args:
        section: ``system.web/sessionState``.
        node: Its element.
        here: Names of this machine in lower case.
    """
    if section.startswith(_AUTHENTICATION):
        enabled = _get(node, "enabled").lower()
        if enabled in {"true", "false"}:
            yield "scheme-on" if enabled == "true" else "scheme-off", section.rpartition("/")[2], node
    elif section.startswith("system.webServer/rewrite"):
        yield from _rules(node)
    elif section == "system.web/sessionState":
        yield from _sessions(node, here)
    elif section in _READERS:
        yield from _READERS[section](node)


def _get(node: Node, name: str) -> str:
    """An attribute whatever the case of its name, "" where there is none."""
    return next((value for key, value in node.attributes.items() if key.lower() == name.lower()), "")


def _access(node: Node) -> Settings:
    """``sslFlags`` with ``Ssl`` among them: plain http is refused with 403.4."""
    flags = _get(node, "sslFlags")
    if "ssl" in {item.strip().lower() for item in flags.split(",")}:
        yield "tls-required", flags, node


def _redirect(node: Node) -> Settings:
    """``httpRedirect`` that sends everybody to https, by whatever they came."""
    if _get(node, "enabled").lower() == "true" and _get(node, "destination").lower().startswith("https:"):
        yield "https-redirect", "always", node


def _rules(node: Node) -> Settings:
    """Rules of URL Rewrite that redirect to https: whoever comes by http, or everybody.

    One that looks at a header of the proxy in front is made for it.
    """
    for rule in node.walk():
        if rule.tag != "rule" or _get(rule, "enabled").lower() == "false":
            continue
        below = [item for item in rule.walk() if item is not rule]
        inputs = [_get(item, "input") for item in below if item.tag == "add"]
        proxied = any(_PROXY.search(text) for text in inputs)
        when = "from http" if any(_SCHEME.search(text) for text in inputs) else "always"
        for item in below:
            leads = item.tag == "action" and _get(item, "type").lower() == "redirect"
            if leads and _get(item, "url").lower().startswith("https://") and not proxied:
                yield "https-redirect", when, item


def _sessions(node: Node, here: Container[str]) -> Settings:
    """Where sessions are kept: the mode in lower case, and ``here`` for a State Service on this machine.

    An element without a mode (``timeout`` is common) leaves it as it was above.
    """
    mode = _get(node, "mode").lower()
    if not mode:
        return
    host = (_get(node, "stateConnectionString") or "tcpip=loopback").lower().partition("=")[2].partition(":")[0]
    local = host == "loopback" or host in here
    yield "sessions", f"{mode} here" if mode == "stateserver" and local else mode, node


def _cookies(node: Node) -> Settings:
    """All cookies for https only."""
    if _get(node, "requireSSL").lower() == "true":
        yield "secure-cookie", "httpCookies", node


def _forms(node: Node) -> Settings:
    """The cookie of forms authentication for https only."""
    for child in node.children:
        if child.tag == "forms" and _get(child, "requireSSL").lower() == "true":
            yield "secure-cookie", "forms", child


def _assemblies(node: Node) -> Settings:
    """Assemblies that pages are compiled against."""
    for child in node.walk():
        library = telling_library(_get(child, "assembly").partition(",")[0].strip())
        if library:
            yield "library", library, child


_READERS: dict[str, Callable[[Node], Settings]] = {
    "system.webServer/security/access": _access,
    "system.webServer/httpRedirect": _redirect,
    "system.web/httpCookies": _cookies,
    "system.web/authentication": _forms,
    "system.web/compilation": _assemblies,
}
