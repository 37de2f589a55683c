"""What the sites run on: IIS of another age, .NET 3.5, 32 bits, and logs that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.few import few
from reberth.model.finding import Finding
from reberth.readiness.places import Place, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.readiness.chosen import Chosen

# Windows Server 2003, 2008 and 2008 R2.
_OLD = frozenset({"5.1", "5.2", "6.0", "6.1"})


def old_server(chosen: Chosen) -> Iterator[Finding]:
    """R07: the sites skip several versions of IIS."""
    windows, iis = chosen.inventory.windows, chosen.inventory.iis
    if chosen.applications and iis is not None and windows.version in _OLD:
        params = {"product": windows.product_name or f"Windows {windows.version}", "version": iis.version or "?"}
        yield Finding("readiness.old-server", "info", "", dict(params), windows.evidence.get("version", ()))


def dotnet35(chosen: Chosen) -> Iterator[Finding]:
    """R09: .NET Framework 3.5 is in no image that Microsoft still updates."""
    if chosen.plan.needs_payload:
        pools = (item.name for item in chosen.plan.iis.pools if item.settings.get("managedRuntimeVersion")[:2] == "v2")
        evidence = next((item.evidence for item in chosen.plan.features if item.name == "NetFx3"), ())
        yield Finding("readiness.dotnet-35", "info", "", {"names": few(pools) or "-"}, evidence)


def thirty_two_bits(chosen: Chosen) -> Iterator[Finding]:
    """R30: pools in 32 bits, by choice or because the server had no more."""
    windows = chosen.inventory.windows
    if chosen.applications and windows.architecture == "x86":
        product = windows.product_name or "Windows"
        yield Finding(
            "readiness.server-32-bit", "info", "", {"product": product}, windows.evidence.get("architecture", ())
        )
        return
    yield from merged(
        "readiness.pool-32-bit",
        "info",
        (
            Place(item, item.pool.name, (item.pool.evidence,))
            for item in chosen.applications
            if item.pool is not None and item.pool.settings.get("enable32BitAppOnWin64").lower() == "true"
        ),
    )


def logs_in_files(chosen: Chosen) -> Iterator[Finding]:
    """R55: IIS writes its log to files of the container."""
    if chosen.applications:
        yield Finding("readiness.logs-in-files", "info")
