"""What is chosen is carried, with its pools and locations, and nothing else."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from reberth.model.plan import LeftOut
from reberth.rendering.preview import pristine
from tests.rendering.trips import Trip, read_back, take
from tests.support.iis_samples import own_sample
from tests.support.round_trip import differences


def names(document: bytes, path: str, attribute: str = "name") -> list[str]:
    return [str(node.get(attribute)) for node in etree.fromstring(document).iterfind(path)]


def sites(trip: Trip) -> list[str]:
    return names(trip.result, "system.applicationHost/sites/site")


def pools(trip: Trip) -> list[str]:
    return names(trip.result, "system.applicationHost/applicationPools/add")


def locations(trip: Trip) -> list[str]:
    return [path for path in names(trip.result, "location", "path") if path]


@pytest.mark.parametrize(
    ("number", "chosen", "expected_sites", "expected_pools", "expected_locations"),
    [
        (6, "Main Street", ["Main Street"], ["DefaultAppPool"], ["Main Street/old"]),
        (6, "MAIN STREET", ["Main Street"], ["DefaultAppPool"], ["Main Street/old"]),
        (13, "Site 007", ["Site 007"], ["Pool 07", "DefaultAppPool"], []),
        (11, "Payroll/plain", ["Payroll"], ["Payroll", "Plain", "DefaultAppPool"], ["Payroll/plain"]),
        (10, "Own defaults", ["Own defaults"], ["Own", "DefaultAppPool"], []),
        (3, "büro grünwald", ["Büro Grünwald"], ["Büro-Pool", "ÄÖÜ ß €", "DefaultAppPool"], ["Büro Grünwald/Aufträge"]),
    ],
)
def test_one_site_brings_its_pools_and_locations(
    number: int, chosen: str, expected_sites: list[str], expected_pools: list[str], expected_locations: list[str]
) -> None:
    trip = take(own_sample(number), chosen)
    assert sites(trip) == expected_sites
    assert pools(trip) == expected_pools
    assert locations(trip) == expected_locations
    assert list(differences(trip.source, trip.plan, read_back(trip.result), read_back(pristine()))) == []


def test_an_application_brings_its_locations_and_those_below() -> None:
    """The nearest application above a path decides, segment by segment."""
    trip = take(own_sample(6), "Main/shop")
    assert locations(trip) == ["Main", "Main/shop/pictures/large", "Main/shop/pictures/large"]
    paths = names(trip.result, "system.applicationHost/sites/site/application", "path")
    assert paths == ["/", "/shop"]
    left = {item.name for item in trip.plan.outcomes if isinstance(item, LeftOut) and item.kind == "section"}
    assert {re.sub(r" \(line \d+\)$", "", name) for name in left} == {
        "*: system.webServer/urlCompression",
        "main/SHOP/admin: system.webServer/security/authentication/anonymousAuthentication",
        "Main Street/old: system.webServer/httpRedirect",
        "Gone Site: system.webServer/directoryBrowse",
    }


def test_everything_else_of_the_source_is_nowhere_in_the_stylesheet() -> None:
    text = take(own_sample(13), "Site 007").stylesheet.decode()
    assert "Site 007" in text
    assert re.findall(r"Site \d+|site\d+", text).count("Site 007") == len(re.findall(r'name="Site \d+"', text)) == 1
    assert not re.search(r"site(?!007)\d{3}", text)


@pytest.mark.parametrize("number", [1, 12, 16])
def test_the_default_pool_always_stays(number: int) -> None:
    trip = take(own_sample(number))
    assert [name.lower() for name in pools(trip)].count("defaultapppool") == 1


def test_the_default_pool_of_the_source_takes_the_place_of_the_images() -> None:
    """IIS compares names without case, and two pools of one name would be refused."""
    trip = take(own_sample(12))
    found = [name for name in pools(trip) if name.lower() == "defaultapppool"]
    assert found == ["defaultAPPpool"]


def test_the_images_own_sites_are_gone_and_its_defaults_stay() -> None:
    root = etree.fromstring(take(own_sample(4)).result)
    assert [site.get("name") for site in root.iter("site")] == ["東京支店 🚢"]
    assert len(root.findall("system.applicationHost/sites/siteDefaults/logFile")) == 1
    assert [site.get("id") for site in root.iter("site")] == ["11"]
