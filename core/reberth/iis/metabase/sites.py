"""Web servers, virtual directories and applications of IIS 6 as sites of IIS 7."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from reberth.iis.bindings import read_binding
from reberth.iis.document import whole_number
from reberth.iis.metabase.document import Located
from reberth.iis.metabase.flags import LOG_FIELDS, modern_flags
from reberth.iis.metabase.units import SITE
from reberth.model.evidence import Evidence
from reberth.model.iis import Application, Binding, Setting, Settings, Site, VirtualDirectory
from reberth.model.step_ids import site_step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.iis.metabase.document import Key, Metabase, Property
    from reberth.iis.metabase.notes import Notes

SERVICE = "/LM/W3SVC"
DEFAULT_POOL = "DefaultAppPool"
_FORBIDDEN = re.compile(r'[\\/?;:@&=+$,|"<>]+')
_ADMINISTRATION = ("administration", "microsoft sharepoint administration", "administration web site")
# Where IIS 6 logs unless told otherwise; later versions have another folder.
_LOGS = r"%SystemRoot%\System32\LogFiles"
_LOG_FORMATS = {
    "{FF160657-DE82-11CF-BC0A-00AA006111E0}": "IIS",
    "{FF16065F-DE82-11CF-BC0A-00AA006111E0}": "NCSA",
    "{FF160663-DE82-11CF-BC0A-00AA006111E0}": "W3C",
}


class SiteReader:
    """Reads every web server of a metabase.

    Attributes:
        names: Site name by the web server's location in lower case.
        applications: Every application read, with the location of its key.
    """

    def __init__(self, metabase: Metabase, notes: Notes, pools: Mapping[str, str] | None) -> None:
        """``pools``: names in IIS 7 by names in IIS 6 in lower case; None where all share the default pool."""
        self._metabase = metabase
        self._notes = notes
        self._pools = pools
        self._servers = [
            key
            for key in metabase.children(SERVICE)
            if key.kind.lower() == "iiswebserver" or (key.name.isascii() and key.name.isdigit())
        ]
        self.applications: list[tuple[str, Application]] = []
        self.names: dict[str, str] = {}
        self._taken: set[str] = set()
        for key in self._servers:
            self.names[key.location.lower()] = self._site_name(key)

    def sites(self) -> tuple[Site, ...]:
        """All of them, in the order of their numbers."""
        ordered = sorted(self._servers, key=lambda key: (not key.name.isdigit(), key.name.zfill(20)))
        return tuple(self._site(key) for key in ordered)

    def _site_name(self, key: Key) -> str:
        """ServerComment as a name that IIS 7 takes and that no other site has."""
        comment = key.own("ServerComment")
        written = comment.value.strip() if comment is not None else ""
        name = _FORBIDDEN.sub("-", written) or f"Site {key.name}"
        if name.lower() in self._taken:
            name = f"{name} ({key.name})"
        self._taken.add(name.lower())
        if name != written:
            place = self._notes.evidence(key, comment)
            self._notes.tell("iis.metabase-site-renamed", "info", name, place, comment=written or "-", name=name)
        if written.lower() in _ADMINISTRATION:
            self._notes.tell("iis.metabase-administration", "action", name, self._notes.evidence(key), name=name)
        return name

    def _site(self, key: Key) -> Site:
        """One site."""
        name = self.names[key.location.lower()]
        step = site_step(name)
        comment = key.own("ServerComment")
        if comment is not None:
            self._notes.became(key, comment, step)
        for certificate in ("SSLCertHash", "SSLStoreName"):
            found = key.own(certificate)
            if found is not None:
                self._notes.left(key, found, "iis.metabase-certificate")
        return Site(
            name,
            whole_number(key.name),
            self._notes.evidence(key),
            (*self._bindings(key, "ServerBindings", "http"), *self._bindings(key, "SecureBindings", "https")),
            self._applications(key, name),
            self._settings(key, step),
        )

    def _bindings(self, key: Key, name: str, protocol: str) -> tuple[Binding, ...]:
        """Every entry of ServerBindings or SecureBindings; an empty address means all of them."""
        found = key.own(name)
        if found is None:
            return ()
        self._notes.became(key, found, site_step(self.names[key.location.lower()]))
        bindings = []
        for number, text in enumerate(found.values, start=1):
            information = text if text.count(":") > 1 else f"{text}:"
            information = f"*{information}" if information.startswith(":") else information
            node = etree.Element("binding", protocol=protocol, bindingInformation=information)
            place = Evidence("file", self._notes.path, f"{key.location} {name}[{number}]", found.line + number - 1)
            bindings.append(read_binding(node, place))
        return tuple(bindings)

    def _settings(self, key: Key, step: str) -> Settings:
        """The site's settings: its own, else the service's."""
        scalars: list[Setting] = []
        for rule in SITE:
            found = self._setting(key, rule.name, step)
            if found is not None:
                scalars.append(self._made(key, found, rule.setting, rule.write(found.value)))
        if not any(item.name == "logFile.directory" for item in scalars):
            scalars.append(Setting("logFile.directory", _LOGS, "defaults"))
        fields = self._setting(key, "LogExtFileFlags", step)
        if fields is not None:
            scalars.append(self._made(key, fields, "logFile.logExtFileFlags", modern_flags(fields.value, LOG_FIELDS)))
        plugin = self._located(key, "LogPluginClsid")
        known = _LOG_FORMATS.get(plugin.found.value.strip().upper()) if plugin is not None else None
        if plugin is not None and known is None:
            self._notes.left(plugin.key, plugin.found, "iis.metabase-log-plugin", undecided=True)
        elif plugin is not None and known is not None:
            self._notes.became(plugin.key, plugin.found, step)
            scalars.append(self._made(key, plugin.found, "logFile.logFormat", known))
        return Settings(tuple(scalars))

    def _setting(self, key: Key, name: str, step: str) -> Property | None:
        """A property of the site or the service, noted."""
        located = self._located(key, name)
        if located is None:
            return None
        self._notes.became(located.key, located.found, step)
        return located.found

    def _located(self, key: Key, name: str) -> Located | None:
        """A property of the site, else of the service."""
        for owner in (key, self._metabase.key(SERVICE)):
            found = owner.own(name) if owner is not None else None
            if owner is not None and found is not None and found.value:
                return Located(owner, found)
        return None

    def _made(self, key: Key, found: Property, setting: str, value: str) -> Setting:
        """A setting with its origin."""
        return Setting(setting, value, "explicit" if key.own(found.name) is found else "defaults", found.line)

    def _applications(self, server: Key, site: str) -> tuple[Application, ...]:
        """The root application, and every key whose own AppRoot is its own location."""
        root = f"{server.location}/ROOT"
        keys = [key for key in (self._metabase.key(root), *self._metabase.below(root)) if key is not None]
        places = {key.location.lower(): key for key in keys if self._is_application(key)}
        if keys and keys[0].location.lower() == root.lower():
            places.setdefault(root.lower(), keys[0])
        folders: dict[str, list[VirtualDirectory]] = {place: [] for place in places}
        for key in keys:
            self._use(key, site)
            place = key.location.lower()
            path = key.own("Path")
            if place in places:
                folders[place].insert(0, self._directory(key, "/", self._physical_path(key, root)))
            elif path is not None and path.value.strip():
                owner = self._owner(place, places)
                if owner:
                    inner = key.location[len(owner) :]
                    folders[owner].append(self._directory(key, inner, path.value.strip()))
        made: list[Application] = []
        for place, key in sorted(places.items(), key=lambda item: len(item[0]) != len(root)):
            evidence = self._notes.evidence(key, key.own("AppRoot"))
            relative = key.location[len(root) :] or "/"
            made.append(Application(relative, self._pool(key, site), evidence, tuple(folders[place])))
            self.applications.append((key.location, made[-1]))
        return tuple(made)

    def _is_application(self, key: Key) -> bool:
        """AppRoot is inheritable, so only one that names the key itself makes it an application."""
        found = key.own("AppRoot")
        written = found.value.strip().rstrip("/").lower() if found is not None else ""
        return bool(written) and written == key.location.lower()

    def _owner(self, place: str, places: Mapping[str, Key]) -> str:
        """The nearest application above."""
        while "/" in place:
            place = place.rpartition("/")[0]
            if place in places:
                return place
        return ""

    def _physical_path(self, key: Key, root: str) -> str:
        """A key's own path, or that of the nearest virtual directory above with the rest of the location."""
        place = key.location
        while len(place) >= len(root):
            above = self._metabase.key(place)
            found = above.own("Path") if above is not None else None
            if found is not None and found.value.strip():
                rest = key.location[len(place) :].replace("/", "\\")
                return found.value.strip().rstrip("\\") + rest if rest else found.value.strip()
            place = place.rpartition("/")[0]
        return ""

    def _directory(self, key: Key, path: str, physical: str) -> VirtualDirectory:
        """A virtual directory; the account of a share loses its password."""
        found = key.own("Path")
        scalars = []
        user = key.own("UNCUserName")
        if user is not None and user.value.strip():
            scalars.append(Setting("userName", user.value.strip(), "explicit", user.line))
        for name in ("UNCPassword", "UNCUserPass"):
            password = key.own(name)
            if password is not None:
                section = "system.applicationHost/sites"
                self._notes.secret(key, password, section, "password", user.value.strip() if user else path)
        return VirtualDirectory(path, physical, self._notes.evidence(key, found), settings=Settings(tuple(scalars)))

    def _pool(self, key: Key, site: str) -> str:
        """The pool that holds for an application."""
        found = self._metabase.effective(key.location, "AppPoolId")
        if found is None:
            return DEFAULT_POOL
        self._notes.became(found.key, found.found, site_step(site))
        name = found.found.value.strip()
        if self._pools is None:
            return DEFAULT_POOL
        return self._pools.get(name.lower(), name) or DEFAULT_POOL

    def _use(self, key: Key, site: str) -> None:
        """Properties that make applications and folders."""
        for name in ("AppRoot", "AppFriendlyName", "AppPoolId", "Path", "UNCUserName"):
            found = key.own(name)
            if found is not None:
                self._notes.became(key, found, site_step(site))
