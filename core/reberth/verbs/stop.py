"""Stop containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from reberth.containers.engine import connect
from reberth.containers.naming import named_container
from reberth.containers.running import stop as stop_container

if TYPE_CHECKING:
    from reberth.model.events import Emit


class StopRequest(Struct, frozen=True, omit_defaults=True):
    """Containers by name or id; after ``grace`` seconds they are ended."""

    containers: tuple[str, ...]
    endpoint: str = ""
    grace: int = 30


def stop(request: StopRequest, _emit: Emit) -> tuple[str, ...]:
    """Stop them in turn and return them; one that does not run is fine.

    Raises:
        ReberthError: ``engine.no-container``, other ``engine.*``.
    """
    with connect(request.endpoint) as engine:
        for container in request.containers:
            with named_container(container):
                stop_container(engine.api, container, request.grace)
    return request.containers
