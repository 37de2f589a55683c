"""Reading a MetaBase.xml as from a Windows Server 2003's disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.iis.reader import read_iis
from reberth.model.iis import ConfigElement
from reberth.model.windows import WindowsInfo
from tests.support.trees import MemoryTree, memory_volumes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.model.finding import Finding
    from reberth.model.iis import IisConfiguration, Site

PATH = r"C:\WINDOWS\System32\inetsrv\MetaBase.xml"
WINDOWS = WindowsInfo(
    "disk0",
    r"C:\WINDOWS",
    architecture="x86",
    version="5.2",
    computer_name="WEB2003",
    environment=(("SYSTEMROOT", r"C:\WINDOWS"), ("WINDIR", r"C:\WINDOWS"), ("SYSTEMDRIVE", "C:")),
    iis_version="6.0",
)


def read(
    data: bytes, *, folders: Mapping[str, bytes | None] | None = None
) -> tuple[IisConfiguration, tuple[Finding, ...]]:
    """The configuration and what there is to say."""
    files = {r"\WINDOWS\system32\inetsrv\MetaBase.xml": data, r"\Inetpub\wwwroot": None, **(folders or {})}
    volumes = memory_volumes(MemoryTree("disk0", files))
    volumes.assign_letters({"disk0": "C"})
    found, findings = read_iis(volumes, WINDOWS)
    assert found is not None
    return found, findings


def configuration(data: bytes) -> IisConfiguration:
    return read(data)[0]


def only_site(data: bytes) -> Site:
    (site,) = configuration(data).sites
    return site


def section(iis: IisConfiguration, path: str, location: str = "") -> ConfigElement:
    """The one section of a path and location, below system.webServer; without lines."""
    found = [item for item in iis.sections if (item.path, item.location) == (f"system.webServer/{path}", location)]
    assert len(found) == 1, [(item.path, item.location) for item in iis.sections]
    return plain(found[0].element)


def plain(element: ConfigElement) -> ConfigElement:
    return ConfigElement(
        element.name, element.attributes, element.secret_attributes, tuple(plain(item) for item in element.children)
    )


def values(element: ConfigElement) -> list[dict[str, str]]:
    """Attributes of each entry."""
    return [dict(item.attributes) for item in element.children]


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(item.code, item.subject) for item in findings]
