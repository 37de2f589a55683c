"""All findings about a server and the choice made of it: the one list that command line and wizard show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.relevant import relevant
from reberth.model.errors import ReberthError
from reberth.readiness.chosen import Chosen
from reberth.readiness.table import RULES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from reberth.model.finding import Finding
    from reberth.model.inventory import Inventory
    from reberth.model.plan import Plan
    from reberth.model.selection import Selection


def all_findings(inventory: Inventory, plan: Plan | None, selection: Selection, today: dt.date) -> tuple[Finding, ...]:
    """What the scan found, as far as it was asked for, then what the rules say of the plan.

    Args:
        inventory: What the scan found.
        plan: What the image will be; None where there can be no plan, then no rule has anything to look at.
        selection: What was chosen; words in it that are wrong are told by the planner's error.
        today: The day, for what ends some day.
    """
    try:
        scanned = relevant(inventory.findings, selection.artifacts)
    except ReberthError:
        scanned = inventory.findings
    return (*scanned, *(_by_rules(inventory, plan, today) if plan is not None else ()))


def _by_rules(inventory: Inventory, plan: Plan, today: dt.date) -> Iterator[Finding]:
    """What each rule has to say."""
    chosen = Chosen(inventory, plan, today)
    for rule in RULES:
        yield from rule(chosen)
