"""A configuration's way into the image and back, and what is not as it was although the plan does not say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reberth.iis.effective import effective_section, entry_key
from reberth.model.iis import ConfigElement
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.planning.section_rules import STOCK_MODULES, is_stock_handler
from reberth.planning.target_paths import TargetPaths
from tests.support.iis_samples import windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.iis import Application, ConfigSection, IisConfiguration, Settings, Site
    from reberth.model.plan import Plan

_ANY = {"*", "0.0.0.0", "[::]", ""}  # noqa: S104 - recognised only
# A target with ASP.NET has them open by ``location path=""``, which stays as it is.
_OPEN = {"system.webServer/handlers", "system.webServer/modules"}
_LITERAL = re.compile(r"^[A-Za-z]:\\")


def differences(
    source: IisConfiguration, plan: Plan, back: IisConfiguration, pristine: IisConfiguration
) -> Iterator[str]:
    """Each difference that no outcome of the plan explains."""
    yield from _Comparison(source, plan, back, pristine).all()


class _Comparison(NamedTuple):
    source: IisConfiguration
    plan: Plan
    back: IisConfiguration
    pristine: IisConfiguration

    def all(self) -> Iterator[str]:
        yield from self.sites()
        yield from self.pools()
        for section in self.source.sections:
            yield from self.section(section)
        yield from self.rest()
        yield from self.locks()

    def locks(self) -> Iterator[str]:
        """Of the sections that are the source's own now."""
        modes = {item.path: item.override_mode for item in self.back.declarations}
        for item in self.source.declarations:
            now = modes.get(item.path, item.override_mode)
            if item.allow_definition != "AppHostOnly" and item.path not in _OPEN and now != item.override_mode:
                yield f"{item.path} is {now} now"

    def fate(self, kind: str, name: str) -> CarriedOver | LeftOut | Undecided | None:
        return next((item for item in self.plan.outcomes if (item.kind, item.name) == (kind, name)), None)

    def sites(self) -> Iterator[str]:
        kept = [site for site in self.source.sites if not isinstance(self.fate("site", site.name), LeftOut)]
        if [site.name for site in kept] != [site.name for site in self.back.sites]:
            yield f"sites {[site.name for site in kept]} became {[site.name for site in self.back.sites]}"
            return
        for site, other in zip(kept, self.back.sites, strict=True):
            if site.id != other.id:
                yield f"{site.name}: id {site.id} became {other.id}"
            bindings = [(item.protocol, item.information.lower(), item.ssl_flags) for item in other.bindings]
            if list(self.bindings(site)) != bindings:
                yield f"{site.name}: bindings {list(self.bindings(site))} became {bindings}"
            yield from self.settings(site.name, site.settings, other.settings)
            chosen = [item for item in site.applications if not self.left(site, item)]
            if [item.path for item in chosen] != [item.path for item in other.applications]:
                yield f"{site.name}: other applications"
                continue
            for application, twin in zip(chosen, other.applications, strict=True):
                yield from self.application(site, application, twin)

    def left(self, site: Site, application: Application, directory: str = "") -> bool:
        """Whether the plan says that an application or one of its folders stays behind."""
        name = f"{site.name}{application.path.rstrip('/')}"
        kind, name = ("virtual directory", f"{name}:{directory}") if directory else ("application", name)
        return isinstance(self.fate(kind, name), LeftOut)

    def bindings(self, site: Site) -> Iterator[tuple[str, str, int]]:
        """As they should be: without the server's own addresses."""
        for item in site.bindings:
            fate = self.fate("binding", f"{site.name} {item.protocol} {item.information}")
            if isinstance(fate, CarriedOver):
                text = item.information if item.ip in _ANY else f"*:{item.port}:{item.host}"
                yield item.protocol, text.lower(), item.ssl_flags

    def application(self, site: Site, application: Application, other: Application) -> Iterator[str]:
        name = f"{site.name}{application.path}"
        missing = self.fate("pool", f"{application.pool} ({name})")
        pool = "DefaultAppPool" if isinstance(missing, Undecided) else application.pool
        if pool.lower() != other.pool.lower():
            yield f"{name}: pool {application.pool} became {other.pool}"
        yield from self.settings(name.rstrip("/"), application.settings, other.settings)
        kept = [item for item in application.virtual_directories if not self.left(site, application, item.path)]
        folders = [(item.path, self.mapped(item.expanded_path or item.physical_path)) for item in kept]
        found = [(item.path, item.physical_path) for item in other.virtual_directories]
        if folders != found:
            yield f"{name}: folders {folders} became {found}"
            return
        for item, twin in zip(kept, other.virtual_directories, strict=True):
            yield from self.settings(f"{name.rstrip('/')}:{item.path}", item.settings, twin.settings)

    def settings(self, owner: str, settings: Settings, other: Settings) -> Iterator[str]:
        left = [item.name for item in self.plan.outcomes if item.kind == "setting" and isinstance(item, LeftOut)]
        for item in settings.scalars:
            said = any(f"{owner}: {item.name}.".startswith(f"{name}.") for name in left)
            now = next((twin.value for twin in other.scalars if twin.name == item.name), None)
            if (
                item.value
                and not said
                and not self.account(owner, item.name, item.line)
                and now != self.value(item.value)
            ):
                yield f"{owner}: {item.name} {item.value!r} became {now!r}"
        now_collections = dict(other.collections)
        for name, element in settings.collections:
            if any(f"{owner}: {name}.".startswith(f"{said}.") for said in left):
                continue
            twin = now_collections.get(name, ConfigElement(""))
            if self.clean(element, map_paths=True).children != self.clean(twin).children:
                yield f"{owner}: {name} is not the same"

    def account(self, owner: str, name: str, line: int) -> bool:
        """Whether a person was told to choose another account."""
        if name.startswith("processModel.") and isinstance(self.fate("pool", owner), Undecided):
            return True
        told = {place.line for item in self.plan.outcomes if item.kind == "secret" for place in item.evidence}
        return name == "userName" and line in told

    def pools(self) -> Iterator[str]:
        used = [pool for pool in self.source.pools if not isinstance(self.fate("pool", pool.name), LeftOut)]
        names = {pool.name.lower() for pool in used}
        expected = [pool.name for pool in used]
        expected += [pool.name for pool in self.pristine.pools if pool.name.lower() not in names]
        found = {pool.name: pool for pool in self.back.pools}
        if sorted(found) != sorted(expected):
            yield f"pools {expected} became {list(found)}"
            return
        for pool in used:
            yield from self.settings(pool.name, pool.settings, found[pool.name].settings)

    def section(self, section: ConfigSection) -> Iterator[str]:
        """One section of the source."""
        where = f"{section.location}: {section.path}" if section.location else section.path
        name = f"{where} (line {section.element.line})"
        fate = self.fate("section", name)
        known = section.path in {item.path for item in self.pristine.declarations}
        here = [item for item in self.back.sections if self.place(item) == self.place(section)]
        if fate is None:
            yield f"{name} has no fate"
        elif isinstance(fate, LeftOut) or (section.location and not known):
            if [item for item in here if section.location]:
                yield f"{name} is there"
        elif fate == CarriedOver("section", name, ("base",), fate.evidence) or not known or isinstance(fate, Undecided):
            if self.level(self.back, section.path) != self.level(self.pristine, section.path):
                yield f"{name} is not the image's own"
        elif section.location:
            yield from self.location(section, name, here)
        else:
            yield from self.server_level(section, name)

    def location(self, section: ConfigSection, name: str, here: list[ConfigSection]) -> Iterator[str]:
        if [(item.override_mode, item.inherited) for item in here] != [(section.override_mode, section.inherited)]:
            yield f"{name} is there {len(here)} times or has another lock"
            return
        wanted = self.clean(section.element, map_paths=True)
        found = self.clean(here[0].element)
        if not set(wanted.attributes) <= set(found.attributes) or not _within(wanted, found):
            yield f"{name} is not the same"
        whole = any(item.path == section.path and not item.location for item in self.source.sections)
        modes = {item.path: item.mode for item in self.plan.iis.sections}
        if whole and modes.get(section.path) == "replace":
            before = self.level(self.source, section.path, section.location, map_paths=True)
            if before != self.level(self.back, section.path, section.location):
                yield f"{name} does not come to the same"

    def server_level(self, section: ConfigSection, name: str) -> Iterator[str]:
        before = self.level(self.source, section.path, map_paths=True)
        now = self.level(self.back, section.path)
        mode = next(item.mode for item in self.plan.iis.sections if item.path == section.path)
        if mode == "replace":
            if before != now:
                yield f"{name} is not the same"
            return
        told = {item.name for item in self.plan.outcomes if isinstance(item, Undecided)}
        own = [
            child
            for child in before.children
            if not (is_stock_handler(child.get("name")) or child.get("name").lower() in STOCK_MODULES)
            and child.get("name") not in told
        ]
        if not set(before.attributes) <= set(now.attributes) or [item for item in own if item not in now.children]:
            yield f"{name}: something of its own is missing"
        rule = next(
            (item for item in self.back.collections if (item.section, item.element) == (section.path, "")), None
        )
        if rule is not None:
            keys = {entry_key(rule, child) for child in now.children}
            stock = [child for child in self.level(self.pristine, section.path).children if child.name in rule.add]
            if [child for child in stock if entry_key(rule, child) not in keys]:
                yield f"{name}: something of the image's own is missing"

    def rest(self) -> Iterator[str]:
        """Nothing came from nowhere, and what the source does not have stays as the image has it."""
        asked = {self.place(item) for item in self.source.sections}
        for item in self.back.sections:
            if self.place(item) not in asked and (
                item.location or self.level(self.back, item.path) != self.level(self.pristine, item.path)
            ):
                yield f"{item.location}: {item.path} came from nowhere"
        secret = sum(1 for item in self.plan.outcomes if item.kind == "secret")
        if secret != len(self.source.secrets):
            yield f"{len(self.source.secrets)} secrets, {secret} of them told"

    def level(
        self, configuration: IisConfiguration, path: str, location: str = "", *, map_paths: bool = False
    ) -> ConfigElement:
        return self.clean(effective_section(configuration, path, location), map_paths=map_paths)

    def place(self, section: ConfigSection) -> tuple[str, str]:
        return section.location.lower(), section.path

    def clean(self, element: ConfigElement, *, map_paths: bool = False) -> ConfigElement:
        """Without lines, without what lost its secret, with paths of the image."""
        lost = {"userName"} if "password" in element.secret_attributes else set[str]()
        attributes = tuple(
            (name, self.value(value) if map_paths else value) for name, value in element.attributes if name not in lost
        )
        children = tuple(
            self.clean(child, map_paths=map_paths)
            for child in element.children
            if "value" not in child.secret_attributes
        )
        return ConfigElement(element.name, attributes, (), children, element.text)

    def value(self, text: str) -> str:
        return self.mapped(text) if _LITERAL.match(text) else text

    def mapped(self, path: str) -> str:
        return TargetPaths(windows())(path)


def _within(wanted: ConfigElement, found: ConfigElement) -> bool:
    """Whether everything written is there, in order; the stylesheet adds ``remove`` elements between."""
    rest = iter(found.children)
    return all(any(_same(child, other) for other in rest) for child in wanted.children)


def _same(wanted: ConfigElement, found: ConfigElement) -> bool:
    return (wanted.name, wanted.attributes, wanted.text) == (found.name, found.attributes, found.text) and _within(
        wanted, found
    )
