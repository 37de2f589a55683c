"""What runs in a container, whether the host sees it, and what it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.engine import connect
from reberth.containers.naming import named_container, running_container
from reberth.containers.processes import read_processes, read_usage
from reberth.containers.running import is_local
from reberth.model.engine_requests import ProcessesRequest, ProcessesResult

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["ProcessesRequest", "ProcessesResult", "processes"]


def processes(request: ProcessesRequest, _emit: Emit) -> ProcessesResult:
    """Look into a container.

    Raises:
        ReberthError: ``engine.no-container``, ``trial.not-running``; other ``engine.*``.
    """
    with connect(request.endpoint) as engine, named_container(request.container):
        facts = running_container(engine.api, request.container)
        found = read_processes(engine.api, request.container, local=is_local(engine.endpoint))
        isolation = facts["HostConfig"].get("Isolation", "")
        return ProcessesResult(found, read_usage(engine.api, request.container), isolation)
