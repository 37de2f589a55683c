"""The doctor: everything that can be known about an engine before anything is built, each red line with its cure."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docker.errors import ImageNotFound

from reberth.containers.adviser import advise_all
from reberth.containers.free_ports import is_free
from reberth.containers.host_checks import check_disk, check_engine, check_host, check_hyperv
from reberth.containers.hyperv import HyperV, hyperv_here
from reberth.containers.probing import probe_engine
from reberth.containers.running import is_local
from reberth.containers.targets import target_of
from reberth.model.engine import Check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docker import APIClient

    from reberth.containers.engine import Engine
    from reberth.model.engine import Advice, EngineInfo, Isolation, Target


class Examined(NamedTuple):
    """What the doctor found: the engine, where containers shall run, the lines, and the advice for each base image."""

    info: EngineInfo
    target: Target
    checks: tuple[Check, ...]
    advice: tuple[Advice, ...]


def examine(
    engine: Engine, bases: tuple[str, ...], ports: tuple[int, ...], isolation: Isolation, target: Target | None
) -> Examined:
    """Examine an engine that answers.

    Args:
        engine: The engine.
        bases: Base images that will be needed.
        ports: Ports of the host that will be needed.
        isolation: What will be asked for.
        target: Where the containers shall run; None for the engine's own machine.
    """
    info = probe_engine(engine)
    local = is_local(engine.endpoint)
    hyperv = hyperv_here() if local else HyperV()
    place = target or target_of(info, hyperv=False if hyperv.role is False else None)
    checks = [*check_engine(info), *check_host(info), *check_hyperv(info, hyperv, isolation)]
    checks += [_check_base(engine.api, base) for base in bases]
    checks.append(check_disk(info.root, _free(info.root) if local else -1))
    checks += _check_ports(engine.api, ports, local=local)
    advice = advise_all(bases, place)
    return Examined(info, place, (*checks, *judge(advice, isolation)), advice)


def judge(advice: Iterable[Advice], isolation: Isolation) -> Iterator[Check]:
    """The advice as lines: red where a base image runs under neither isolation, or not under the one asked for."""
    every = list(advice)
    told: set[tuple[str, str]] = set()
    for item in every:
        # What holds under both kinds of isolation is worth one line.
        if not item.runs and (item.base, item.code) in told:
            continue
        told.add((item.base, item.code))
        never = {other.runs for other in every if other.base == item.base} == {False}
        if item.runs is None:
            yield Check("target", "unknown", item.code, item.params)
        elif item.runs:
            yield Check("target", "good", item.code, item.params)
        else:
            yield Check("target", "bad" if never or item.isolation == isolation else "warning", item.code, item.params)


def _check_base(api: APIClient, base: str) -> Check:
    """Whether the engine has a base image."""
    try:
        size = int(api.inspect_image(base).get("Size", 0))  # type: ignore[no-untyped-call] # of the stubs
    except ImageNotFound:
        return Check("base", "warning", "doctor.base-absent", {"image": base})
    return Check("base", "good", "doctor.base", {"image": base, "megabytes": size >> 20})


def _free(root: str) -> int:
    """Free bytes on the drive of the engine's folder, -1 where this machine has no such folder."""
    place = Path(root)
    try:
        return shutil.disk_usage(place).free if root and place.is_absolute() else -1
    except OSError:
        return -1


def _check_ports(api: APIClient, ports: tuple[int, ...], *, local: bool) -> Iterator[Check]:
    """Each port: free, a container's, or somebody else's."""
    holders: dict[int, str] = {}
    listed: list[dict[str, Any]] = api.containers()
    for item in listed:
        name = next(iter(item.get("Names") or ()), item["Id"][:12]).lstrip("/")
        holders.update((place["PublicPort"], name) for place in item.get("Ports") or () if place.get("PublicPort"))
    for port in ports:
        if port in holders:
            yield Check("port", "warning", "doctor.port-of-container", {"port": port, "name": holders[port]})
        elif not local:
            yield Check("port", "unknown", "doctor.port-unknown", {"port": port})
        elif is_free(port):
            yield Check("port", "good", "doctor.port-free", {"port": port})
        else:
            yield Check("port", "warning", "doctor.port-taken", {"port": port})
