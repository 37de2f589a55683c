r"""Components of Windows Server 2003: ``Oc Manager\Subcomponents`` (names as in answer files of its Setup)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.registry.hive import Hive

_KEY = r"Microsoft\Windows\CurrentVersion\Setup\Oc Manager\Subcomponents"
# Component to the DISM name of the feature that took its place. What has no such feature is not one any more.
COMPONENTS = {
    "iis_www": "IIS-WebServer",
    "iis_asp": "IIS-ASP",
    "aspnet": "IIS-ASPNET",
    "iis_serversideincludes": "IIS-ServerSideIncludes",
    "iis_webdav": "IIS-WebDAV",
    "iis_ftp": "IIS-FTPServer",
    "msmq_core": "MSMQ-Server",
    "dns": "DNS-Server-Full-Role",
    "dhcpserver": "DHCPServer",
}


def read_components(software: Hive) -> Iterator[tuple[str, Evidence]]:
    """Features by their later names, with the component that was installed. Both registry views are read."""
    for prefix in ("", "Wow6432Node\\"):
        key = software.key(prefix + _KEY)
        for value in key.values() if key is not None else ():
            feature = COMPONENTS.get(value.name.lower())
            if key is not None and feature is not None and key.integer(value.name) == 1:
                yield feature, Evidence("registry", key.path, value.name)
