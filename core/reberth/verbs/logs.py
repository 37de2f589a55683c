"""What a container writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.engine import connect
from reberth.containers.logs import follow_logs
from reberth.containers.naming import named_container
from reberth.model.engine_requests import LogsRequest

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["LogsRequest", "logs"]


def logs(request: LogsRequest, emit: Emit) -> None:
    """Emit each line as an ``Output``.

    Raises:
        ReberthError: ``engine.no-container``, other ``engine.*``.
    """
    with connect(request.endpoint) as engine, named_container(request.container):
        follow_logs(engine.api, request.container, emit, follow=request.follow, tail=request.tail)
