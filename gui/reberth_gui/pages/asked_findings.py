"""What the scan found, as far as it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.relevant import relevant
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from reberth.model.finding import Finding
    from reberth_gui.session.session import Session


def asked_findings(session: Session) -> tuple[Finding, ...]:
    """The findings for the selection; words in it that are wrong are told by the plan's error."""
    inventory = session.inventory
    if inventory is None:
        return ()
    try:
        return relevant(inventory.findings, session.migration.selection.artifacts)
    except ReberthError:
        return inventory.findings
