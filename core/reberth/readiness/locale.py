"""Time zone and code page, which a container has from its host and its base image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.readiness.chosen import Chosen

# Base images are in US English.
_CODE_PAGE = 1252
_UNIVERSAL = frozenset({"", "utc", "coordinated universal time"})


def time_zone(chosen: Chosen) -> Iterator[Finding]:
    """R58: local times come out otherwise where the host lives by another clock."""
    windows = chosen.inventory.windows
    if windows.time_zone.lower() not in _UNIVERSAL:
        params = {"zone": windows.time_zone}
        yield Finding("readiness.time-zone", "info", "", dict(params), windows.evidence.get("time_zone", ()))


def code_page(chosen: Chosen) -> Iterator[Finding]:
    """R58: text without Unicode is read by the code page of the system."""
    windows = chosen.inventory.windows
    if windows.ansi_code_page not in {0, _CODE_PAGE}:
        params = {"page": windows.ansi_code_page}
        yield Finding("readiness.code-page", "info", "", dict(params), windows.evidence.get("ansi_code_page", ()))
