"""Whatever was found and whatever was chosen: each thing has exactly one fate, and each step has evidence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reberth.model.application import ApplicationFacts, ContentFacts
from reberth.model.evidence import Evidence
from reberth.model.plan import CarriedOver, Plan
from reberth.model.secret import SecretRef
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.planning.selecting import subject
from reberth.rendering.evidence_file import step_evidence
from tests.support.inventories import (
    application,
    binding,
    directory,
    grant,
    inventory,
    needing,
    pool,
    ref,
    section,
    site,
)

if TYPE_CHECKING:
    from reberth.model.application import Need
    from reberth.model.inventory import Inventory
    from reberth.model.secret import SecretKind

FOLDERS = (
    r"C:\web",
    r"C:\web\shop",
    r"C:\web\shop\deep",
    r"C:\webs",
    r"D:\data",
    "D:\\",
    "C:\\",
    r"E:\x y",
    r"C:\Windows\x",
)
NAMES = ("Default Web Site", "a", "a/b", "Büro 日本", 'x\'y "z" $q `t')
BINDINGS = (
    "http *:80:",
    "http 10.0.0.1:80:",
    "https *:443:a.example",
    "ftp *:21:",
    "net.tcp 808:*",
    "odd x",
    "http *:81:h",
)
POOLS = ("DefaultAppPool", "Shop", "Old", "Account", "Gone")
SECTIONS = (
    "system.webServer/handlers",
    "system.webServer/globalModules",
    "system.ftpServer/x",
    "system.webServer/asp",
    "unknown",
)
SIDS = ("S-1-5-32-568", "S-1-5-18", "S-1-5-21-1-2-3-4", "S-1-5-17")
NEEDS: tuple[Need, ...] = ("managed", "clr2", "php", "url-rewrite")
KINDS: tuple[SecretKind, ...] = ("connection-string", "secret-file", "protected-section")


@st.composite
def inventories(draw: st.DrawFn) -> Inventory:
    """A server with odd names, overlapping folders, and something of everything."""
    sites = []
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)):
        paths = ["/", *draw(st.lists(st.sampled_from(["/shop", "/blog", "/shop/deep"]), max_size=2, unique=True))]
        applications = []
        for path in paths:
            vdirs = draw(st.lists(st.sampled_from(["/images", "/x/y"]), max_size=2, unique=True))
            places = [draw(st.sampled_from(FOLDERS)) for _ in range(len(vdirs) + 1)]
            problem = draw(st.sampled_from(["", "", "iis.folder-missing"]))
            more = [directory(item, place, problem) for item, place in zip(vdirs, places[1:], strict=True)]
            applications.append(application(path, places[0], *more, pool=draw(st.sampled_from(POOLS))))
        made = [binding(text) for text in draw(st.lists(st.sampled_from(BINDINGS), max_size=4, unique=True))]
        sites.append(site(name, *applications, bindings=made))
    every = [(item.name, inner.path) for item in sites for inner in item.applications]
    facts = []
    for number, (name, path) in enumerate(every):
        places = draw(st.lists(st.sampled_from(FOLDERS), max_size=2))
        secrets = tuple(
            SecretRef(
                draw(st.sampled_from(KINDS)),
                ref(f"{folder}\\f{number}.config"),
                "s",
                draw(st.sampled_from(["add", "comment()@3"])),
                "a",
                "n",
                Evidence("file", f"{folder}\\f{number}.config", str(index), number + 1),
            )
            for index, folder in enumerate(places)
        )
        need = draw(st.lists(st.sampled_from(NEEDS), max_size=2, unique=True))
        facts.append(ApplicationFacts(name, path, needing(*need).needs, secrets=_one_kind_a_file(secrets)))
    contents = [
        ContentFacts(
            ref(folder), 1, 1, (grant(folder, draw(st.sampled_from(SIDS))),), (("\\CON", "application.name-reserved"),)
        )
        for folder in draw(st.lists(st.sampled_from(FOLDERS), max_size=3, unique=True))
    ]
    sections = [
        section(path, draw(st.sampled_from(["", "Default Web Site", "a/b", "Default Web Site/shop"])), x="y")
        for path in draw(st.lists(st.sampled_from(SECTIONS), max_size=3, unique=True))
    ]
    return inventory(
        *sites,
        pools=(
            pool("DefaultAppPool"),
            pool("Shop"),
            pool("Old", "v1.1"),
            pool("Account", processModel__identityType="SpecificUser"),
        ),
        applications=facts,
        contents=contents,
        sections=sections,
        features=draw(st.lists(st.sampled_from(["IIS-ASP", "IIS-WebServer", "IIS-ManagementConsole"]), unique=True)),
    )


def _one_kind_a_file(secrets: tuple[SecretRef, ...]) -> tuple[SecretRef, ...]:
    """A file is one secret as a whole or holds some, never both."""
    first = {item.file: item for item in reversed(secrets)}
    return tuple(
        item for item in secrets if item is first[item.file] or "secret-file" not in {item.kind, first[item.file].kind}
    )


def names(plan: Plan, *kinds: str) -> Counter[str]:
    return Counter(item.name for item in plan.outcomes if item.kind in kinds)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(inventories(), st.data())
def test_each_thing_has_exactly_one_fate(server: Inventory, data: st.DataObject) -> None:
    assert server.iis is not None
    served = [
        item for item in server.iis.sites if {"http", "https", "net.tcp"} & {one.protocol for one in item.bindings}
    ]
    if not served:
        return
    places = [
        subject(item, inner, place.path)
        for item in served
        for inner in item.applications
        for place in inner.virtual_directories
    ]
    wanted = data.draw(st.lists(st.sampled_from(places), max_size=2))
    plan = make_plan(server, Selection(tuple(wanted), keep_secrets=data.draw(st.booleans())))
    sites = server.iis.sites
    applications = [(item, inner) for item in sites for inner in item.applications]
    assert names(plan, "site") == Counter(item.name for item in sites)
    assert names(plan, "application") == Counter(subject(*item) for item in applications)
    assert names(plan, "virtual directory") == Counter(
        f"{subject(*item)}:{place.path}" for item in applications for place in item[1].virtual_directories
    )
    assert names(plan, "binding") == Counter(
        f"{item.name} {one.protocol} {one.information}" for item in sites for one in item.bindings
    )
    pools = names(plan, "pool")
    assert {name: pools[name] for name in pools if not name.startswith("Gone (")} == {
        item.name: 1 for item in server.iis.pools
    }
    assert names(plan, "feature") == Counter(item.name for item in server.windows.features)
    assert len([item for item in plan.outcomes if item.kind == "section"]) == len(server.iis.sections)
    secrets = Counter(place for item in plan.outcomes if item.kind == "secret" for place in item.evidence)
    assert secrets == Counter(item.evidence for facts in server.applications for item in facts.secrets)
    grants = {item for facts in server.content for item in facts.grants}
    assert sum(names(plan, "permission").values()) == len(grants)
    assert [fate for fate, count in Counter(map(repr, plan.outcomes)).items() if count > 1] == []
    steps = step_evidence(plan)
    for item in plan.outcomes:
        if isinstance(item, CarriedOver):
            assert item.steps
            assert all(steps[step] for step in item.steps), item
    targets = [item.target.upper() for item in plan.contents]
    assert len(targets) == len(set(targets))
    variables = [item.variable for item in plan.secrets]
    assert len(variables) == len(set(variables))
    assert variables == sorted(variables)
