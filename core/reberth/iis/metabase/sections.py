"""Properties of a place as sections of IIS 7."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.iis.metabase.errors_and_redirects import http_errors, http_redirect
from reberth.iis.metabase.fast_cgi import fast_cgi_handler, program_of
from reberth.iis.metabase.flags import (
    ACCESS,
    ACCESS_SSL,
    AUTHENTICATION,
    BROWSING,
    flag_names,
    modern_flags,
)
from reberth.iis.metabase.script_maps import FAST_CGI, GONE, handler, handler_name, modern_path, script_maps
from reberth.iis.metabase.units import SECTIONS, is_true, number_of, time_span
from reberth.iis.metabase.view import View, entry
from reberth.model.iis import ConfigElement, ConfigSection
from reberth.model.step_ids import location_step, section_step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.iis.metabase.document import Located
    from reberth.iis.metabase.notes import Notes
    from reberth.iis.metabase.script_maps import ScriptMap
    from reberth.model.evidence import Evidence

_WEB = "system.webServer"
_AUTHENTICATION = f"{_WEB}/security/authentication"
_MACHINE_ACCOUNT = re.compile(r"^(?:[^\\]*\\)?IUSR_[^\\]+$", re.IGNORECASE)
# WebDAV of IIS 6, which is a module with rules of its own since IIS 7.
_WEBDAV = "httpext.dll"
# Filters that came with IIS 6 and have no file of their own in IIS 7.
_STOCK_FILTERS = re.compile(r"^(sspifilt|md5filt|compfilt|fpexedll|aspnet_filter)\.dll$", re.IGNORECASE)


class SectionTranslator:
    """Makes the sections of one place after the other."""

    def __init__(self, notes: Notes, windows_root: str, path: str, fast_cgi: Mapping[str, str]) -> None:
        """``fast_cgi``: program by extension, of the FastCGI add-on."""
        self._fast_cgi = fast_cgi
        # Programs that FastCGI runs, with the places that name them.
        self.programs: dict[str, Evidence] = {}
        self._notes = notes
        self._windows_root = windows_root
        self._path = path

    def sections(self, view: View) -> tuple[ConfigSection, ...]:
        """All sections that a place's own properties become."""
        for make in (
            self._plain,
            self._authentication,
            self._anonymous,
            self._access,
            self._documents,
            self._mime_types,
            self._headers,
            self._script_maps,
            self._restrictions,
        ):
            make(view)
        http_errors(view, self._windows_root)
        http_redirect(view, self._notes)
        found = []
        for draft in view.drafts.values():
            sources = list(dict.fromkeys(draft.sources))
            step = location_step(view.location, draft.path) if view.location else section_step(draft.path)
            for item in sources:
                self._notes.became(item.key, item.found, step)
            if not (draft.attributes or any(draft.entries.values())):
                continue
            places = tuple(self._notes.evidence(item.key, item.found) for item in sources)
            found.append(ConfigSection(draft.path, view.location, draft.element(), self._path, evidence=places))
        return tuple(found)

    def _plain(self, view: View) -> None:
        """Properties that become one attribute."""
        for path, rules in SECTIONS.items():
            for rule in rules:
                here = view.own(rule.name)
                if here is not None:
                    view.draft(path, here).attributes[rule.setting] = rule.write(here.found.value)

    def _authentication(self, view: View) -> None:
        """AuthFlags, realm and providers."""
        here = view.own("AuthFlags")
        names = flag_names(here.found.value, AUTHENTICATION) if here is not None else frozenset[str]()
        for flag in AUTHENTICATION if here is not None else ():
            if flag.modern:
                draft = view.draft(f"{_AUTHENTICATION}/{flag.modern}Authentication", here)
                draft.attributes["enabled"] = "true" if flag.name in names else "false"
            elif here is not None and flag.name in names:
                self._notes.left(here.key, here.found, "iis.metabase-passport", flag.name)
        for name, path, attribute in (
            ("Realm", "digestAuthentication", "realm"),
            ("Realm", "basicAuthentication", "realm"),
            ("DefaultLogonDomain", "basicAuthentication", "defaultLogonDomain"),
        ):
            here = view.own(name)
            if here is not None and here.found.value:
                view.draft(f"{_AUTHENTICATION}/{path}", here).attributes[attribute] = here.found.value
        here = view.own("NTAuthenticationProviders")
        if here is not None:
            draft = view.draft(f"{_AUTHENTICATION}/windowsAuthentication", here)
            given = [item.strip() for item in here.found.value.split(",") if item.strip()]
            draft.entries["providers"] = [entry("clear"), *(entry("add", value=item) for item in given)]

    def _anonymous(self, view: View) -> None:
        """The account that anonymous visitors run as: the machine's own becomes the built-in one."""
        user, password = view.own("AnonymousUserName"), view.own("AnonymousUserPass")
        name = user.found.value.strip() if user is not None else ""
        of_machine = bool(_MACHINE_ACCOUNT.match(name))
        section = f"{_AUTHENTICATION}/anonymousAuthentication"
        if user is not None and of_machine:
            view.draft(section, user).attributes["userName"] = "IUSR"
            place = self._notes.evidence(user.key, user.found)
            self._notes.tell("iis.metabase-anonymous", "info", view.location, place, account=name)
        elif user is not None and name:
            self._notes.left(user.key, user.found, "iis.metabase-anonymous-account", undecided=True)
        if password is not None and name and not of_machine:
            self._notes.secret(password.key, password.found, section, "password", name)
        elif password is not None:
            # The built-in account that takes its place has none.
            self._notes.left(password.key, password.found, "iis.metabase-own-affair")

    def _access(self, view: View) -> None:
        """What may be read, run and written, and whether that needs TLS."""
        here = view.own("AccessFlags")
        if here is not None:
            policy = modern_flags(here.found.value, ACCESS)
            view.draft(f"{_WEB}/handlers", here).attributes["accessPolicy"] = policy
        here = view.own("AccessSSLFlags")
        if here is not None:
            flags = modern_flags(here.found.value, ACCESS_SSL)
            view.draft(f"{_WEB}/security/access", here).attributes["sslFlags"] = flags
        here = view.own("IPSecurity")
        if here is not None:
            # A binary table; guessing who may come in would be worse than asking.
            self._notes.left(here.key, here.found, "iis.metabase-ip-security", undecided=True)
            place = self._notes.evidence(here.key, here.found)
            self._notes.tell("iis.metabase-ip-security", "action", view.location, place, property="IPSecurity")

    def _documents(self, view: View) -> None:
        """Default documents and directory browsing, whose switches are flags of one property."""
        flags, names = view.own("DirBrowseFlags"), view.own("DefaultDoc")
        if flags is not None:
            given = flag_names(flags.found.value, BROWSING)
            draft = view.draft(f"{_WEB}/directoryBrowse", flags)
            draft.attributes["enabled"] = "true" if "EnableDirBrowsing" in given else "false"
            draft.attributes["showFlags"] = modern_flags(flags.found.value, BROWSING)
            draft = view.draft(f"{_WEB}/defaultDocument", flags)
            draft.attributes["enabled"] = "true" if "EnableDefaultDoc" in given else "false"
        if names is not None:
            files = list(dict.fromkeys(item.strip() for item in names.found.value.split(",") if item.strip()))
            draft = view.draft(f"{_WEB}/defaultDocument", names)
            draft.entries["files"] = [entry("clear"), *(entry("add", value=item) for item in files)]

    def _mime_types(self, view: View) -> None:
        """MIME types: of the whole server from ``/LM/MimeMap``, more of them from each place."""
        lists = view.every("MimeMap")
        if not lists:
            return
        draft = view.draft(f"{_WEB}/staticContent", *(lists[:1] if view.location else lists))
        seen: dict[str, ConfigElement] = {}
        for item in lists[:1] if view.location else lists:
            for text in item.found.values:
                extension, _, kind = (part.strip() for part in text.partition(","))
                name = f".{extension.lstrip('.')}" if extension != "*" else ".*"
                if kind:
                    made = entry("mimeMap", item.found.line, fileExtension=name, mimeType=kind)
                    seen.setdefault(name.lower(), made)
        for made in seen.values():
            if view.location:
                draft.entries.setdefault("", []).append(entry("remove", fileExtension=made.get("fileExtension")))
            draft.entries.setdefault("", []).append(made)

    def _headers(self, view: View) -> None:
        """Custom headers, and how long a browser keeps what it got."""
        here = view.own("HttpCustomHeaders")
        if here is not None:
            draft = view.draft(f"{_WEB}/httpProtocol", here)
            pairs = [text.partition(":") for text in here.found.values]
            made = {
                name.strip().lower(): entry("add", here.found.line, name=name.strip(), value=value.strip())
                for name, _, value in pairs
                if name.strip()
            }
            draft.entries["customHeaders"] = [entry("clear"), *made.values()]
        here = view.own("HttpExpires")
        if here is None:
            return
        kind, _, value = (part.strip() for part in here.found.value.partition(","))
        draft = view.draft(f"{_WEB}/staticContent", here)
        if kind.upper() == "D" and value:
            age = time_span(number_of(value))
            draft.attributes |= {"clientCache.cacheControlMode": "UseMaxAge", "clientCache.cacheControlMaxAge": age}
        elif kind.upper() == "S" and value:
            draft.attributes |= {"clientCache.cacheControlMode": "UseExpires", "clientCache.httpExpires": value}
        else:
            draft.attributes["clientCache.cacheControlMode"] = "NoControl"

    def _script_maps(self, view: View) -> None:
        """Script maps that IIS 7 has no handler for by itself; a list replaces the one above it."""
        here = view.own("ScriptMaps")
        if here is None:
            return
        before = {item for item in script_maps(view.above("ScriptMaps")) if not item.is_stock}
        own = [item for item in script_maps(here) if not item.is_stock]
        draft = view.draft(f"{_WEB}/handlers", here)
        made = draft.entries.setdefault("", [])
        made += [
            entry("remove", name=handler_name(item)) for item in sorted(before - set(own)) if item.program not in GONE
        ]
        names: set[str] = set()
        for item in own:
            if item.program in GONE:
                self._notes.left(here.key, here.found, "iis.metabase-processor-gone", item.extension)
            elif item not in before and handler_name(item) not in names:
                names.add(handler_name(item))
                if item.program == FAST_CGI:
                    self._fast_cgi_map(here, item, made)
                else:
                    made.append(handler(item, self._windows_root, here.found.line))

    def _fast_cgi_map(self, here: Located, item: ScriptMap, made: list[ConfigElement]) -> None:
        """A script map of the FastCGI add-on, which IIS 7 has itself."""
        program = program_of(item, self._fast_cgi)
        if program:
            made.append(fast_cgi_handler(item, program, here.found.line))
            self.programs.setdefault(program, self._notes.evidence(here.key, here.found))
        else:
            self._notes.left(here.key, here.found, "iis.metabase-fast-cgi", item.extension, undecided=True)

    def _restrictions(self, view: View) -> None:
        """Web service extensions: which ISAPI and CGI programs may run (``1,file,deletable,group,description``)."""
        here = view.own("WebSvcExtRestrictionList")
        if here is None:
            return
        draft = view.draft(f"{_WEB}/security/isapiCgiRestriction", here)
        made: dict[str, ConfigElement] = {}
        for text in here.found.values:
            parts = [part.strip() for part in text.split(",", 4)]
            parts += [""] * (5 - len(parts))
            allowed, path = "true" if parts[0] == "1" else "false", parts[1].replace("/", "\\")
            if path.lower() in {"*.dll", "*.exe"}:
                name = "notListedIsapisAllowed" if path.lower() == "*.dll" else "notListedCgisAllowed"
                draft.attributes[name] = allowed
            elif path.rpartition("\\")[2].lower() == FAST_CGI:
                # FastCGI programs need no leave in IIS 7: the list of programs is one.
                continue
            elif path.rpartition("\\")[2].lower() in GONE:
                self._notes.left(here.key, here.found, "iis.metabase-processor-gone", path.rpartition("\\")[2])
            elif path.rpartition("\\")[2].lower() == _WEBDAV:
                if allowed == "true":
                    self._notes.left(here.key, here.found, "iis.metabase-webdav", _WEBDAV, undecided=True)
            elif path:
                target = modern_path(path, self._windows_root)
                given = {"path": target, "allowed": allowed, "groupId": parts[3], "description": parts[4]}
                kept = {name: value for name, value in given.items() if value}
                made.setdefault(target.lower(), entry("add", here.found.line, **kept))
        draft.entries.setdefault("", []).extend(made.values())

    def filters(self, view: View, found: list[Located]) -> None:
        """ISAPI filters of the server or a site, in their load order."""
        path = f"{_WEB}/isapiFilters"
        for item in found:
            if item.found.name.lower() == "filterloadorder":
                self._notes.left(item.key, item.found, "iis.metabase-own-affair")
                continue
            program = item.found.value.replace("/", "\\").rpartition("\\")[2]
            switch = item.key.own("FilterEnabled")
            if _STOCK_FILTERS.match(program):
                self._notes.left(item.key, item.found, "iis.metabase-own-affair")
                continue
            if switch is not None and not is_true(switch.value):
                self._notes.left(item.key, item.found, "iis.metabase-filter-off")
                continue
            # Whether a filter travels depends on its file; that is told of the filter by name.
            self._notes.left(item.key, item.found, "iis.metabase-see-there")
            made = entry("filter", item.found.line, name=item.key.name, path=item.found.value)
            view.draft(path, item).entries.setdefault("", []).append(made)
