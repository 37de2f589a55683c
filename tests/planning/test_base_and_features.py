"""The base image by rule, Windows features that are needed and not there, and what is no part of Windows."""

from __future__ import annotations

import pytest

from reberth.model.errors import ReberthError
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from tests.support.inventories import HOST, application, inventory, needing, section, seen, site

SITE = site("Default Web Site", application("/", r"C:\web"))
FRAMEWORK = "mcr.microsoft.com/dotnet/framework"
IIS = "mcr.microsoft.com/windows/servercore/iis:windowsservercore"


@pytest.mark.parametrize(
    ("needs", "windows", "reference", "code"),
    [
        ((), "ltsc2022", f"{IIS}-ltsc2022", "rule.base-iis"),
        (("php", "asp-classic"), "ltsc2019", f"{IIS}-ltsc2019", "rule.base-iis"),
        (("aspnet-core",), "ltsc2025", f"{IIS}-ltsc2025", "rule.base-iis"),
        (("managed", "clr4"), "ltsc2022", f"{FRAMEWORK}/aspnet:4.8.1-windowsservercore-ltsc2022", "rule.base-aspnet"),
        (("managed", "clr2"), "LTSC2025", f"{FRAMEWORK}/aspnet:4.8.1-windowsservercore-ltsc2025", "rule.base-aspnet"),
        (("managed",), "ltsc2019", f"{FRAMEWORK}/aspnet:4.8-windowsservercore-ltsc2019", "rule.base-aspnet"),
        (("managed",), "ltsc2016", f"{FRAMEWORK}/aspnet:4.8-windowsservercore-ltsc2016", "rule.base-aspnet"),
        (
            ("managed", "wcf-http"),
            "ltsc2022",
            f"{FRAMEWORK}/aspnet:4.8.1-windowsservercore-ltsc2022",
            "rule.base-aspnet",
        ),
        (("managed", "wcf-tcp"), "ltsc2022", f"{FRAMEWORK}/wcf:4.8.1-windowsservercore-ltsc2022", "rule.base-wcf"),
        (("wcf-pipe",), "ltsc2019", f"{FRAMEWORK}/wcf:4.8-windowsservercore-ltsc2019", "rule.base-wcf"),
        (("wcf-msmq",), "ltsc2022", f"{FRAMEWORK}/wcf:4.8.1-windowsservercore-ltsc2022", "rule.base-wcf"),
    ],
)
def test_the_first_rule_that_holds(needs: tuple[str, ...], windows: str, reference: str, code: str) -> None:
    facts = needing(*needs)  # type: ignore[arg-type]
    base = make_plan(inventory(SITE, applications=[facts]), Selection(windows=windows)).base
    assert (base.reference, base.code) == (reference, code)
    assert base.evidence


def test_the_reason_names_its_place() -> None:
    base = make_plan(inventory(SITE, applications=[needing("managed")]), Selection()).base
    assert base.evidence == (seen("need managed"),)
    assert base.params == {"version": "4.8.1"}


def test_needs_of_what_is_not_chosen_do_not_count() -> None:
    other = site("Other", application("/", r"C:\other"), bindings=("http *:81:",))
    facts = [needing(), needing("managed", "clr2", site_name="Other")]
    plan = make_plan(inventory(SITE, other, applications=facts), Selection(sites=("Default Web Site",)))
    assert plan.base.code == "rule.base-iis"
    assert plan.features == ()


def test_the_user_may_choose() -> None:
    base = make_plan(inventory(SITE), Selection(base_image="registry.example:5000/iis@sha256:0a")).base
    assert (base.reference, base.code) == ("registry.example:5000/iis@sha256:0a", "rule.base-chosen")
    assert base.evidence[0].kind == "choice"


@pytest.mark.parametrize("reference", ["a b", "a\nRUN x", "$X", "-x", "ä", "a`", '"a"', " "])
def test_no_reference_is_an_error(reference: str) -> None:
    with pytest.raises(ReberthError, match="base-image-invalid"):
        make_plan(inventory(SITE), Selection(base_image=reference))


def test_an_unknown_windows_is_an_error() -> None:
    with pytest.raises(ReberthError) as caught:
        make_plan(inventory(SITE), Selection(windows="ltsc2012"))
    assert caught.value.params == {"windows": "ltsc2012", "known": "ltsc2016, ltsc2019, ltsc2022, ltsc2025"}


INSTALLED = ("IIS-StaticContent", "IIS-WindowsAuthentication", "IIS-ManagementConsole", "IIS-ASPNET45", "IIS-CGI")


