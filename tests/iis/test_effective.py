"""A section at one place: levels by segments, entries after add, remove and clear."""

from __future__ import annotations

import pytest

from reberth.iis.effective import effective_section
from reberth.model.iis import ConfigElement, IisConfiguration
from tests.support.iis_samples import own_sample, read, sample


def at(iis: IisConfiguration, path: str, location: str = "") -> ConfigElement:
    return effective_section(iis, f"system.webServer/{path}", location)


def values(element: ConfigElement, collection: str = "", attribute: str = "value") -> list[str]:
    for name in collection.split("/") if collection else []:
        element = next(child for child in element.children if child.name == name)
    return [child.get(attribute) for child in element.children if child.get(attribute)]


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("", ["start.html", "index.html", "old.asp"]),
        ("Default Web Site", ["start.html", "index.html", "old.asp"]),
        ("default web site/A", ["app.html", "start.html"]),
        ("Default Web Site/a/deeper", ["app.html", "start.html"]),
        ("Default Web Site/ab", ["start.html", "index.html", "old.asp"]),
    ],
)
def test_default_documents_come_in_front(location: str, expected: list[str]) -> None:
    iis, _ = read(own_sample(7))
    assert values(at(iis, "defaultDocument", location), "files") == expected


def test_entries_are_added_at_the_end_and_replaced() -> None:
    iis, _ = read(own_sample(7))
    maps = at(iis, "staticContent", "Default Web Site/a")
    pairs = [(child.get("fileExtension"), child.get("mimeType")) for child in maps.children if child.name == "mimeMap"]
    assert pairs == [
        (".html", "text/html"),
        (".woff2", "font/woff2"),
        (".data", "text/plain"),
        (".wasm", "application/wasm"),
    ]
    assert maps.get("lockAttributes") == "isDocFooterFileName"


def test_clear_takes_everything_from_above() -> None:
    iis, _ = read(own_sample(7))
    assert values(at(iis, "httpProtocol"), "customHeaders", "name") == ["X-Frame-Options", "X-Note"]
    assert values(at(iis, "httpProtocol", "Default Web Site/a"), "customHeaders", "name") == ["X-App"]
    assert at(iis, "httpProtocol", "Default Web Site/a").get("allowKeepAlive") == "false"


def test_a_key_that_is_not_written_has_its_default() -> None:
    """``remove statusCode="404" subStatusCode="-1"`` takes away ``error statusCode="404"``."""
    iis, _ = read(own_sample(7))
    errors = at(iis, "httpErrors", "Default Web Site/a")
    assert [(child.get("statusCode"), child.get("path")) for child in errors.children] == [
        ("500", "500.htm"),
        ("403", r"D:\errors\tls.htm"),
        ("404", "/a/missing.html"),
    ]


def test_inner_collections_and_attributes_side_by_side() -> None:
    iis, _ = read(own_sample(7))
    filtering = at(iis, "security/requestFiltering", "Default Web Site/a")
    assert values(filtering, "hiddenSegments", "segment") == ["bin", "inner"]
    assert values(filtering, "fileExtensions", "fileExtension") == [".config", ".bak"]
    assert values(filtering, "requestLimits/headerLimits", "header") == ["X-Long"]
    assert filtering.get("allowDoubleEscaping") == "true"


def test_combined_keys_and_nearest_attributes() -> None:
    iis, _ = read(own_sample(18))
    assert values(at(iis, "security/authorization", "Safe/public"), attribute="users") == ["?", "?"]
    assert values(at(iis, "security/ipSecurity", "Safe/public"), attribute="ipAddress") == ["192.0.2.1"]
    assert at(iis, "security/ipSecurity", "Safe/public").get("enableReverseDns") == "true"
    iis, _ = read(own_sample(6))
    assert at(iis, "directoryBrowse").get("enabled") == "true"
    assert at(iis, "directoryBrowse", "Main/other").get("enabled") == "false"
    assert at(iis, "directoryBrowse", "Main/shop/pictures/large/x").get("showFlags") == "Date, Size"
    assert at(iis, "directoryBrowse", "Main Street").get("enabled") == "true"


def test_handlers_of_a_location_come_first_and_keep_the_others() -> None:
    iis, _ = read(own_sample(17))
    names = values(at(iis, "handlers", "Traced/php"), attribute="name")
    assert names == ["PHP", "Extra", "Harbour", "StaticFile"]
    assert values(at(iis, "modules", "Traced/php"), attribute="name") == ["StaticFileModule", "HarbourNative"]


def test_a_section_that_is_nowhere_is_empty() -> None:
    iis, _ = read(sample("<configuration/>"))
    assert at(iis, "asp", "x") == ConfigElement("asp")
