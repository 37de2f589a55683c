"""Server-level and location sections of the source as changes to the target's configuration."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.evidence import Evidence
from reberth.model.iis import ConfigElement
from reberth.model.plan import CarriedOver, LeftOut, LocationChange, LockChange, SectionChange, Undecided
from reberth.model.step_ids import BASE, location_step, lock_step, section_step
from reberth.planning.section_rules import (
    STOCK_DENY,
    STOCK_FILTERS,
    STOCK_MODULES,
    is_stock_allow,
    is_stock_handler,
    rule_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reberth.model.iis import CollectionSchema, ConfigSection, IisConfiguration, Site
    from reberth.model.plan import Outcome

_LITERAL_PATH = re.compile(r"^[A-Za-z]:\\")
_HANDLERS, _MODULES = "system.webServer/handlers", "system.webServer/modules"
_FILTERS, _GLOBAL = "system.webServer/isapiFilters", "system.webServer/globalModules"


class IisChanges(NamedTuple):
    """What the stylesheet changes besides sites and pools, and the fate of each section."""

    sections: tuple[SectionChange, ...]
    locations: tuple[LocationChange, ...]
    locks: tuple[LockChange, ...]
    collections: tuple[CollectionSchema, ...]
    outcomes: tuple[Outcome, ...]


def iis_changes(iis: IisConfiguration, sites: Iterable[Site], target_path: Callable[[str], str]) -> IisChanges:
    """Plan the sections.

    Args:
        iis: The source.
        sites: Chosen sites, with chosen applications only.
        target_path: Maps a literal path in a value to the image.
    """
    planner = _Planner(iis, sites, target_path)
    for section in iis.sections:
        planner.add(section)
    used = {item.path for item in planner.sections} | {item.path for item in planner.locations}
    collections = tuple(item for item in iis.collections if item.section in used)
    locks = tuple(sorted(_locks(iis), key=lambda item: (item.mode, item.path)))
    return IisChanges(tuple(planner.sections), tuple(planner.locations), locks, collections, tuple(planner.outcomes))


def _locks(iis: IisConfiguration) -> Iterator[LockChange]:
    """Sections that web.config files may set on the source but not on a stock IIS 10, or the other way round."""
    for item in iis.declarations:
        allowed = item.override_mode == "Allow" and item.path in STOCK_DENY
        denied = item.override_mode == "Deny" and item.allow_definition != "AppHostOnly" and is_stock_allow(item.path)
        if allowed or denied:
            place = Evidence("file", iis.files[0] if iis.files else "applicationHost.config", item.path, item.line)
            yield LockChange(
                lock_step(item.path, item.override_mode), item.path, "Allow" if allowed else "Deny", (place,)
            )


class _Planner:
    """Collects changes and fates."""

    def __init__(self, iis: IisConfiguration, sites: Iterable[Site], target_path: Callable[[str], str]) -> None:
        self._target_path = target_path
        # Every application of the source, and whether it was chosen: a location belongs to the nearest.
        self._places = {
            f"{site.name}{application.path}".lower().rstrip("/"): False
            for site in iis.sites
            for application in site.applications
        }
        chosen = {
            f"{site.name}{application.path}".lower().rstrip("/") for site in sites for application in site.applications
        }
        self._places.update(dict.fromkeys(chosen, True))
        self._collections = {(item.section, item.element): item for item in iis.collections}
        self.sections: list[SectionChange] = []
        self.locations: list[LocationChange] = []
        self.outcomes: list[Outcome] = []

    def add(self, section: ConfigSection) -> None:
        """Plan one section as written."""
        name = f"{section.location}: {section.path}" if section.location else section.path
        name = f"{name} (line {section.element.line})"
        places = section.evidence or (Evidence("file", section.file, section.path, section.element.line),)
        rule = rule_of(section.path)
        if section.location and not self._is_chosen(section.location):
            params = {"name": name}
            self.outcomes.append(LeftOut("section", name, "section.location-not-chosen", dict(params), places))
        elif section.element.get("configSource") and not section.element.children:
            # What the reader could not follow: an empty section would take the target's own away.
            params = {"section": section.path, "file": section.element.get("configSource")}
            self.outcomes.append(Undecided("section", name, "iis.config-source-missing", dict(params), places))
        elif rule == "target":
            self._third_party(section, places)
            self.outcomes.append(CarriedOver("section", name, (BASE,), places))
        elif rule == "left-out":
            params = {"section": section.path}
            self.outcomes.append(LeftOut("section", name, "section.not-for-sites", dict(params), places))
        elif section.location:
            self._location(section, name, places)
        else:
            self._server_level(section, name, places, merge=rule == "merge")

    def _fate(self, section: ConfigSection, name: str, step: str, places: tuple[Evidence, ...]) -> None:
        """A section that only a product of its own knows is written where that is in the image, else not."""
        element = section.element
        if rule_of(section.path) == "product" and (element.attributes or element.children):
            params = {"section": section.path}
            self.outcomes.append(Undecided("section", name, "section.needs-product", dict(params), places))
        else:
            self.outcomes.append(CarriedOver("section", name, (step,), places))

    def _is_chosen(self, location: str) -> bool:
        """Whether the nearest application above a location path was chosen."""
        place = location.lower().rstrip("/")
        while place:
            if place in self._places:
                return self._places[place]
            place = place.rpartition("/")[0]
        return False

    def _server_level(self, section: ConfigSection, name: str, places: tuple[Evidence, ...], *, merge: bool) -> None:
        """A section of the server level."""
        element = self._rewritten(self._own_entries(section, places) if merge else section.element)
        if merge and not element.attributes and not element.children:
            self.outcomes.append(CarriedOver("section", name, (BASE,), places))
            return
        step = section_step(section.path)
        earlier = next((item for item in self.sections if item.path == section.path), None)
        evidence = places
        if earlier is not None:
            # The server level may hold a section twice: outside and inside location path="".
            self.sections.remove(earlier)
            element = self._joined(earlier.element, element, section.path, "")
            evidence = (*earlier.evidence, *places)
        self.sections.append(SectionChange(step, section.path, element, "merge" if merge else "replace", evidence))
        self._fate(section, name, step, places)

    def _joined(self, first: ConfigElement, second: ConfigElement, section: str, path: str) -> ConfigElement:
        """Two parts of one section: attributes of the later, entries of both."""
        rule = self._collections.get((section, path))
        entries = {*rule.add.split(","), rule.remove, rule.clear} if rule is not None else set[str]()
        children = list(first.children)
        for child in second.children:
            place = next((at for at, other in enumerate(children) if other.name == child.name), None)
            if child.name in entries or place is None:
                children.append(child)
            else:
                inner = f"{path}/{child.name}" if path else child.name
                children[place] = self._joined(children[place], child, section, inner)
        return ConfigElement(
            first.name,
            tuple({**dict(first.attributes), **dict(second.attributes)}.items()),
            tuple(dict.fromkeys((*first.secret_attributes, *second.secret_attributes))),
            tuple(children),
            second.text or first.text,
            second.line,
        )

    def _location(self, section: ConfigSection, name: str, places: tuple[Evidence, ...]) -> None:
        """A section of a location block."""
        step = location_step(section.location, section.path)
        element = self._rewritten(
            self._without_filters(section, places) if section.path == _FILTERS else section.element
        )
        if section.path == _FILTERS and not element.attributes and not element.children:
            self.outcomes.append(CarriedOver("section", name, (BASE,), places))
            return
        self.locations.append(
            LocationChange(
                step, section.location, section.path, element, section.override_mode, places, section.inherited
            )
        )
        self._fate(section, name, step, places)

    def _without_filters(self, section: ConfigSection, places: tuple[Evidence, ...]) -> ConfigElement:
        """A site's ISAPI filters: the image does not have their files, and one that is missing stops the site."""
        element = section.element
        for child in element.children:
            if child.name == "filter":
                params = {"name": child.get("name"), "file": child.get("path")}
                name = f"{section.location}: {child.get('name')}"
                self.outcomes.append(
                    Undecided("ISAPI filter", name, "section.filter-third-party", dict(params), places)
                )
        kept = tuple(child for child in element.children if child.name != "filter")
        return ConfigElement(
            element.name, element.attributes, element.secret_attributes, kept, element.text, element.line
        )

    def _own_entries(self, section: ConfigSection, places: tuple[Evidence, ...]) -> ConfigElement:
        """A merged section without the entries that are the target's own affair."""
        kept = [child for child in section.element.children if self._is_own(section.path, child, places)]
        element = section.element
        return ConfigElement(
            element.name, element.attributes, element.secret_attributes, tuple(kept), element.text, element.line
        )

    def _is_own(self, path: str, entry: ConfigElement, places: tuple[Evidence, ...]) -> bool:
        """Whether an entry is the admin's own and can be carried."""
        name = entry.get("name")
        rule = self._collections.get((path, ""))
        if rule is not None and entry.name in {rule.clear, rule.remove}:
            # There is nothing above the server level to take away, but in the image there are the target's entries.
            return False
        if path == _HANDLERS:
            return not is_stock_handler(name)
        if path == _MODULES:
            if name.lower() in STOCK_MODULES:
                return False
            # Without a type it is a native module, whose DLL the image does not have.
            if entry.name == "add" and not entry.get("type"):
                self._undecided_module(name, places)
                return False
            return True
        if path == _FILTERS:
            if name.lower().startswith(STOCK_FILTERS):
                return False
            params = {"name": name, "file": entry.get("path")}
            self.outcomes.append(Undecided("ISAPI filter", name, "section.filter-third-party", dict(params), places))
            return False
        return True

    def _third_party(self, section: ConfigSection, places: tuple[Evidence, ...]) -> None:
        """Native modules that no Windows feature brings."""
        if section.path == _GLOBAL:
            for entry in section.element.children:
                if entry.get("name").lower() not in STOCK_MODULES:
                    self._undecided_module(entry.get("name"), places)

    def _undecided_module(self, name: str, places: tuple[Evidence, ...]) -> None:
        """A native third-party module, said once."""
        if not any(item.kind == "module" and item.name == name for item in self.outcomes):
            params = {"name": name}
            self.outcomes.append(Undecided("module", name, "section.module-third-party", dict(params), places))

    def _rewritten(self, element: ConfigElement) -> ConfigElement:
        """The element with literal paths of other drives mapped to the image, without what lost its secret.

        An account without its password would lock IIS out, and IIS refuses a pair without its value.
        """
        left = {"configSource", *(["userName"] if "password" in element.secret_attributes else [])}
        attributes = tuple(
            (name, self._target_path(value) if _LITERAL_PATH.match(value) else value)
            for name, value in element.attributes
            if name not in left
        )
        children = tuple(self._rewritten(child) for child in element.children if "value" not in child.secret_attributes)
        return ConfigElement(element.name, attributes, element.secret_attributes, children, element.text, element.line)
