"""The image where no web site is wanted, or none is there: a bare Windows for what else was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence
from reberth.model.plan import BaseImage, IisPlan, LeftOut, Plan
from reberth.model.step_ids import BASE
from reberth.planning.base_image import choose_base_image

if TYPE_CHECKING:
    from reberth.model.inventory import Inventory
    from reberth.model.selection import Selection

_SERVER_CORE = "mcr.microsoft.com/windows/servercore:"


def plan_without_iis(inventory: Inventory, selection: Selection) -> Plan:
    """A plan with no site in it; sites that are there are left out.

    Raises:
        ReberthError: ``plan.unknown-windows``, ``plan.base-image-invalid``.
    """
    base = choose_base_image((), selection)
    if not selection.base_image:
        evidence = Evidence("rule", "rule.base-without-iis")
        reference = f"{_SERVER_CORE}{selection.windows.lower()}"
        base = BaseImage(BASE, reference, "rule.base-without-iis", {}, (evidence,))
    sites = inventory.iis.sites if inventory.iis is not None else ()
    outcomes = tuple(
        LeftOut("site", site.name, "artifact.site-not-asked-for", {"site": site.name}, (site.evidence,))
        for site in sites
    )
    return Plan(inventory.windows.computer_name or "server", base, IisPlan((), ()), outcomes=outcomes)
