"""Containers: made and started with the isolation asked for, and watched until they are ready."""

from __future__ import annotations

import contextlib
import socket
import time
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from docker.errors import APIError, NotFound

from reberth.containers.classifier import classify
from reberth.containers.failures import configuration_refused
from reberth.containers.free_ports import is_free
from reberth.containers.labels import RUN
from reberth.containers.logs import last_lines
from reberth.model.errors import ReberthError
from reberth.model.events import Note, Output, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docker import APIClient

    from reberth.model.engine import Isolation
    from reberth.model.events import Emit

_NANO = 1_000_000_000
_POLL = 0.2
# Without a health check: alive for so long counts as started.
_SETTLED = 3.0
_LAST_LINES = 50


class RunSpec(NamedTuple):
    """A container to start.

    Attributes:
        image: Its name or id.
        name: The container's, "" lets the engine choose.
        isolation: ``default`` leaves it to the engine.
        ports: Port inside to port on the host, 0 lets the engine choose.
        environment: Variables.
        cpus: How many processors it may use, 0 for all.
        memory: Bytes, 0 for no limit.
        remove: The engine removes it when it ends.
        command: Runs instead of the image's entry point.
        interactive: Keep its input open.
        labels: For the container.
        health_seconds: Time between two health checks while we watch; the image's own is meant for operation.
    """

    image: str
    name: str = ""
    isolation: Isolation = "default"
    ports: Mapping[int, int] = {}
    environment: Mapping[str, str] = {}
    cpus: float = 0.0
    memory: int = 0
    remove: bool = False
    command: tuple[str, ...] = ()
    interactive: bool = False
    labels: Mapping[str, str] = {}
    health_seconds: float = 5.0


def start(api: APIClient, spec: RunSpec, emit: Emit) -> str:
    """Make and start a container and return its id. A container that cannot start is removed again.

    A port of the host that somebody else has is exchanged for a free one, and that is told.

    Raises:
        ReberthError: ``engine.*``.
    """
    try:
        return _start(api, spec)
    except ReberthError as error:
        wanted = [port for port in spec.ports.values() if port]
        if error.code != "engine.port-taken" or not wanted:
            raise
        # On a remote engine nobody can ask which one it is: then all are chosen anew.
        taken = [port for port in wanted if not is_free(port)] or wanted
        for port in taken:
            emit(Note("trial.port-changed", {"port": port}))
        ports = {inside: 0 if outside in taken else outside for inside, outside in spec.ports.items()}
        return _start(api, spec._replace(ports=ports))


def _start(api: APIClient, spec: RunSpec) -> str:
    """One attempt."""
    # No host address anywhere: a Windows engine refuses it.
    host = api.create_host_config(
        port_bindings={inside: outside or None for inside, outside in spec.ports.items()},
        isolation=None if spec.isolation == "default" else spec.isolation,
        nano_cpus=int(spec.cpus * _NANO) or None,
        mem_limit=spec.memory or None,
        auto_remove=spec.remove,
    )
    container = ""
    try:
        made = api.create_container(
            spec.image,
            # An empty command would leave the image's own one behind the new entry point.
            command=list(spec.command[1:]) if spec.command else None,
            entrypoint=list(spec.command[:1]) or None,
            name=spec.name or None,
            ports=list(spec.ports),
            environment=dict(spec.environment),
            labels=dict(spec.labels),
            stdin_open=spec.interactive,
            healthcheck={"interval": int(spec.health_seconds * _NANO)} if not spec.command else None,
            host_config=host,
        )
        container = str(made["Id"])
        api.start(container)
    except BaseException as error:
        if container:
            discard(api, container)
        if isinstance(error, APIError):
            raise classify(error) from error
        raise
    return container


