"""What an application asks of the image, from its pool, its files and its web.config."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.model.application import NeedSeen
from reberth.model.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.applications.config_file import ConfigFile
    from reberth.model.application import Need
    from reberth.model.iis import Application, ApplicationPool, Site

_MANAGED = frozenset(
    {".aspx", ".ashx", ".asmx", ".asax", ".ascx", ".cshtml", ".vbhtml", ".master", ".svc", "bin\\*.dll"}
)
_BY_MARKER: dict[str, Need] = {
    ".asp": "asp-classic",
    ".asa": "asp-classic",
    ".php": "php",
    ".shtml": "server-side-includes",
    ".shtm": "server-side-includes",
    ".stm": "server-side-includes",
    ".cgi": "cgi",
    ".svc": "wcf-http",
}
_BY_SECTION: dict[str, Need] = {
    "system.webServer/aspNetCore": "aspnet-core",
    "system.webServer/webSocket": "websocket",
    "system.webServer/httpPlatform": "httpplatform",
    "system.webServer/iisnode": "iisnode",
}
_BY_PROTOCOL: dict[str, Need] = {"net.tcp": "wcf-tcp", "net.pipe": "wcf-pipe", "net.msmq": "wcf-msmq"}
_FRAMEWORK = re.compile(r"^\d+(\.\d+){0,2}$")


class NeedCollector:
    """Gathers needs with the places that show them."""

    def __init__(self) -> None:
        self._seen: dict[tuple[Need, str], list[Evidence]] = {}

    def add(self, need: Need, evidence: Evidence, detail: str = "") -> None:
        """Note a need."""
        places = self._seen.setdefault((need, detail), [])
        if evidence not in places:
            places.append(evidence)

    def needs(self) -> tuple[NeedSeen, ...]:
        """All of them, sorted."""
        return tuple(NeedSeen(need, detail, tuple(places)) for (need, detail), places in sorted(self._seen.items()))

    def from_markers(self, markers: Iterable[tuple[str, str]], pool: ApplicationPool | None, pool_runtime: str) -> None:
        """Files that only some module can serve.

        Args:
            markers: Suffix and Windows path of a file that has it.
            pool: The application's pool, None where it is missing.
            pool_runtime: ``v4.0``, ``v2.0`` or "".
        """
        managed = False
        for suffix, path in markers:
            evidence = Evidence("file", path)
            if suffix in _BY_MARKER:
                self.add(_BY_MARKER[suffix], evidence)
            if suffix in _MANAGED and pool_runtime:
                managed = True
                self.add("managed", evidence, suffix)
        if managed and pool is not None:
            self.add("clr2" if pool_runtime.startswith("v2") else "clr4", pool.evidence)

    def from_protocols(self, site: Site, application: Application) -> None:
        """Protocols that both the application allows and a binding offers."""
        enabled = {item.strip().lower() for item in application.settings.get("enabledProtocols", "http").split(",")}
        for binding in site.bindings:
            if binding.protocol in enabled and binding.protocol in _BY_PROTOCOL:
                self.add(_BY_PROTOCOL[binding.protocol], binding.evidence)

    def from_config(self, config: ConfigFile, sections: Iterable[tuple[str, int]], path: str) -> None:
        """Sections and attributes of a web.config."""
        for section, line in sections:
            if section in _BY_SECTION:
                self.add(_BY_SECTION[section], Evidence("file", path, section, line))
            elif section.startswith("system.webServer/rewrite/") or section == "system.webServer/rewrite":
                self.add("url-rewrite", Evidence("file", path, section, line))
        for node in config.root.walk():
            if node.tag in {"compilation", "httpRuntime"}:
                target = node.attributes.get("targetFramework", "")
                if _FRAMEWORK.match(target):
                    self.add("managed", Evidence("file", path, node.place, node.line), target)
