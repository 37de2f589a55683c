"""Native modules: the feature that brings each, products that nothing uses, third parties."""

from __future__ import annotations

import pytest

from reberth.model.iis import ConfigElement, ConfigSection
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.selection import Selection
from reberth.planning.features import features_of_base
from reberth.planning.native_modules import MODULES
from reberth.planning.planner import make_plan
from reberth.planning.section_rules import STOCK_MODULES
from tests.support.inventories import HOST, application, inventory, needing, section, site

SITE = site("Default Web Site", application("/", r"C:\web"))


FILES = {item.name.lower(): item.file for item in MODULES}


def registered(*names: str) -> ConfigSection:
    entries = tuple(
        ConfigElement(
            "add",
            (("name", name), ("image", f"%windir%\\System32\\inetsrv\\{FILES.get(name.lower(), 'x.dll')}")),
            line=number,
        )
        for number, name in enumerate(names, start=20)
    )
    return ConfigSection("system.webServer/globalModules", "", ConfigElement("globalModules", children=entries), HOST)


def test_a_registered_module_shows_its_feature_where_the_registry_is_silent() -> None:
    plan = make_plan(
        inventory(SITE, sections=[registered("WebSocketModule", "CgiModule", "FastCgiModule")]), Selection()
    )
    assert [item.name for item in plan.features] == ["IIS-CGI", "IIS-WebSockets"]
    assert [place.line for place in plan.features[0].evidence] == [21, 22]
    fates = {item.name: item for item in plan.outcomes if item.kind == "module"}
    assert {name: fate.steps for name, fate in fates.items() if isinstance(fate, CarriedOver)} == {
        "WebSocketModule": ("feature:IIS-WebSockets",),
        "CgiModule": ("feature:IIS-CGI",),
        "FastCgiModule": ("feature:IIS-CGI",),
    }


def test_a_module_that_comes_along_with_a_feature_is_carried() -> None:
    """``dism /All`` enables what ASP.NET stands on, so its engine is in the image."""
    modules = registered("ManagedEngineV4.0_64bit", "IsapiFilterModule")
    plan = make_plan(inventory(SITE, sections=[modules], features=("IIS-ASPNET45",)), Selection())
    assert [item.name for item in plan.features] == ["IIS-ASPNET45", "IIS-ISAPIFilter"]
    fates = {item.name: item for item in plan.outcomes if item.kind == "module"}
    assert {name: fate.steps for name, fate in fates.items() if isinstance(fate, CarriedOver)} == {
        "ManagedEngineV4.0_64bit": ("feature:IIS-ASPNET45",),
        "IsapiFilterModule": ("feature:IIS-ISAPIFilter",),
    }


@pytest.mark.parametrize("name", ["UriCacheModule", "DefaultDocumentModule", "defaultdocumentmodule"])
def test_what_the_base_image_has_is_carried_by_it(name: str) -> None:
    plan = make_plan(inventory(SITE, sections=[registered(name)]), Selection())
    (fate,) = [item for item in plan.outcomes if item.kind == "module"]
    assert isinstance(fate, CarriedOver)
    assert fate.steps == ("base",)
    assert plan.features == ()


def test_the_engine_of_clr_2_asks_for_nothing_by_itself() -> None:
    plan = make_plan(inventory(SITE, sections=[registered("ManagedEngine64")]), Selection())
    assert plan.features == ()
    (fate,) = [item for item in plan.outcomes if item.kind == "module"]
    assert isinstance(fate, LeftOut)
    assert fate.code == "plan.module-not-needed"
    used = make_plan(
        inventory(SITE, sections=[registered("ManagedEngine64")], applications=[needing("managed", "clr2")]),
        Selection(),
    )
    (fate,) = [item for item in used.outcomes if item.kind == "module"]
    assert isinstance(fate, CarriedOver)


def test_another_file_under_a_name_of_windows_is_asked_about() -> None:
    entry = ConfigElement("add", (("name", "WebDAVModule"), ("image", r"C:\Vendor\dav.dll")), line=9)
    section = ConfigSection(
        "system.webServer/globalModules", "", ConfigElement("globalModules", children=(entry,)), HOST
    )
    plan = make_plan(inventory(SITE, sections=[section]), Selection())
    (fate,) = [item for item in plan.outcomes if item.kind == "module"]
    assert isinstance(fate, Undecided)
    assert (fate.code, plan.features) == ("section.module-third-party", ())


def test_a_product_that_nothing_uses_is_left_out_and_one_in_use_is_asked_about() -> None:
    modules = registered("RewriteModule", "CorsModule", "AspNetCoreModuleV2", "Vendor")
    plan = make_plan(inventory(SITE, sections=[modules, section("system.webServer/cors", enabled="true")]), Selection())
    left = {item.name: item.code for item in plan.outcomes if item.kind == "module" and isinstance(item, LeftOut)}
    assert left == {"RewriteModule": "plan.product-not-used", "AspNetCoreModuleV2": "plan.product-not-used"}
    asked = [item.name for item in plan.outcomes if isinstance(item, Undecided) and item.kind in {"module", "add-on"}]
    assert sorted(asked) == ["IIS CORS module", "Vendor"]


def test_the_table_agrees_with_the_other_tables() -> None:
    assert {item.name.lower() for item in MODULES} <= STOCK_MODULES
    assert len({item.name for item in MODULES}) == len(MODULES)
    base = features_of_base("mcr.microsoft.com/windows/servercore/iis:x")
    assert {"IIS-StaticContent", "IIS-HttpLogging"} <= base & {item.feature for item in MODULES}