def wait_until_ready(api: APIClient, container: str, seconds: float, emit: Emit) -> bool:
    """Wait until a container is healthy; True if a health check said so, False if it has none and runs.

    Raises:
        ReberthError: ``trial.exited-at-once``, ``trial.configuration-refused``, ``trial.unhealthy``,
            ``trial.not-ready``; its last lines were told before.
    """
    started = time.monotonic()
    while True:
        passed = time.monotonic() - started
        state = _state(api, container)
        health = (state.get("Health") or {}).get("Status", "")
        if not state.get("Running"):
            lines = _tell_last(api, container, emit)
            if configuration_refused(lines):
                raise ReberthError("trial.configuration-refused")
            raise ReberthError("trial.exited-at-once", exit_code=state.get("ExitCode", "?"))
        if health == "healthy":
            return True
        if health == "unhealthy":
            _tell_last(api, container, emit)
            raise ReberthError("trial.unhealthy", seconds=int(passed))
        if not health and passed >= min(_SETTLED, seconds):
            return False
        if passed >= seconds:
            _tell_last(api, container, emit)
            raise ReberthError("trial.not-ready", seconds=int(passed))
        emit(Progress("phase.wait-healthy", int(passed), int(seconds)))
        time.sleep(_POLL)


def is_running(api: APIClient, container: str) -> bool:
    """Whether a container runs; one that is gone does not."""
    return bool(_state(api, container).get("Running"))


def discard(api: APIClient, container: str) -> None:
    """End and remove a container of ours, whatever it is doing; one that is gone is fine."""
    with contextlib.suppress(APIError):
        api.remove_container(container, force=True, v=True)


def discard_run(api: APIClient, run: str) -> None:
    """End and remove what was started under this ``reberth.run`` label."""
    for item in api.containers(all=True, filters={"label": f"{RUN}={run}"}):
        discard(api, item["Id"])


def stop(api: APIClient, container: str, grace: int) -> None:
    """Ask a container to stop and end it after ``grace`` seconds; one that does not run is fine."""
    # Ending it may take a Windows engine another 75 s (moby daemon/kill.go); docker-py adds the grace itself.
    patience = api.timeout
    api.timeout = 120
    try:
        api.stop(container, timeout=grace)
    finally:
        api.timeout = patience


def send_lines(api: APIClient, container: str, lines: Iterable[bytes]) -> None:
    """Write lines to a container's input, then close it; ends when the container does."""
    stream = api.attach_socket(container, params={"stdin": 1, "stream": 1})
    # A socket's read-only file object on Linux, a pipe that is its own socket on Windows.
    connection = getattr(stream, "_sock", stream)
    with contextlib.closing(stream), contextlib.closing(connection), contextlib.suppress(OSError):
        for line in lines:
            connection.sendall(line)
        connection.shutdown(socket.SHUT_WR)


def published(api: APIClient, container: str) -> dict[int, int]:
    """TCP ports inside the container and where the host has them."""
    found = {}
    for name, places in (api.inspect_container(container)["NetworkSettings"]["Ports"] or {}).items():
        inside, _, protocol = name.partition("/")
        if protocol == "tcp" and places:
            found[int(inside)] = int(places[0]["HostPort"])
    return found


def is_local(endpoint: str) -> bool:
    """Whether the engine runs on this machine."""
    return address_of(endpoint) in {"127.0.0.1", "localhost", "::1"}


def address_of(endpoint: str) -> str:
    """The name under which the engine's published ports are reached from here."""
    parts = urlsplit(endpoint)
    return parts.hostname if parts.scheme in {"tcp", "http", "https", "ssh"} and parts.hostname else "127.0.0.1"


def _state(api: APIClient, container: str) -> dict[str, Any]:
    """A container's state; empty when it is gone, as one that removes itself."""
    try:
        state: dict[str, Any] = api.inspect_container(container)["State"]
    except NotFound:
        return {}
    return state


def _tell_last(api: APIClient, container: str, emit: Emit) -> list[str]:
    """Tell the container's last lines, for they mostly say why."""
    lines = last_lines(api, container, _LAST_LINES)
    for line in lines:
        emit(Output(line, "stderr"))
    return lines
