"""The chosen part of a server, looked up once for all rules."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.application import ApplicationFacts
from reberth.model.plan import CarriedOver
from reberth.readiness.inherited import Inherited

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from reberth.model.application import Noticed, NoticedKind
    from reberth.model.content import ContentRef
    from reberth.model.iis import Application, ApplicationPool, Site
    from reberth.model.inventory import Inventory
    from reberth.model.plan import Plan


class ChosenApplication(NamedTuple):
    """An application of the plan with what the scan knows of it.

    Attributes:
        site, application: As the plan has them.
        facts: Of the scan.
        pool: Its pool in the image, None for a DefaultAppPool that the server did not have.
        subject: As a person selects it: ``Default Web Site/shop``.
        above: The applications of the same site that it lies in, the nearest first.
    """

    site: Site
    application: Application
    facts: ApplicationFacts
    pool: ApplicationPool | None
    subject: str
    above: tuple[str, ...]

    @property
    def managed(self) -> bool:
        """Whether ASP.NET runs in it."""
        return any(item.need == "managed" for item in self.facts.needs)


class Chosen:
    """What rules look at.

    Attributes:
        inventory: What the scan found, chosen or not.
        plan: What the image will be.
        today: The day on which the report is made.
    """

    def __init__(self, inventory: Inventory, plan: Plan, today: dt.date) -> None:
        """Nothing is looked up yet."""
        self.inventory = inventory
        self.plan = plan
        self.today = today

    @cached_property
    def applications(self) -> tuple[ChosenApplication, ...]:
        """All applications of the plan, in its order."""
        known = {(item.site, item.path): item for item in self.inventory.applications}
        pools = {item.name.lower(): item for item in self.plan.iis.pools}
        made = []
        for site in self.plan.iis.sites:
            paths = {item.path.rstrip("/").lower(): f"{site.name}{item.path.rstrip('/')}" for item in site.applications}
            for item in site.applications:
                facts = known.get((site.name, item.path)) or ApplicationFacts(site.name, item.path)
                own = item.path.rstrip("/")
                above = tuple(paths[path] for path in _above(own.lower()) if path in paths)
                pool = pools.get(item.pool.lower())
                made.append(ChosenApplication(site, item, facts, pool, f"{site.name}{own}", above))
        return tuple(made)

    @cached_property
    def _by_kind(self) -> dict[NoticedKind, list[tuple[ChosenApplication, Noticed]]]:
        """What the files name, by kind: most applications have nothing of most kinds."""
        found: dict[NoticedKind, list[tuple[ChosenApplication, Noticed]]] = {}
        for item in self.applications:
            for one in item.facts.noticed:
                found.setdefault(one.what, []).append((item, one))
        return found

    def noticed(self, what: NoticedKind) -> list[tuple[ChosenApplication, Noticed]]:
        """What the files of all applications name of one kind, in the order of the plan."""
        return self._by_kind.get(what, [])

    @cached_property
    def by_subject(self) -> dict[str, ChosenApplication]:
        """Applications by the name that a person selects them by."""
        return {item.subject: item for item in self.applications}

    @cached_property
    def users(self) -> dict[ContentRef, ChosenApplication]:
        """The first application that each content folder belongs to."""
        found: dict[ContentRef, ChosenApplication] = {}
        for item in self.applications:
            for directory in item.application.virtual_directories:
                if directory.content is not None:
                    found.setdefault(directory.content, item)
        return found

    @cached_property
    def found_sites(self) -> dict[str, Site]:
        """The chosen sites as the server had them, by name."""
        chosen = {item.name for item in self.plan.iis.sites}
        sites = self.inventory.iis.sites if self.inventory.iis is not None else ()
        return {item.name: item for item in reversed(sites) if item.name in chosen}

    @cached_property
    def carried_bindings(self) -> frozenset[str]:
        """Names of the bindings that are in the image, as outcomes have them."""
        outcomes = self.plan.outcomes
        return frozenset(item.name for item in outcomes if isinstance(item, CarriedOver) and item.kind == "binding")

    @cached_property
    def _letters(self) -> dict[str, str]:
        """Drive letter of each volume that has one."""
        return {item.id: item.letter for item in self.inventory.volumes if item.letter}

    def server_path(self, ref: ContentRef) -> str:
        """A file or folder as the server named it."""
        letter = self._letters.get(ref.volume)
        return f"{letter}:{ref.path}" if letter else f"{ref.volume}:{ref.path}"

    def inherited(self, path: str, attribute: str) -> Inherited:
        """A setting of applicationHost.config as it reaches each application."""
        iis = self.inventory.iis
        sections = (item for item in iis.sections if item.path == path) if iis is not None else ()
        return Inherited(sections, attribute, self._every_subject)

    @cached_property
    def _every_subject(self) -> frozenset[str]:
        """All applications of the server, chosen or not, in lower case: a folder belongs to the innermost of them."""
        sites = self.inventory.iis.sites if self.inventory.iis is not None else ()
        return frozenset(f"{site.name}{item.path.rstrip('/')}".lower() for site in sites for item in site.applications)


def _above(path: str) -> Iterator[str]:
    """The paths above one: of ``/a/b`` these are ``/a`` and "", the root application."""
    while path:
        path = path.rpartition("/")[0]
        yield path
