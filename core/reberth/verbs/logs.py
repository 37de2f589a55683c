"""What a container writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from reberth.containers.engine import connect
from reberth.containers.logs import follow_logs
from reberth.containers.naming import named_container

if TYPE_CHECKING:
    from reberth.model.events import Emit


class LogsRequest(Struct, frozen=True, omit_defaults=True):
    """``tail`` lines (0: all) of a container by name or id; with ``follow`` those to come as well."""

    container: str
    endpoint: str = ""
    follow: bool = False
    tail: int = 0


def logs(request: LogsRequest, emit: Emit) -> None:
    """Emit each line as an ``Output``.

    Raises:
        ReberthError: ``engine.no-container``, other ``engine.*``.
    """
    with connect(request.endpoint) as engine, named_container(request.container):
        follow_logs(engine.api, request.container, emit, follow=request.follow, tail=request.tail)
