"""A container from an image: started, waited for, and each of its sites asked."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any

import msgspec

from reberth import __version__
from reberth.containers.engine import connect
from reberth.containers.env_file import read_env_file
from reberth.containers.explanation import explain
from reberth.containers.images import image_config
from reberth.containers.labels import MIGRATION, PROBES, RUN, VERSION
from reberth.containers.preflight import check_image
from reberth.containers.running import (
    RunSpec,
    address_of,
    discard_run,
    is_running,
    published,
    start,
    wait_until_ready,
)
from reberth.containers.trial import ask
from reberth.model.engine import Probe, Probed
from reberth.model.engine_requests import RunRequest, RunResult
from reberth.model.events import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.containers.engine import Engine
    from reberth.model.errors import Parameter
    from reberth.model.events import Emit

__all__ = ["RunRequest", "RunResult", "run"]


def run(request: RunRequest, emit: Emit) -> RunResult:
    """Start a container, wait until it is ready and ask each site.

    The container stays, also where a site does not answer well: the answers say so.

    Raises:
        ReberthError: ``engine.*``; ``advice.*`` where it cannot run there; ``trial.*`` where it ends at once or never
            gets ready; ``usage.env-file``.
    """
    with connect(request.endpoint) as engine:
        config = image_config(engine.api, request.image)
        check_image(engine, request.image, request.isolation, emit)
        emit(Progress("phase.start-container", 0))
        started = time.monotonic()
        spec = spec_of(request, config)
        try:
            container = start(engine.api, spec, emit)
            made = engine.api.inspect_container(container)
            healthy = wait_until_ready(engine.api, container, request.wait, emit)
            seconds = round(time.monotonic() - started, 3)
            probes = () if request.no_probes else request.probes or _probes_of(config)
            answers = _ask_all(engine, container, probes, request, emit)
        except KeyboardInterrupt:
            discard_run(engine.api, spec.labels[RUN])
            raise
        ports = tuple(sorted(published(engine.api, container).items()))
    name, isolation = made["Name"].lstrip("/"), made["HostConfig"].get("Isolation", "")
    return RunResult(container, name, isolation, ports, answers, healthy, seconds)


def spec_of(request: RunRequest, config: Mapping[str, Any]) -> RunSpec:
    """What to start, for an image with this configuration.

    Raises:
        ReberthError: ``usage.env-file``, ``usage.env-file-line``.
    """
    migration = (config.get("Labels") or {}).get(MIGRATION, "-")
    labels = {MIGRATION: migration, VERSION: __version__, RUN: str(uuid.uuid4())}
    return RunSpec(
        request.image,
        request.name,
        request.isolation,
        dict(request.ports) or ({} if request.command else _all_ports(config)),
        {**read_env_file(request.env_file), **dict(request.environment)},
        request.cpus,
        request.memory,
        request.remove,
        request.command,
        labels=labels,
        health_seconds=request.health_seconds,
    )


def _ask_all(
    engine: Engine, container: str, probes: tuple[Probe, ...], request: RunRequest, emit: Emit
) -> tuple[Probed, ...]:
    """Ask each site in turn."""
    ports = published(engine.api, container)
    address = address_of(engine.endpoint)
    answers = []
    for number, probe in enumerate(probes):
        emit(Progress("phase.ask-sites", number, len(probes)))
        if probe.port not in ports:
            params: dict[str, Parameter] = {"site": probe.site, "port": probe.port}
            answers.append(Probed(probe, "", code="trial.port-not-published", params=params))
            continue
        answer = ask(
            probe,
            address,
            ports[probe.port],
            seconds=request.wait,
            alive=lambda: is_running(engine.api, container),
        )
        answers.append(explain(engine, container, answer))
    emit(Progress("phase.ask-sites", len(probes), len(probes)))
    return tuple(answers)


def _probes_of(config: Mapping[str, Any]) -> tuple[Probe, ...]:
    """What the image's label asks for; nothing for an image that is not ours."""
    try:
        return msgspec.json.decode((config.get("Labels") or {}).get(PROBES, "[]"), type=tuple[Probe, ...])
    except msgspec.DecodeError:
        return ()


def _all_ports(config: Mapping[str, Any]) -> dict[int, int]:
    """Every TCP port that the image exposes, on a free port of the host."""
    names = (name.partition("/") for name in config.get("ExposedPorts") or {})
    return {int(port): 0 for port, _, protocol in names if protocol in {"", "tcp"}}
