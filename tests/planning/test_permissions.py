"""Rights that mean something in a container are given again, exactly; others are asked about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from reberth.model.inventory import VolumeInfo
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.selection import Selection
from reberth.model.sids import pool_sid
from reberth.planning.permissions import icacls_rights
from reberth.planning.planner import make_plan
from tests.support.inventories import application, content, grant, inventory, pool, site

SHOP = pool_sid("Shop")
LOCAL = "S-1-5-21-1-2-3-1001"


def test_who_gets_what() -> None:
    found = content(
        r"D:\web",
        grant(r"D:\web", "S-1-5-32-568", 0x1200A9, "IIS_IUSRS"),
        grant(r"D:\web\App_Data", SHOP, 0x1301BF),
        grant(r"D:\web\App_Data", "S-1-5-17", 0x10000, "IUSR", allow=False),
        grant(r"D:\web\logs", pool_sid("Other")),
        grant(r"D:\web\logs", LOCAL),
        grant(r"D:\web", "S-1-5-18", 0x1F01FF, "SYSTEM"),
        grant(r"D:\web", "S-1-1-0", 0, "Everyone"),
        grant(r"D:\web\admin", "S-1-5-32-568"),
    )
    other = content(r"C:\other", grant(r"C:\other", "S-1-5-20", account="NETWORK SERVICE"))
    server = inventory(
        site("S", application("/", r"D:\web", pool="Shop"), application("/admin", r"D:\web\admin")),
        site("T", application("/", r"C:\other"), bindings=("http *:81:",)),
        pools=(pool("Shop"), pool("Other"), pool("DefaultAppPool")),
        contents=(found, other),
    )
    plan = make_plan(server, Selection(sites=("S/",)))
    assert [(item.target, item.principal, item.rights, item.deny) for item in plan.grants] == [
        (r"C:\drives\D\web", "*S-1-5-32-568", "RX", False),
        (r"C:\drives\D\web\App_Data", f"*{SHOP}", "M", False),
        (r"C:\drives\D\web\App_Data", "*S-1-5-17", "(DE)", True),
        (r"C:\drives\D\web\admin", "*S-1-5-32-568", "M", False),
    ]
    plan = make_plan(server, Selection(sites=("S/admin",)))
    fates = {item.name: item for item in plan.outcomes if item.kind == "permission"}
    assert isinstance(fates[r"C:\drives\D\web\App_Data Shop"], CarriedOver)
    asked = {name for name, item in fates.items() if isinstance(item, Undecided)}
    assert asked == {rf"C:\drives\D\web\logs {pool_sid('Other')}", rf"C:\drives\D\web\logs {LOCAL}"}
    left = {name: item.code for name, item in fates.items() if isinstance(item, LeftOut)}
    assert left == {
        r"C:\drives\D\web SYSTEM": "plan.permission-given",
        r"C:\drives\D\web Everyone": "plan.permission-given",
        r"disk0.partition1:\other NETWORK SERVICE": "selection.not-chosen",
    }
    assert {step.step for step in plan.grants} == {
        item.steps[0] for item in fates.values() if isinstance(item, CarriedOver)
    }


def test_rights_of_a_root_below_another_root_are_not_lost() -> None:
    inner = content(r"C:\web\b", grant(r"C:\web\b", "S-1-5-32-568"))
    outer = content(r"C:\web", *inner.grants)
    sites = (
        site("A", application("/", r"C:\web")),
        site("B", application("/", r"C:\web\b"), bindings=("http *:81:",)),
    )
    for names in ((), ("B",)):
        plan = make_plan(inventory(*sites, contents=(outer, inner)), Selection(sites=names))
        assert [item.target for item in plan.grants] == [r"C:\web\b"]
        assert len([item for item in plan.outcomes if item.kind == "permission"]) == 1


@pytest.mark.parametrize(
    ("mask", "rights"),
    [
        *((0x1F01FF, "F"), (0x1301BF, "M"), (0x1200A9, "RX"), (0x120089, "R"), (0x100116, "W"), (0x10000000, "F")),
        *((0xA0000000, "(GR,GE)"), (0x10000, "(DE)"), (0x1201BF, "(RD,WD,AD,REA,WEA,X,RA,WA,RC,S)"), (0, "")),
    ],
)
def test_access_masks(mask: int, rights: str) -> None:
    assert icacls_rights(mask) == rights


# "icacls /?": the specific rights and the bits of [MS-DTYP] 2.4.3.
SPECIFIC = {
    "DE": 0x10000,
    "RC": 0x20000,
    "WDAC": 0x40000,
    "WO": 0x80000,
    "S": 0x100000,
    "AS": 0x1000000,
    "MA": 0x2000000,
    "GR": 0x80000000,
    "GW": 0x40000000,
    "GE": 0x20000000,
    "GA": 0x10000000,
    "RD": 0x1,
    "WD": 0x2,
    "AD": 0x4,
    "REA": 0x8,
    "WEA": 0x10,
    "X": 0x20,
    "DC": 0x40,
    "RA": 0x80,
    "WA": 0x100,
}
SIMPLE = {"F": 0x1F01FF, "M": 0x1301BF, "RX": 0x1200A9, "R": 0x120089, "W": 0x100116}


@settings(deadline=None)
@given(st.sets(st.sampled_from(sorted(SPECIFIC.values()))))
def test_no_right_is_added_or_taken(bits: set[int]) -> None:
    mask = sum(bits)
    text = icacls_rights(mask)
    given_bits = sum(SPECIFIC[name] for name in text.strip("()").split(",")) if text[:1] == "(" else SIMPLE.get(text, 0)
    assert given_bits == mask or (mask, text) == (0x10000000, "F")


def test_each_right_names_the_folder_whose_descriptor_gives_it() -> None:
    found = content(r"D:\web", grant(r"D:\web\App_Data", "S-1-5-17"), grant(r"D:\web", LOCAL))
    other = content(r"C:\other", grant(r"C:\other", "S-1-5-20"))
    server = inventory(site("S", application("/", r"D:\web")), contents=(found, other))
    # The second disk's volume had no letter that the server's registry tells of.
    volumes = (VolumeInfo("disk0.partition1", "disk0", "ntfs", "C"), VolumeInfo("disk1.partition1", "disk1", "ntfs"))
    plan = make_plan(replace(server, volumes=volumes), Selection())
    fates = [item for item in plan.outcomes if item.kind == "permission"]
    places = [(place.kind, place.source, place.location) for item in fates for place in item.evidence]
    assert places == [
        ("disk", r"disk1.partition1:\web\App_Data", "security descriptor S-1-5-17"),
        ("disk", r"disk1.partition1:\web", f"security descriptor {LOCAL}"),
        ("disk", r"C:\other", "security descriptor S-1-5-20"),
    ]
    assert plan.grants[0].evidence == fates[0].evidence
