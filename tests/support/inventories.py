"""Inventories written by hand: what a scan would yield, without a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.iis.bindings import read_binding
from reberth.model.application import ApplicationFacts, ContentFacts, Grant, NeedSeen
from reberth.model.content import ContentRef
from reberth.model.evidence import Evidence
from reberth.model.iis import (
    Application,
    ApplicationPool,
    Binding,
    ConfigElement,
    ConfigSection,
    IisConfiguration,
    Setting,
    Settings,
    Site,
    VirtualDirectory,
)
from reberth.model.inventory import Inventory
from reberth.model.secret import SecretRef
from reberth.model.windows import WindowsFeature, WindowsInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reberth.model.application import Need
    from reberth.model.secret import SecretKind

from lxml import etree

HOST = r"C:\Windows\System32\inetsrv\config\applicationHost.config"
VOLUMES = {"C": "disk0.partition1", "D": "disk1.partition1", "E": "disk2.partition1"}


def ref(path: str) -> ContentRef:
    r"""The reference of a Windows path: each drive is a volume."""
    return ContentRef(VOLUMES[path[0].upper()], path[2:] or "\\")


def seen(location: str) -> Evidence:
    """A place in applicationHost.config."""
    return Evidence("file", HOST, location, 1)


def settings(**scalars: str) -> Settings:
    """Explicit settings; a dot in a name is written as two underscores."""
    return Settings(tuple(Setting(name.replace("__", "."), value, "explicit") for name, value in scalars.items()))


def directory(path: str, physical: str, problem: str = "") -> VirtualDirectory:
    """A virtual directory whose folder is there unless it has a problem."""
    content = None if problem else ref(physical)
    return VirtualDirectory(path, physical, seen(f"vdir {path} {physical}"), physical, content, problem)


def application(path: str, physical: str, *more: VirtualDirectory, pool: str = "DefaultAppPool") -> Application:
    """An application with its root folder and further virtual directories."""
    return Application(path, pool, seen(f"application {path} {physical}"), (directory("/", physical), *more))


def binding(text: str, flags: int = 0) -> Binding:
    """``http *:80:host``."""
    protocol, _, information = text.partition(" ")
    node = etree.Element("binding", protocol=protocol, bindingInformation=information, sslFlags=str(flags))
    return read_binding(node, seen(f"binding {text}"))


def site(
    name: str, *applications: Application, bindings: Iterable[str | Binding] = ("http *:80:",), **more: str
) -> Site:
    """A site; ``more`` are its explicit settings."""
    made = tuple(item if isinstance(item, Binding) else binding(item) for item in bindings)
    return Site(name, 1, seen(f"site {name}"), made, applications, settings(**more))


def pool(name: str, runtime: str = "v4.0", **more: str) -> ApplicationPool:
    """An application pool."""
    return ApplicationPool(name, seen(f"pool {name}"), settings(managedRuntimeVersion=runtime, **more))


def section(path: str, location: str = "", **attributes: str) -> ConfigSection:
    """A section with attributes only."""
    element = ConfigElement(path.rpartition("/")[2], tuple(attributes.items()), line=7)
    return ConfigSection(path, location, element, HOST)


def needing(*needs: Need, site_name: str = "Default Web Site", path: str = "/") -> ApplicationFacts:
    """Facts of an application with needs."""
    return ApplicationFacts(site_name, path, tuple(NeedSeen(item, "", (seen(f"need {item}"),)) for item in needs))


def secret(
    file: str, name: str, kind: SecretKind = "connection-string", attribute: str = "connectionString"
) -> SecretRef:
    """A secret place in a file."""
    place = Evidence("file", file, f"/configuration/{name}", 3)
    return SecretRef(kind, ref(file), "connectionStrings", f"/configuration/{name}", attribute, name, place)


def grant(folder: str, sid: str, rights: int = 0x1301BF, account: str = "", *, allow: bool = True) -> Grant:
    """An explicit access entry."""
    return Grant(ref(folder), sid, rights, account, allow)


def content(folder: str, *grants: Grant, unreadable: Iterable[tuple[str, str]] = (), files: int = 3) -> ContentFacts:
    """What a content root holds."""
    return ContentFacts(ref(folder), files, files * 100, grants, tuple(unreadable))


def inventory(
    *sites: Site,
    pools: Iterable[ApplicationPool] = (pool("DefaultAppPool"),),
    applications: Iterable[ApplicationFacts] = (),
    contents: Iterable[ContentFacts] = (),
    sections: Iterable[ConfigSection] = (),
    secrets: Iterable[SecretRef] = (),
    features: Iterable[str] = (),
    windows: Mapping[str, str] | None = None,
) -> Inventory:
    """A server with these sites."""
    card = {"system_root": r"C:\Windows", "architecture": "amd64", "computer_name": "WEB01", **(windows or {})}
    found = tuple(WindowsFeature(name, (Evidence("registry", "SOFTWARE\\InetStp", name),)) for name in features)
    return Inventory(
        (),
        (),
        WindowsInfo(
            VOLUMES[card["system_root"][0]],
            card["system_root"],
            architecture="x86" if card["architecture"] == "x86" else "amd64",
            computer_name=card["computer_name"],
            features=found,
        ),
        IisConfiguration("8.5", tuple(sites), tuple(pools), tuple(sections), secrets=tuple(secrets), files=(HOST,)),
        tuple(applications),
        tuple(contents),
    )
