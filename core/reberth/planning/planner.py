"""From what was found and what was chosen to what the image will be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.artifacts.choosing import read_wishes
from reberth.model.errors import ReberthError
from reberth.model.plan import CarriedOver, DriveMapping, IisPlan, Plan, Undecided
from reberth.model.step_ids import application_step, directory_step, pool_step, site_step
from reberth.planning.add_ons import plan_add_ons
from reberth.planning.artifacts import with_artifacts
from reberth.planning.base_image import choose_base_image
from reberth.planning.contents import plan_contents
from reberth.planning.databases import plan_databases
from reberth.planning.endpoints import plan_endpoints
from reberth.planning.features import features_of_base, plan_features
from reberth.planning.host_settings import fit_settings
from reberth.planning.iis6_features import iis6_features
from reberth.planning.iis_changes import iis_changes
from reberth.planning.native_modules import features_by_module, module_fates, module_places
from reberth.planning.no_iis import plan_without_iis
from reberth.planning.permissions import plan_permissions
from reberth.planning.pools import plan_pools
from reberth.planning.programs import plan_programs
from reberth.planning.selecting import choose, subject
from reberth.planning.target_paths import TargetPaths
from reberth.planning.translations import plan_translations
from reberth.planning.volumes import volume_fates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reberth.model.application import ApplicationFacts
    from reberth.model.errors import Parameter
    from reberth.model.iis import ApplicationPool, IisConfiguration, Site
    from reberth.model.inventory import Inventory
    from reberth.model.plan import LocationChange, Outcome, SectionChange
    from reberth.model.selection import Selection
    from reberth.planning.iis_changes import IisChanges


def make_plan(inventory: Inventory, selection: Selection) -> Plan:
    """Plan the image for the chosen sites of an inventory, and for the other artifacts asked for.

    Raises:
        ReberthError: ``iis.not-installed``, ``selection.*``, ``plan.*``.
    """
    wishes = read_wishes(selection.artifacts)
    if not wishes.iis or (inventory.iis is None and not wishes.must):
        return with_artifacts(plan_without_iis(inventory, selection), inventory, selection, wishes)
    return with_artifacts(_plan_sites(inventory, selection), inventory, selection, wishes)


def _plan_sites(inventory: Inventory, selection: Selection) -> Plan:
    """The image for the chosen sites."""
    if inventory.iis is None:
        raise ReberthError("iis.not-installed", product=inventory.windows.product_name or "Windows")
    iis = inventory.iis
    windows = inventory.windows
    target_path = TargetPaths(windows)
    chosen = choose(iis.sites, selection.sites)
    endpoints = plan_endpoints(chosen.sites, tls_in_front=selection.tls_in_front)
    pools = plan_pools(iis, endpoints.sites, windows)
    applications = _facts(inventory.applications, pools.sites)
    contents = plan_contents(inventory, pools.sites, target_path, selection)
    base = choose_base_image(applications, selection)
    changes = iis_changes(iis, pools.sites, target_path)
    every_change: list[SectionChange | LocationChange] = [*changes.sections, *changes.locations]
    used = features_by_module(iis.sections) | (iis6_features(every_change) if iis.translations else {})
    features, feature_fates = plan_features(
        windows.features, applications, base.reference, selection.windows.lower(), used
    )
    fitted = fit_settings(pools.sites, pools.pools, target_path)
    carried = {(item.location, item.path) for item in changes.locations} | {
        ("", item.path) for item in changes.sections
    }
    add_ons, add_on_fates = plan_add_ons(
        applications,
        [item for item in iis.sections if (item.location, item.path) in carried],
        module_places(iis.sections),
    )
    letters = {volume.id: volume.letter for volume in inventory.volumes}
    grants, grant_fates = plan_permissions(contents.roots, inventory.content, pools.pools, letters)
    databases = plan_databases(windows, applications)
    drives = tuple(_drives(applications, target_path))
    return Plan(
        server=windows.computer_name or "server",
        base=base,
        iis=IisPlan(
            sites=tuple(_rewritten(site, target_path) for site in fitted.sites),
            pools=fitted.pools,
            sections=changes.sections,
            locations=changes.locations,
            locks=changes.locks,
            collections=changes.collections,
        ),
        features=features,
        add_ons=add_ons,
        grants=grants,
        drives=drives,
        contents=contents.roots,
        ports=endpoints.ports,
        tls=endpoints.tls,
        health=endpoints.health,
        service_pool=pools.service_pool,
        secrets=tuple(sorted(contents.secrets, key=lambda item: item.variable)),
        databases=databases.databases,
        outcomes=(
            *_site_fates(pools.sites),
            *chosen.outcomes,
            *endpoints.outcomes,
            *pools.outcomes,
            *fitted.outcomes,
            *contents.outcomes,
            *feature_fates,
            *changes.outcomes,
            *add_on_fates,
            *module_fates(iis.sections, features_of_base(base.reference), features),
            *plan_programs(every_change, contents.roots),
            *grant_fates,
            *databases.outcomes,
            *(CarriedOver("drive", f"{item.letter}:", (item.step,), item.evidence) for item in drives),
            *_secret_fates(iis),
            *plan_translations(iis, pools.sites, {*_steps(changes, pools.sites, fitted.pools)}),
            *volume_fates(inventory.volumes),
        ),
    )


def _steps(changes: IisChanges, sites: Iterable[Site], pools: Iterable[ApplicationPool]) -> Iterator[str]:
    """Ids of the steps that make the IIS configuration."""
    yield from (item.step for item in changes.sections)
    yield from (item.step for item in changes.locations)
    yield from (site_step(item.name) for item in sites)
    yield from (pool_step(item.name) for item in pools)


def _facts(applications: Iterable[ApplicationFacts], sites: Iterable[Site]) -> tuple[ApplicationFacts, ...]:
    """Facts of the chosen applications."""
    chosen = {(site.name, application.path) for site in sites for application in site.applications}
    return tuple(item for item in applications if (item.site, item.path) in chosen)


def _rewritten(site: Site, target_path: Callable[[str], str]) -> Site:
    """The site with physical paths of the image. A path that could not be expanded stays as it was written."""
    applications = tuple(
        replace(
            application,
            virtual_directories=tuple(
                replace(item, physical_path=target_path(item.expanded_path or item.physical_path))
                for item in application.virtual_directories
            ),
        )
        for application in site.applications
    )
    return replace(site, applications=applications)


def _site_fates(sites: Iterable[Site]) -> Iterator[Outcome]:
    """Chosen sites, applications and virtual directories, each with the lines that it becomes."""
    for site in sites:
        yield CarriedOver("site", site.name, (site_step(site.name),), (site.evidence,))
        for application in site.applications:
            name = subject(site, application)
            step = application_step(site.name, application.path)
            yield CarriedOver("application", name, (step,), (application.evidence,))
            for item in application.virtual_directories:
                step = directory_step(site.name, application.path, item.path)
                yield CarriedOver("virtual directory", f"{name}:{item.path}", (step,), (item.evidence,))


def _drives(applications: Iterable[ApplicationFacts], target_path: Callable[[str], str]) -> Iterator[DriveMapping]:
    """Drive letters that configuration files name literally; ``C:`` is the image's own."""
    seen = {"C"}
    for facts in applications:
        for letter, evidence in facts.drives:
            if letter not in seen:
                seen.add(letter)
                yield DriveMapping(f"drive:{letter}", letter, target_path(f"{letter}:\\").rstrip("\\"), (evidence,))


def _secret_fates(iis: IisConfiguration) -> Iterator[Outcome]:
    """Passwords in the server's own configuration: encrypted for that machine, never carried."""
    for secret in iis.secrets:
        name = f"{secret.name} ({secret.section} {secret.location} {secret.attribute}, line {secret.evidence.line})"
        params: dict[str, Parameter] = {
            "name": secret.name,
            "attribute": secret.attribute,
            "line": secret.evidence.line,
        }
        yield Undecided("secret", name, "plan.server-secret", params, (secret.evidence,))
