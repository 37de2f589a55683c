"""Stop containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.engine import connect
from reberth.containers.naming import named_container
from reberth.containers.running import stop as stop_container
from reberth.model.engine_requests import StopRequest, StopResult

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["StopRequest", "StopResult", "stop"]


def stop(request: StopRequest, _emit: Emit) -> StopResult:
    """Stop them in turn and return them; one that does not run is fine.

    Raises:
        ReberthError: ``engine.no-container``, other ``engine.*``.
    """
    with connect(request.endpoint) as engine:
        for container in request.containers:
            with named_container(container):
                stop_container(engine.api, container, request.grace)
    return StopResult(request.containers)