def test_each_installed_feature_has_its_fate() -> None:
    plan = make_plan(inventory(SITE, features=INSTALLED), Selection())
    assert [item.name for item in plan.features] == ["IIS-ASPNET45", "IIS-CGI", "IIS-WindowsAuthentication"]
    found = {item.name: item for item in plan.outcomes if item.kind == "feature"}
    assert found["IIS-StaticContent"] == CarriedOver(
        "feature", "IIS-StaticContent", ("base",), found["IIS-StaticContent"].evidence
    )
    assert isinstance(found["IIS-ManagementConsole"], LeftOut)
    assert found["IIS-CGI"] == CarriedOver("feature", "IIS-CGI", ("feature:IIS-CGI",), found["IIS-CGI"].evidence)
    managed = make_plan(inventory(SITE, features=INSTALLED, applications=[needing("managed")]), Selection())
    assert [item.name for item in managed.features] == ["IIS-CGI", "IIS-WindowsAuthentication"]


@pytest.mark.parametrize(
    ("need", "names"),
    [
        ("asp-classic", ["IIS-ASP", "IIS-ISAPIExtensions"]),
        ("php", ["IIS-CGI"]),
        ("cgi", ["IIS-CGI"]),
        ("server-side-includes", ["IIS-ServerSideIncludes"]),
        ("websocket", ["IIS-WebSockets"]),
        ("wcf-http", ["WCF-HTTP-Activation45"]),
    ],
)
def test_needs_bring_features_also_where_the_source_does_not_list_them(need: str, names: list[str]) -> None:
    plan = make_plan(inventory(SITE, applications=[needing(need)]), Selection())  # type: ignore[arg-type]
    assert [item.name for item in plan.features] == names
    assert plan.features[0].evidence == (seen(f"need {need}"),)


@pytest.mark.parametrize(("windows", "capability"), [("ltsc2022", True), ("ltsc2025", True), ("ltsc2019", False)])
def test_net_3_5_comes_first_and_only_for_clr_2(windows: str, *, capability: bool) -> None:
    plan = make_plan(inventory(SITE, applications=[needing("managed", "clr2")]), Selection(windows=windows))
    assert [(item.name, item.capability) for item in plan.features] == [
        ("NetFx3", capability),
        ("IIS-ASPNET", False),
        ("IIS-NetFxExtensibility", False),
    ]


def test_a_service_of_clr_2_is_activated_by_its_own_feature() -> None:
    plan = make_plan(inventory(SITE, applications=[needing("managed", "clr2", "wcf-http")]), Selection())
    assert "WCF-HTTP-Activation" in [item.name for item in plan.features]


def test_a_queue_is_asked_about() -> None:
    plan = make_plan(inventory(SITE, applications=[needing("wcf-msmq")]), Selection())
    assert [item.name for item in plan.features] == ["MSMQ-Server", "WCF-MSMQ-Activation45"]
    assert [item.code for item in plan.outcomes if item.kind == "runtime" and isinstance(item, Undecided)] == [
        "plan.wcf-msmq"
    ]


@pytest.mark.parametrize(
    ("need", "installer"),
    [
        ("url-rewrite", "rewrite_amd64_en-US.msi"),
        ("aspnet-core", "dotnet-hosting-win.exe"),
        ("httpplatform", "httpPlatformHandler_amd64.msi"),
    ],
)
def test_add_ons_want_an_installer(need: str, installer: str) -> None:
    plan = make_plan(inventory(SITE, applications=[needing(need)]), Selection())  # type: ignore[arg-type]
    assert [item.installer for item in plan.add_ons] == [installer]
    [asked] = [item for item in plan.outcomes if item.kind == "add-on"]
    assert isinstance(asked, Undecided)
    assert asked.params["installer"] == installer


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("system.webServer/rewrite/globalRules", ["URL Rewrite 2.1"]),
        ("system.webServer/proxy", ["URL Rewrite 2.1", "Application Request Routing 3.0"]),
        ("system.webServer/cors", ["IIS CORS module"]),
        ("system.webServer/rewriteX", []),
    ],
)
def test_add_ons_show_in_the_server_configuration_too(path: str, names: list[str]) -> None:
    plan = make_plan(inventory(SITE, sections=[section(path, enabled="true")]), Selection())
    assert [item.name for item in plan.add_ons] == names
    if names:
        assert (plan.add_ons[0].evidence[0].source, plan.add_ons[0].evidence[0].line) == (HOST, 7)


def test_an_empty_section_asks_for_nothing() -> None:
    assert make_plan(inventory(SITE, sections=[section("system.webServer/proxy")]), Selection()).add_ons == ()


@pytest.mark.parametrize(("need", "name"), [("php", "PHP"), ("iisnode", "iisnode and Node.js")])
def test_runtimes_without_an_installer_are_asked_about(need: str, name: str) -> None:
    plan = make_plan(inventory(SITE, applications=[needing(need)]), Selection())  # type: ignore[arg-type]
    [asked] = [item for item in plan.outcomes if item.kind == "runtime"]
    assert isinstance(asked, Undecided)
    assert (asked.name, asked.code, asked.evidence) == (name, "plan.runtime-by-hand", (seen(f"need {need}"),))
