"""Application pools of the chosen applications, as they can live in a container."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from reberth.model.iis import ApplicationPool, Setting, Settings
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.step_ids import pool_step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.iis import Application, IisConfiguration, Site
    from reberth.model.plan import Outcome
    from reberth.model.windows import WindowsInfo

DEFAULT_POOL = "DefaultAppPool"
_IDENTITY = "processModel.identityType"


class PlannedPools(NamedTuple):
    """Pools, the sites with applications of missing pools moved, the pool for ServiceMonitor, and fates."""

    pools: tuple[ApplicationPool, ...]
    sites: tuple[Site, ...]
    service_pool: str
    outcomes: tuple[Outcome, ...]


def plan_pools(iis: IisConfiguration, sites: Iterable[Site], windows: WindowsInfo) -> PlannedPools:
    """Plan the pools that the chosen applications use.

    An x86 server ran every pool in 32 bits, so its pools do so in the image. An account of the old machine or its
    domain does not exist there, so such a pool runs as ApplicationPoolIdentity until a person decides.
    """
    known = {pool.name.lower(): pool for pool in iis.pools}
    outcomes: list[Outcome] = []
    moved = tuple(_with_pools(site, known, outcomes) for site in sites)
    used: dict[str, ApplicationPool] = {}
    order: list[str] = []
    for site in moved:
        for application in site.applications:
            pool = known.get(application.pool.lower())
            order.append(application.pool if pool is None else pool.name)
            if pool is not None:
                used.setdefault(pool.name.lower(), pool)
    pools = []
    for pool in used.values():
        changed, undecided = _fitting(pool, windows)
        pools.append(changed)
        outcomes += undecided or [CarriedOver("pool", pool.name, (pool_step(pool.name),), (pool.evidence,))]
    outcomes += [
        LeftOut("pool", pool.name, "plan.pool-not-used", {"pool": pool.name}, (pool.evidence,))
        for pool in iis.pools
        if pool.name.lower() not in used
    ]
    service_pool = order[0] if order and DEFAULT_POOL.lower() not in {name.lower() for name in order} else DEFAULT_POOL
    return PlannedPools(tuple(pools), moved, service_pool, tuple(outcomes))


def _with_pools(site: Site, known: dict[str, ApplicationPool], outcomes: list[Outcome]) -> Site:
    """The site; an application whose pool does not exist runs in DefaultAppPool."""
    applications: list[Application] = []
    for application in site.applications:
        if application.pool.lower() in known or application.pool.lower() == DEFAULT_POOL.lower():
            applications.append(application)
            continue
        applications.append(replace(application, pool=DEFAULT_POOL))
        params = {"pool": application.pool, "application": f"{site.name}{application.path}"}
        name = f"{application.pool} ({site.name}{application.path})"
        outcomes.append(Undecided("pool", name, "plan.pool-missing", dict(params), (application.evidence,)))
    return replace(site, applications=tuple(applications))


def _fitting(pool: ApplicationPool, windows: WindowsInfo) -> tuple[ApplicationPool, list[Undecided]]:
    """The pool as the image can run it, and what a person must decide about it."""
    settings = pool.settings
    undecided: list[Undecided] = []
    if windows.architecture == "x86":
        settings = _with(settings, "enable32BitAppOnWin64", "true")
    if settings.get(_IDENTITY) == "SpecificUser":
        user = settings.get("processModel.userName") or "?"
        settings = _with(_without(settings, "processModel.userName"), _IDENTITY, "ApplicationPoolIdentity")
        params = {"pool": pool.name, "user": user}
        undecided.append(Undecided("pool", pool.name, "plan.pool-user", dict(params), (pool.evidence,)))
    if settings.get("managedRuntimeVersion").startswith("v1"):
        params = {"pool": pool.name, "runtime": settings.get("managedRuntimeVersion")}
        settings = _with(settings, "managedRuntimeVersion", "v4.0")
        kind = "pool runtime" if undecided else "pool"
        undecided.append(Undecided(kind, pool.name, "plan.pool-clr1", dict(params), (pool.evidence,)))
    return replace(pool, settings=settings), undecided


def _with(settings: Settings, name: str, value: str) -> Settings:
    """Settings with one scalar set explicitly."""
    kept = tuple(item for item in settings.scalars if item.name != name)
    return Settings((*kept, Setting(name, value, "explicit")), settings.collections)


def _without(settings: Settings, name: str) -> Settings:
    """Settings without one scalar."""
    return Settings(tuple(item for item in settings.scalars if item.name != name), settings.collections)
