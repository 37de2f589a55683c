"""Sections as written, at every level, with their locks and the files they refer to."""

from __future__ import annotations

import pytest

from reberth.model.errors import ReberthError
from tests.support.iis_samples import CONFIG, HOST, Sample, own_sample, read, sample

DECLARED = (
    "<configSections><sectionGroup name='system.webServer'><section name='asp' overrideModeDefault='Deny'/>"
    "<section name='caching' allowDefinition='MachineToApplication'/></sectionGroup></configSections>"
)


def config(body: str) -> Sample:
    return sample(f"<configuration>{DECLARED}{body}</configuration>")


def test_locations_as_written() -> None:
    iis, _ = read(own_sample(6))
    found = [(item.location, item.path.rpartition("/")[2], item.override_mode, item.inherited) for item in iis.sections]
    assert found == [
        ("", "defaultDocument", "Inherit", True),
        ("", "anonymousAuthentication", "Inherit", True),
        ("", "directoryBrowse", "Allow", True),
        ("", "handlers", "Allow", True),
        ("", "httpRedirect", "Deny", True),
        ("*", "urlCompression", "Inherit", True),
        ("Main", "directoryBrowse", "Deny", True),
        ("Main", "anonymousAuthentication", "Deny", True),
        ("Main", "windowsAuthentication", "Deny", True),
        ("main/SHOP/admin", "anonymousAuthentication", "Allow", True),
        ("Main/shop/pictures/large", "directoryBrowse", "Inherit", False),
        ("Main/shop/pictures/large", "defaultDocument", "Inherit", False),
        ("Main/shop/pictures/large", "urlCompression", "Inherit", True),
        ("Main Street/old", "httpRedirect", "Inherit", True),
        ("Gone Site", "directoryBrowse", "Inherit", True),
    ]
    assert {item.file for item in iis.sections} == {HOST}


def test_locks_of_the_sample() -> None:
    iis, _ = read(own_sample(6))
    modes = {item.path.rpartition("/")[2]: item.override_mode for item in iis.declarations}
    assert modes == {
        "applicationPools": "Deny",
        "sites": "Deny",
        "defaultDocument": "Allow",
        "directoryBrowse": "Allow",
        "handlers": "Allow",
        "httpRedirect": "Deny",
        "urlCompression": "Allow",
        "anonymousAuthentication": "Deny",
        "windowsAuthentication": "Deny",
    }


def test_locks_on_parts_are_kept() -> None:
    iis, _ = read(own_sample(6))
    element = iis.sections[0].element
    assert element.get("lockAttributes") == "enabled"
    files = element.children[0]
    assert files.get("lockElements") == "clear"
    assert [child.get("lockItem") for child in files.children] == ["", "true"]


@pytest.mark.parametrize(
    ("attributes", "section", "asp", "caching"),
    [
        ("path='' overrideMode='Allow'", "asp", "Allow", "Allow"),
        ("overrideMode='Allow'", "asp", "Allow", "Allow"),
        ("path='.' overrideMode='Allow'", "asp", "Allow", "Allow"),
        ("path='' overrideMode='Deny'", "caching", "Deny", "Deny"),
        ("path='' allowOverride='false'", "caching", "Deny", "Deny"),
        ("path='' overrideMode='Inherit'", "asp", "Deny", "Allow"),
        ("path='' overrideMode='Allow'", "unheard", "Deny", "Allow"),
        ("path='Site' overrideMode='Allow'", "asp", "Deny", "Allow"),
    ],
)
def test_the_lock_of_a_section(attributes: str, section: str, asp: str, caching: str) -> None:
    body = f"<location {attributes}><system.webServer><{section}/></system.webServer></location>"
    iis, _ = read(config(body))
    assert [(item.path, item.override_mode) for item in iis.declarations] == [
        ("system.webServer/asp", asp),
        ("system.webServer/caching", caching),
    ]
    assert [item.allow_definition for item in iis.declarations] == ["Everywhere", "MachineToApplication"]


def test_sections_of_files_beside() -> None:
    iis, findings = read(own_sample(8))
    sections = {(item.location, item.path.rpartition("/")[2]): item for item in iis.sections}
    documents = sections["", "defaultDocument"]
    assert [child.get("value") for child in documents.element.children[0].children] == ["part.html", "index.html"]
    assert documents.file == rf"C:{CONFIG}\parts\defaultDocument.config"
    assert documents.element.line == 2
    assert sections["Parts", "directoryBrowse"].element.get("showFlags") == "Date, Time"
    assert iis.files == (HOST, rf"C:{CONFIG}\parts\defaultDocument.config", rf"C:{CONFIG}\parts\browse.config")
    code = "iis.config-source-missing"
    missing = [(item.code, item.severity, item.params) for item in findings if item.code == code]
    assert missing == [
        (code, "action", {"section": "system.webServer/staticContent", "file": r"gone\staticContent.config"}),
        (code, "action", {"section": "system.webServer/httpProtocol", "file": r"..\outside.config"}),
    ]


def test_a_section_never_leaves_the_folder() -> None:
    item = own_sample(8)
    outside = {r"\Windows\System32\inetsrv\outside.config": b"<httpProtocol allowKeepAlive='false'/>"}
    iis, findings = read(item, outside)
    section = next(found for found in iis.sections if found.path == "system.webServer/httpProtocol")
    assert section.element.get("allowKeepAlive") == ""
    assert [item.code for item in findings].count("iis.config-source-missing") == 2


def test_sections_of_others() -> None:
    iis, findings = read(own_sample(9))
    assert [(item.location, item.path) for item in iis.sections] == [
        ("", "harbour.tools/berths"),
        ("", "system.webServer/harbourCache"),
        ("", "system.webServer/undeclaredThing"),
        ("", "system.webServer/management/trustedProviders"),
        ("Custom", "system.webServer/harbourCache"),
    ]
    berth = iis.sections[0].element.children[0]
    assert (berth.get("name"), berth.text) == ("north", "deep water")
    unknown = [item.params["section"] for item in findings if item.code == "iis.section-unknown"]
    assert unknown == ["system.webServer/undeclaredThing"]


def test_a_group_stays_a_group_whatever_a_schema_says() -> None:
    """A schema file may describe ``system.webServer/security``, which is a group of sections on every server."""
    schema = b"<configSchema><sectionSchema name='system.webServer/security'><attribute name='x' type='string'/>"
    schema += b"</sectionSchema></configSchema>"
    text = (
        "<configuration><configSections><sectionGroup name='system.webServer'><sectionGroup name='security'>"
        "<section name='access'/></sectionGroup></sectionGroup></configSections><system.webServer><security>"
        "<access sslFlags='Ssl'/></security></system.webServer></configuration>"
    )
    item = Sample("x", "8.5", {"applicationHost.config": text.encode(), r"schema\odd.xml": schema})
    iis, _ = read(item)
    assert [section.path for section in iis.sections] == ["system.webServer/security/access"]


@pytest.mark.parametrize("depth", [30, 80])
def test_a_section_may_be_deep_but_not_endless(depth: int) -> None:
    body = f"<system.webServer><asp>{'<a>' * depth}{'</a>' * depth}</asp></system.webServer>"
    if depth < 64:
        iis, _ = read(config(body))
        element, found = iis.sections[0].element, 0
        while element.children:
            element, found = element.children[0], found + 1
        assert found == depth
    else:
        with pytest.raises(ReberthError) as caught:
            read(config(body))
        assert caught.value.code == "iis.configuration-broken"
