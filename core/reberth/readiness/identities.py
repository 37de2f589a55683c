"""What application pools run as, and whose environment they see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.few import few
from reberth.model.finding import Finding
from reberth.readiness.places import Place, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.readiness.chosen import Chosen


def local_system(chosen: Chosen) -> Iterator[Finding]:
    """R16: a pool that runs as LocalSystem may do anything in its container."""
    yield from merged(
        "readiness.pool-local-system",
        "info",
        (
            Place(item, item.pool.name, (item.pool.evidence,))
            for item in chosen.applications
            if item.pool is not None and item.pool.settings.get("processModel.identityType") == "LocalSystem"
        ),
    )


def one_pool_gets_variables(chosen: Chosen) -> Iterator[Finding]:
    """R13: ServiceMonitor hands the container's environment to one pool."""
    used = {item.application.pool.lower(): item for item in chosen.applications}
    others = [item for name, item in used.items() if name != chosen.plan.service_pool.lower()]
    if others:
        names = few(item.pool.name if item.pool is not None else item.application.pool for item in others)
        evidence = tuple(item.application.evidence for item in others[:20])
        params = {"pool": chosen.plan.service_pool, "names": names}
        yield Finding("readiness.variables-one-pool", "info", "", dict(params), evidence)
