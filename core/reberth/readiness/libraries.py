"""Products that an application's assemblies belong to, and that no image brings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.readiness.places import Place, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.finding import Finding, Severity
    from reberth.readiness.chosen import Chosen

# R36, R34, R35.
_PRODUCTS: tuple[tuple[re.Pattern[str], str, Severity], ...] = (
    (
        re.compile(r"(?i)CrystalDecisions|Microsoft\.ReportViewer|(DataDynamics|GrapeCity)\.ActiveReports"),
        "readiness.report-engine",
        "action",
    ),
    (re.compile(r"(?i)Microsoft\.(Office|Vbe)\.Interop|Interop\."), "readiness.office", "blocker"),
    (re.compile(r"(?i)Oracle\.DataAccess"), "readiness.data-client", "action"),
)


def installed_products(chosen: Chosen) -> Iterator[Finding]:
    """Assemblies of report engines, Office and database clients, in ``bin`` or named for compilation."""
    for pattern, code, severity in _PRODUCTS:
        yield from merged(
            code,
            severity,
            (
                Place(item, found.detail, (found.evidence,))
                for item, found in chosen.noticed("library")
                if pattern.match(found.detail)
            ),
        )
