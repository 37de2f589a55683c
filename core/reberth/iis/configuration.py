"""applicationHost.config becomes sites, pools and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.iis.bindings import read_binding
from reberth.iis.document import attribute, whole_number
from reberth.iis.schema import ElementSchema
from reberth.iis.settings import settings_of
from reberth.model.finding import Finding
from reberth.model.iis import Application, ApplicationPool, Site, VirtualDirectory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from reberth.iis.elements import Place
    from reberth.iis.schema import IisSchema

SITES = "system.applicationHost/sites"
POOLS = "system.applicationHost/applicationPools"
_DEFAULT_POOL = "DefaultAppPool"


class HostReader:
    """Reads the system.applicationHost part of one document.

    Attributes:
        findings: Oddities met on the way.
    """

    def __init__(self, schema: IisSchema, place: Place) -> None:
        self._place = place
        self.findings: list[Finding] = []
        nothing = ElementSchema()
        sites = schema.section(SITES) or nothing
        self._site = sites.adds.get("site", nothing)
        self._application = self._site.adds.get("application", nothing)
        self._directory = self._application.adds.get("virtualDirectory", nothing)
        self._pool = (schema.section(POOLS) or nothing).adds.get("add", nothing)

    def pools(self, section: etree._Element) -> Iterator[ApplicationPool]:
        """Application pools in document order; of pools with one name the first counts."""
        defaults = section.findall("applicationPoolDefaults")
        seen: set[str] = set()
        for number, node in enumerate(section.findall("add"), start=1):
            name = attribute(node, "name")
            evidence = self._place.evidence(node, f"applicationPools/add[{number}]")
            if name.lower() in seen:
                self.findings.append(Finding("iis.pool-twice", "action", name, {"pool": name}, (evidence,)))
                continue
            seen.add(name.lower())
            yield ApplicationPool(
                name, evidence, settings_of(node, defaults, self._pool, self._place, POOLS, skip={"name"})
            )

    def sites(self, section: etree._Element) -> Iterator[Site]:
        """Sites in document order; of sites with one name the first counts."""
        seen: set[str] = set()
        for number, node in enumerate(section.findall("site"), start=1):
            name = attribute(node, "name")
            evidence = self._place.evidence(node, f"sites/site[{number}]")
            if name.lower() in seen:
                self.findings.append(Finding("iis.site-twice", "action", name, {"site": name}, (evidence,)))
                continue
            seen.add(name.lower())
            yield self._read_site(section, node, name, number)

    def _read_site(self, section: etree._Element, node: etree._Element, name: str, number: int) -> Site:
        """One site with everything below it."""
        where = f"sites/site[{number}]"
        bindings = tuple(
            read_binding(item, self._place.evidence(item, f"{where}/bindings/binding[{index}]"))
            for index, item in enumerate(node.iterfind("bindings/binding"), start=1)
        )
        applications = tuple(
            self._read_application(section, node, item, f"{where}/application[{index}]")
            for index, item in enumerate(node.findall("application"), start=1)
        )
        inner = {"name", "id", "bindings", "application", "applicationDefaults", "virtualDirectoryDefaults"}
        settings = settings_of(node, section.findall("siteDefaults"), self._site, self._place, SITES, skip=inner)
        evidence = self._place.evidence(node, where)
        return Site(name, whole_number(attribute(node, "id")), evidence, bindings, applications, settings)

    def _read_application(
        self, section: etree._Element, site: etree._Element, node: etree._Element, where: str
    ) -> Application:
        """One application; its defaults may stand at the site and at all sites."""
        defaults = [*site.findall("applicationDefaults"), *section.findall("applicationDefaults")]
        inner = {"path", "applicationPool", "virtualDirectory", "virtualDirectoryDefaults"}
        settings = settings_of(node, defaults, self._application, self._place, SITES, skip=inner)
        pool = next((value for value in (item.get("applicationPool") for item in (node, *defaults)) if value), "")
        above = [
            *node.findall("virtualDirectoryDefaults"),
            *site.findall("virtualDirectoryDefaults"),
            *section.findall("virtualDirectoryDefaults"),
        ]
        directories = tuple(
            VirtualDirectory(
                attribute(item, "path", "/"),
                attribute(item, "physicalPath"),
                self._place.evidence(item, f"{where}/virtualDirectory[{index}]"),
                settings=settings_of(item, above, self._directory, self._place, SITES, skip={"path", "physicalPath"}),
            )
            for index, item in enumerate(node.findall("virtualDirectory"), start=1)
        )
        return Application(
            attribute(node, "path", "/"),
            pool or _DEFAULT_POOL,
            self._place.evidence(node, where),
            directories,
            settings,
        )
