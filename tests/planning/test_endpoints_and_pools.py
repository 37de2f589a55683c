"""Bindings become ports and a health check; pools become what a container can run."""

from __future__ import annotations

import pytest

from reberth.model.plan import CarriedOver, LeftOut, Plan, Undecided
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from tests.support.inventories import application, binding, inventory, pool, site

ROOT = application("/", r"C:\web")


def fates(plan: Plan, kind: str) -> dict[str, str]:
    """Name to code, or "" for what is carried over."""
    return {item.name: getattr(item, "code", "") for item in plan.outcomes if item.kind == kind}


def test_every_binding_has_its_fate() -> None:
    bindings = (
        *(
            "http *:80:",
            "http 10.0.0.5:80:",
            "http 10.0.0.5:8080:a.example",
            "http [::1]:8081:",
            "https *:443:a.example",
        ),
        *("net.tcp 808:*", "net.pipe *", "ftp *:21:", "http broken", "odd *:1:", "http *:99999:", "http [::]:8082:"),
    )
    plan = make_plan(inventory(site("S", ROOT, bindings=bindings)), Selection())
    assert fates(plan, "binding") == {
        "S http *:80:": "",
        "S http 10.0.0.5:80:": "plan.binding-merged",
        "S http 10.0.0.5:8080:a.example": "",
        "S http [::1]:8081:": "",
        "S https *:443:a.example": "",
        "S net.tcp 808:*": "",
        "S net.pipe *": "",
        "S ftp *:21:": "plan.binding-ftp",
        "S http broken": "plan.binding-broken",
        "S odd *:1:": "plan.binding-unknown",
        "S http *:99999:": "plan.binding-broken",
        "S http [::]:8082:": "",
    }
    kept = [(item.protocol, item.information) for item in plan.iis.sites[0].bindings]
    assert kept == [
        *(("http", "*:80:"), ("http", "*:8080:a.example"), ("http", "*:8081:"), ("https", "*:443:a.example")),
        *(("net.tcp", "808:*"), ("net.pipe", "*"), ("http", "[::]:8082:")),
    ]
    assert [item.port for item in plan.ports] == [80, 443, 808, 8080, 8081, 8082]
    assert [(item.site, item.binding.port) for item in plan.tls] == [("S", 443)]


@pytest.mark.parametrize("order", [("http 10.0.0.1:80:", "http *:80:"), ("http *:80:", "http 10.0.0.1:80:")])
def test_a_binding_that_lost_its_address_is_not_there_twice(order: tuple[str, str]) -> None:
    plan = make_plan(inventory(site("S", ROOT, bindings=order)), Selection())
    assert [item.information for item in plan.iis.sites[0].bindings] == ["*:80:"]
    assert sorted(fates(plan, "binding").values()) == ["", "plan.binding-merged"]


def test_sites_told_apart_by_address_only_are_asked_about() -> None:
    sites = (
        site("A", ROOT, bindings=("http 10.0.0.1:80:", "https 10.0.0.1:443:")),
        site("B", ROOT, bindings=("http 10.0.0.2:80:", "http 10.0.0.2:80:b.example")),
    )
    plan = make_plan(inventory(*sites), Selection())
    assert [[item.information for item in one.bindings] for one in plan.iis.sites] == [
        ["*:80:", "*:443:"],
        ["*:80:b.example"],
    ]
    [asked] = [item for item in plan.outcomes if item.kind == "binding" and isinstance(item, Undecided)]
    assert (asked.code, asked.params) == ("plan.binding-taken", {"binding": "B http 10.0.0.2:80:", "site": "A"})


def test_sites_that_shared_a_binding_before_still_do() -> None:
    sites = (site("A", ROOT, serverAutoStart="false"), site("B", ROOT))
    plan = make_plan(inventory(*sites), Selection())
    assert [[item.information for item in one.bindings] for one in plan.iis.sites] == [["*:80:"], ["*:80:"]]


def test_tls_in_front_leaves_https_out() -> None:
    plan = make_plan(inventory(site("S", ROOT, bindings=("http *:80:", "https *:443:"))), Selection(tls_in_front=True))
    assert fates(plan, "binding")["S https *:443:"] == "plan.binding-tls-in-front"
    assert ([item.port for item in plan.ports], plan.tls) == ([80], ())


