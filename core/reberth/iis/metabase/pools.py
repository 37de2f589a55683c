"""Application pools of IIS 6 as pools of IIS 7: their runtime comes from the script maps of their applications."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.iis.metabase.script_maps import aspnet_runtime, script_maps
from reberth.iis.metabase.sites import DEFAULT_POOL, SERVICE
from reberth.iis.metabase.units import POOL, is_true, time_span
from reberth.model.iis import ApplicationPool, ConfigElement, Setting, Settings
from reberth.model.step_ids import pool_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.iis.metabase.document import Key, Metabase
    from reberth.iis.metabase.notes import Notes
    from reberth.model.evidence import Evidence
    from reberth.model.iis import Application, Origin

_POOLS = f"{SERVICE}/AppPools"
_FORBIDDEN = re.compile(r'[|<>&"]+')
_LONGEST = 64
_CLOCK = re.compile(r"^(\d{1,2}):(\d{2})(?::\d{2})?$")
_IDENTITY, _BITS = "processModel.identityType", "enable32BitAppOnWin64"
_RUNTIMES = {"v1": "v1.1", "v2": "v2.0", "v4": "v4.0"}


def pool_names(metabase: Metabase) -> dict[str, str]:
    """Names of all pools for IIS 7, by their names in lower case; no two are alike."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for number, key in enumerate(metabase.children(_POOLS), start=1):
        name = _FORBIDDEN.sub("-", key.name)[:_LONGEST]
        if name.lower() in taken:
            name = f"{name[: _LONGEST - 8]} ({number})"
        taken.add(name.lower())
        names[key.name.lower()] = name
    return names


def read_pools(
    metabase: Metabase, notes: Notes, applications: Iterable[tuple[str, Application]]
) -> tuple[ApplicationPool, ...]:
    """All pools; the default one is made where there is none, as in IIS 5 isolation mode.

    Args:
        metabase: All keys.
        notes: Told what became of each property.
        applications: All applications with the locations of their keys.
    """
    runtimes = _runtimes(metabase, notes, applications)
    names = pool_names(metabase)
    found = tuple(_pool(metabase, notes, key, names[key.name.lower()], runtimes) for key in metabase.children(_POOLS))
    if any(pool.name.lower() == DEFAULT_POOL.lower() for pool in found):
        return found
    service = metabase.key(SERVICE)
    if service is None:
        return found
    settings = _own_ways(runtimes.get(DEFAULT_POOL.lower(), ""), _bits(metabase, notes, DEFAULT_POOL), ())
    return (*found, ApplicationPool(DEFAULT_POOL, notes.evidence(service), Settings(settings)))


def isolation_mode(metabase: Metabase, notes: Notes) -> bool:
    """Whether the server ran without pools, as IIS 5 did."""
    service = metabase.key(SERVICE)
    found = service.own("IIs5IsolationModeEnabled") if service is not None else None
    if service is None or found is None or not is_true(found.value):
        return False
    notes.tell("iis.metabase-isolation-mode", "action", "", notes.evidence(service, found))
    return True


def _pool(metabase: Metabase, notes: Notes, key: Key, name: str, runtimes: dict[str, str]) -> ApplicationPool:
    """One pool: its own settings, else those of all pools."""
    step = pool_step(name)
    scalars: list[Setting] = []
    above = metabase.key(_POOLS)
    for rule in POOL:
        for owner in (key, above):
            found = owner.own(rule.name) if owner is not None else None
            if owner is not None and found is not None and found.value:
                notes.became(owner, found, step)
                origin: Origin = "explicit" if owner is key else "defaults"
                scalars.append(Setting(rule.setting, rule.write(found.value), origin, found.line))
                break
    user, password = key.own("WAMUserName"), key.own("WAMUserPass")
    if any(item.name == _IDENTITY and item.value == "SpecificUser" for item in scalars):
        if user is not None:
            # What becomes of a pool that ran as somebody is told of the pool itself.
            notes.left(key, user, "iis.metabase-see-there")
            scalars.append(Setting("processModel.userName", user.value.strip(), "explicit", user.line))
        if password is not None:
            notes.secret(key, password, "system.applicationHost/applicationPools", "password", name)
    collections = []
    schedule = key.own("PeriodicRestartSchedule")
    if schedule is not None:
        notes.became(key, schedule, step)
        times = tuple(ConfigElement("add", (("value", item),)) for item in _times(schedule.values))
        if times:
            collections.append(("recycling.periodicRestart.schedule", ConfigElement("schedule", children=times)))
    settings = _own_ways(runtimes.get(name.lower(), ""), _bits(metabase, notes, name), tuple(scalars))
    return ApplicationPool(name, notes.evidence(key), Settings(settings, tuple(collections)))


def _times(values: Iterable[str]) -> Iterator[str]:
    """Times of day as IIS 7 writes them."""
    for value in values:
        match = _CLOCK.match(value)
        if match:
            yield time_span(int(match.group(1)) * 3600 + int(match.group(2)) * 60)


def _bits(metabase: Metabase, notes: Notes, pool: str) -> tuple[Setting, ...]:
    """Whether pools run in 32 bits: IIS 6 has one switch for all of them."""
    pools = metabase.key(_POOLS)
    found = pools.own("Enable32BitAppOnWin64") if pools is not None else None
    if pools is None or found is None:
        return ()
    notes.became(pools, found, pool_step(pool))
    return (Setting(_BITS, "true" if is_true(found.value) else "false", "defaults", found.line),)


def _own_ways(runtime: str, bits: tuple[Setting, ...], scalars: tuple[Setting, ...]) -> tuple[Setting, ...]:
    """What IIS 6 did without saying so in the pool: its pipeline, its default account, its bits."""
    made = [
        Setting("managedRuntimeVersion", runtime, "explicit"),
        Setting("managedPipelineMode", "Classic", "explicit"),
    ]
    if not any(item.name == _IDENTITY for item in scalars):
        made.append(Setting(_IDENTITY, "NetworkService", "defaults"))
    return (*made, *bits, *scalars)


def _runtimes(metabase: Metabase, notes: Notes, applications: Iterable[tuple[str, Application]]) -> dict[str, str]:
    """Runtime by pool name in lower case, from the script maps that hold for its applications."""
    seen: dict[str, dict[str, Evidence]] = {}
    names: dict[str, str] = {}
    for location, application in applications:
        pool = application.pool.lower()
        names.setdefault(pool, application.pool)
        version = aspnet_runtime(script_maps(metabase.effective(location, "ScriptMaps")))
        runtimes = seen.setdefault(pool, {})
        if version[:2] in _RUNTIMES:
            runtimes.setdefault(_RUNTIMES[version[:2]], application.evidence)
    for pool, found in seen.items():
        newest = max(found, default="")
        if newest:
            notes.tell("iis.metabase-runtime", "info", "", found[newest], pool=names[pool], runtime=newest)
        if len(found) > 1:
            runtimes_told = ", ".join(sorted(found))
            place = found[newest]
            notes.tell("iis.metabase-two-runtimes", "action", "", place, pool=names[pool], runtimes=runtimes_told)
    return {pool: max(found, default="") for pool, found in seen.items()}
