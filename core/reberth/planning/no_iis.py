"""The image where no web site is wanted, or none is there: a bare Windows for what else was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence
from reberth.model.iis import IisConfiguration
from reberth.model.plan import BaseImage, IisPlan, LeftOut, Plan
from reberth.model.step_ids import BASE
from reberth.planning.base_image import choose_base_image
from reberth.planning.databases import plan_databases
from reberth.planning.selecting import leave_out
from reberth.planning.volumes import volume_fates

if TYPE_CHECKING:
    from reberth.model.inventory import Inventory
    from reberth.model.plan import Outcome
    from reberth.model.selection import Selection

_NOT_ASKED_FOR = "artifact.site-not-asked-for"
_SERVER_CORE = "mcr.microsoft.com/windows/servercore:"


def plan_without_iis(inventory: Inventory, selection: Selection) -> Plan:
    """A plan with no site in it; what is there of IIS is left out.

    Raises:
        ReberthError: ``plan.unknown-windows``, ``plan.base-image-invalid``.
    """
    base = choose_base_image((), selection)
    if not selection.base_image:
        evidence = Evidence("rule", "rule.base-without-iis")
        reference = f"{_SERVER_CORE}{selection.windows.lower()}"
        base = BaseImage(BASE, reference, "rule.base-without-iis", {}, (evidence,))
    outcomes: list[Outcome] = []
    iis = inventory.iis or IisConfiguration("")
    for site in iis.sites:
        leave_out(site, _NOT_ASKED_FOR, outcomes)
    outcomes += [
        LeftOut("pool", pool.name, _NOT_ASKED_FOR, {"name": pool.name}, (pool.evidence,)) for pool in iis.pools
    ]
    outcomes += [
        LeftOut("feature", item.name, "plan.feature-not-needed", {"feature": item.name}, item.evidence)
        for item in inventory.windows.features
    ]
    databases = plan_databases(inventory.windows, ())
    return Plan(
        inventory.windows.computer_name or "server",
        base,
        IisPlan((), ()),
        databases=databases.databases,
        outcomes=(*outcomes, *databases.outcomes, *volume_fates(inventory.volumes)),
    )
