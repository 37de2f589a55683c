"""Servers for rules, and what the rules say of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.model.application import ApplicationFacts, DataSource, NeedSeen, Noticed, WebConfigFile
from reberth.model.evidence import Evidence
from reberth.model.inventory import VolumeInfo
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.readiness.report import all_findings
from tests.support.inventories import VOLUMES, application, inventory, pool, ref, seen, site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.application import Need, NoticedKind
    from reberth.model.finding import Finding
    from reberth.model.iis import Site
    from reberth.model.inventory import Inventory
    from reberth.model.secret import SecretRef

TODAY = dt.date(2026, 6, 1)
CONFIG = r"D:\shop\web.config"


def noticed(what: NoticedKind, detail: str, location: str = "/configuration/x", file: str = CONFIG) -> Noticed:
    """Something in a file of the shop."""
    return Noticed(what, detail, Evidence("file", file, location, 3))


def facts(
    *items: Noticed,
    name: str = "Shop",
    path: str = "/",
    needs: Iterable[Need] = ("managed",),
    authentication: tuple[str, ...] = (),
    sources: tuple[DataSource, ...] = (),
    secrets: tuple[SecretRef, ...] = (),
) -> ApplicationFacts:
    """Facts of an application with one web.config."""
    return ApplicationFacts(
        name,
        path,
        tuple(NeedSeen(need, "", (seen(f"need {need}"),)) for need in needs),
        authentication,
        (WebConfigFile(ref(CONFIG), (("system.web/authentication", 5),)),),
        sources,
        secrets,
        noticed=items,
    )


def shop(*sites: Site, **more: object) -> Inventory:
    """A server with the site Shop on drive D, and volumes that have their letters."""
    made = inventory(*(sites or (site("Shop", application("/", r"D:\shop")),)), **more)  # type: ignore[arg-type]
    volumes = tuple(VolumeInfo(name, name[:5], "ntfs", letter) for letter, name in VOLUMES.items())
    return replace(made, volumes=volumes)


def noting(*items: Noticed, **more: object) -> Inventory:
    """The shop, whose files name these things."""
    return shop(applications=(facts(*items),), **more)


def windows(found: Inventory, **fields: object) -> Inventory:
    """The same server with another card."""
    return replace(found, windows=replace(found.windows, **fields))


def said(found: Inventory, selection: Selection | None = None, today: dt.date = TODAY) -> tuple[Finding, ...]:
    """What the rules say."""
    wanted = selection or Selection()
    plan = make_plan(found, wanted)
    findings = all_findings(found, plan, wanted, today)
    assert make_plan(found, wanted) == plan
    return tuple(item for item in findings if item.code.startswith("readiness."))


POOLS = (pool("DefaultAppPool"), pool("Other"))