@pytest.mark.parametrize(
    ("bindings", "wanted"),
    [
        (("https *:443:s.example", "http *:8080:h.example"), ("http", 8080, "h.example")),
        (("https *:443:s.example",), ("https", 443, "s.example")),
        (("http *:80:*.example",), ("http", 80, "")),
        (("http *:80:",), ("http", 80, "")),
        (("net.tcp 808:*",), None),
    ],
)
def test_health_is_asked_where_somebody_answers(bindings: tuple[str, ...], wanted: tuple[str, int, str] | None) -> None:
    health = make_plan(inventory(site("S", ROOT, bindings=bindings)), Selection()).health
    assert (None if health is None else (health.scheme, health.port, health.host)) == wanted


def test_health_is_asked_of_a_site_that_starts() -> None:
    sites = (site("Off", ROOT, serverAutoStart="false"), site("On", ROOT, bindings=("http *:81:",)))
    health = make_plan(inventory(*sites), Selection()).health
    assert health is not None
    assert health.port == 81
    assert health.evidence == (binding("http *:81:").evidence,)


@pytest.mark.parametrize(
    ("pools", "told"),
    [
        (["DefaultAppPool"], "DefaultAppPool"),
        (["Shop"], "Shop"),
        (["Shop", "Blog"], "Shop"),
        (["Shop", "DEFAULTAPPPOOL"], "DefaultAppPool"),
        (["shop"], "Shop"),
        (["Gone"], "DefaultAppPool"),
    ],
)
def test_which_pool_servicemonitor_is_told(pools: list[str], told: str) -> None:
    applications = [application(f"/{number or ''}", r"C:\web", pool=name) for number, name in enumerate(pools)]
    known = (pool("DefaultAppPool"), pool("Shop"), pool("Blog"))
    plan = make_plan(inventory(site("S", *applications), pools=known), Selection())
    assert plan.service_pool == told


def test_pools_as_a_container_can_run_them() -> None:
    pools = (
        pool("DefaultAppPool"),
        pool("Account", processModel__identityType="SpecificUser", processModel__userName="DOM\\svc"),
        pool("Ancient", "v1.1"),
        pool("Both", "v1.1", processModel__identityType="SpecificUser", processModel__userName="DOM\\old"),
        pool("Unused"),
    )
    names = ["Account", "Ancient", "Both", "Gone"]
    applications = [application(f"/{name}", r"C:\web", pool=name) for name in names]
    plan = make_plan(inventory(site("S", ROOT, *applications), pools=pools), Selection())
    found = {item.name: item for item in plan.iis.pools}
    assert list(found) == ["DefaultAppPool", "Account", "Ancient", "Both"]
    assert found["Account"].settings.get("processModel.identityType") == "ApplicationPoolIdentity"
    assert found["Account"].settings.get("processModel.userName") == ""
    assert found["Ancient"].settings.get("managedRuntimeVersion") == "v4.0"
    assert [(item.kind, item.name, getattr(item, "code", "")) for item in plan.outcomes if item.kind[:4] == "pool"] == [
        ("pool", "Gone (S/Gone)", "plan.pool-missing"),
        ("pool", "DefaultAppPool", ""),
        ("pool", "Account", "plan.pool-user"),
        ("pool", "Ancient", "plan.pool-clr1"),
        ("pool", "Both", "plan.pool-user"),
        ("pool runtime", "Both", "plan.pool-clr1"),
        ("pool", "Unused", "plan.pool-not-used"),
    ]
    assert [item.pool for item in plan.iis.sites[0].applications][-1] == "DefaultAppPool"
    assert isinstance(next(item for item in plan.outcomes if item.name == "Unused"), LeftOut)
    assert isinstance(next(item for item in plan.outcomes if item.name == "DefaultAppPool"), CarriedOver)


@pytest.mark.parametrize(("architecture", "wanted"), [("x86", "true"), ("amd64", "")])
def test_pools_of_32_bit_servers_stay_32_bit(architecture: str, wanted: str) -> None:
    plan = make_plan(inventory(site("S", ROOT), windows={"architecture": architecture}), Selection())
    [found] = plan.iis.pools
    assert found.settings.get("enable32BitAppOnWin64") == wanted
    if wanted:
        assert [item.origin for item in found.settings.scalars if item.name == "enable32BitAppOnWin64"] == ["explicit"]
