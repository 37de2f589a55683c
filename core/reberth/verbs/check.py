"""The readiness report: what a person should look at before an image is made. Nothing is written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from reberth.model.requests import CheckRequest, CheckResult
from reberth.planning.planner import make_plan
from reberth.readiness.report import all_findings
from reberth.verbs.taking import open_paths, take_inventory

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["CheckRequest", "CheckResult", "check"]


def check(request: CheckRequest, emit: Emit) -> CheckResult:
    """Scan, plan, and look at both.

    Raises:
        ReberthError: As :func:`reberth.verbs.scan.scan`; ``selection.*``, ``plan.*``.
    """
    with open_paths(request.paths, request.wim_image) as volumes:
        inventory = take_inventory(volumes, request.letters, emit, request.selection.artifacts)
    plan = make_plan(inventory, request.selection)
    findings = all_findings(inventory, plan, request.selection, dt.datetime.now(dt.UTC).date())
    return CheckResult(inventory.windows.computer_name, findings, plan.outcomes)
