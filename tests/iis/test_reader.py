"""Finding the configuration: IIS or none, IIS 6, shared configuration, the disk's own schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.iis.fallback import fallback_schema_text
from reberth.iis.reader import read_iis
from reberth.model.errors import ReberthError
from tests.support.iis_samples import CONFIG, own_sample, read, sample, windows
from tests.support.trees import MemoryTree, memory_volumes

if TYPE_CHECKING:
    from reberth.model.finding import Finding
    from reberth.model.iis import IisConfiguration

Files = dict[str, bytes | None]
HOST_FILE = rf"{CONFIG}\applicationHost.config"
PLAIN = own_sample(1).host


def server(
    system: Files, data: Files | None = None, version: str = "8.5"
) -> tuple[IisConfiguration | None, tuple[Finding, ...]]:
    volumes = memory_volumes(MemoryTree("c", system), MemoryTree("d", data or {}))
    volumes.assign_letters({"c": "C", "d": "D"})
    return read_iis(volumes, windows(version))


def redirected(path: str, enabled: str = "true") -> bytes:
    return (
        "<?xml version='1.0'?><configuration><configSections>"
        "<section name='configurationRedirection'/></configSections>"
        f"<configurationRedirection enabled='{enabled}' path='{path}' userName='x' password='Planted-Plain-0!'/>"
        "</configuration>"
    ).encode()


METABASE = r"\Windows\System32\inetsrv\MetaBase.xml"
BINARY = r"\Windows\System32\inetsrv\MetaBase.bin"


def test_a_server_without_iis() -> None:
    assert server({r"\Windows\System32\ntdll.dll": b""}, version="") == (None, ())


@pytest.mark.parametrize(
    ("files", "version", "code", "params"),
    [
        ({CONFIG: None}, "8.5", "iis.configuration-missing", {"path": f"C:{HOST_FILE}"}),
        ({r"\Windows": None}, "8.5", "iis.configuration-missing", {"path": f"C:{HOST_FILE}"}),
        ({METABASE: b"<x/>"}, "6.0", "iis.configuration-broken", {"path": f"C:{METABASE}", "line": 1}),
        ({METABASE: b"<configuration/>"}, "6.0", "iis.configuration-broken", {"path": f"C:{METABASE}", "line": 1}),
        ({BINARY: b""}, "", "iis.metabase-binary", {"path": f"C:{BINARY}"}),
    ],
)
def test_a_server_whose_iis_cannot_be_read(files: Files, version: str, code: str, params: dict[str, str | int]) -> None:
    with pytest.raises(ReberthError) as caught:
        server(files, version=version)
    assert (caught.value.code, caught.value.params) == (code, params)


def test_shared_configuration_on_another_disk_is_followed() -> None:
    shared: Files = {
        r"\data\iis\applicationHost.config": own_sample(8).files["applicationHost.config"],
        r"\data\iis\parts\defaultDocument.config": own_sample(8).files[r"parts\defaultDocument.config"],
    }
    local: Files = {
        HOST_FILE: PLAIN,
        rf"{CONFIG}\redirection.config": redirected("%DATA_ROOT%\\iis\\"),
        rf"{CONFIG}\schema\IIS_schema.xml": fallback_schema_text("8.5"),
    }
    iis, findings = server(local, shared)
    assert iis is not None
    assert [site.name for site in iis.sites] == ["Parts"]
    assert iis.files == (r"D:\data\iis\applicationHost.config", r"D:\data\iis\parts\defaultDocument.config")
    assert iis.sites[0].evidence.source == r"D:\data\iis\applicationHost.config"
    assert "iis.schema-missing" not in {item.code for item in findings}


@pytest.mark.parametrize(
    "path", [r"\\files01\iis", r"E:\shared", r"D:\gone", r"D:\shared\file.txt", r"%NOT_SET%\x", ""]
)
def test_shared_configuration_elsewhere_is_said(path: str) -> None:
    with pytest.raises(ReberthError) as caught:
        server({HOST_FILE: PLAIN, rf"{CONFIG}\redirection.config": redirected(path)}, {r"\shared\file.txt": b""})
    assert (caught.value.code, caught.value.params) == ("iis.shared-configuration", {"path": path})


def test_shared_configuration_whose_folder_is_empty() -> None:
    with pytest.raises(ReberthError) as caught:
        server({HOST_FILE: PLAIN, rf"{CONFIG}\redirection.config": redirected(r"D:\shared")}, {r"\shared": None})
    assert caught.value.code == "iis.configuration-missing"
    assert caught.value.params == {"path": r"D:\shared\applicationHost.config"}


@pytest.mark.parametrize("text", [redirected(r"D:\shared", "false"), b"<configuration/>", redirected(r"D:\x", "")])
def test_redirection_that_is_off(text: bytes) -> None:
    iis, _ = server({HOST_FILE: PLAIN, rf"{CONFIG}\redirection.config": text})
    assert iis is not None
    assert [site.name for site in iis.sites] == ["Default Web Site"]


def test_a_broken_redirection_is_an_error_that_names_it() -> None:
    with pytest.raises(ReberthError) as caught:
        server({HOST_FILE: PLAIN, rf"{CONFIG}\redirection.config": b"<configuration>"})
    assert caught.value.code == "iis.configuration-broken"
    assert caught.value.params["path"] == rf"C:{CONFIG}\redirection.config"


@pytest.mark.parametrize(
    ("version", "runtime", "identity"),
    [
        ("7.0", "v2.0", "NetworkService"),
        ("7.5", "v2.0", "ApplicationPoolIdentity"),
        ("8.0", "", "ApplicationPoolIdentity"),
        ("8.5", "", "ApplicationPoolIdentity"),
        ("10.0", "", "ApplicationPoolIdentity"),
    ],
)
def test_defaults_follow_the_version_where_the_disk_has_no_schema(version: str, runtime: str, identity: str) -> None:
    text = "<configuration><system.applicationHost><applicationPools><add name='P'/></applicationPools>"
    iis, findings = read(sample(f"{text}</system.applicationHost></configuration>", version), schema=b"")
    settings = iis.pools[0].settings
    assert (settings.get("managedRuntimeVersion", "?"), settings.get("processModel.identityType")) == (
        runtime,
        identity,
    )
    assert [item.code for item in findings] == ["iis.schema-missing"]


def test_the_schema_of_the_disk_counts() -> None:
    schema = fallback_schema_text("8.5").replace(
        b'name="queueLength" type="uint" defaultValue="1000"', b'name="queueLength" type="uint" defaultValue="77"'
    )
    more = (
        b"<configSchema><sectionSchema name='system.webServer/harbour'><collection addElement='pier,quay'"
        b" mergeAppend='false' removeElement='without' clearElement='none'>"
        b"<attribute name='place' type='string' isCombinedKey='true'/>"
        b"<attribute name='side' type='string' isCombinedKey='true' defaultValue='left'/></collection></sectionSchema>"
        b"<sectionSchema name='system.webServer/asp'><attribute name='added' type='string' encrypted='true'/>"
        b"</sectionSchema></configSchema>"
    )
    text = (
        "<configuration><system.applicationHost><applicationPools><add name='P'/></applicationPools>"
        "</system.applicationHost><system.webServer><harbour><pier place='a'/></harbour>"
        "<asp added='Planted-Plain-0!'/></system.webServer>"
        "</configuration>"
    )
    folder: Files = {rf"{CONFIG}\schema\harbour.xml": more, rf"{CONFIG}\schema\broken.xml": b"<configSchema>"}
    iis, findings = read(sample(text), folder, schema=schema)
    assert iis.pools[0].settings.get("queueLength") == "77"
    rule = next(item for item in iis.collections if item.section == "system.webServer/harbour")
    assert (rule.add, rule.remove, rule.clear) == ("pier,quay", "without", "none")
    assert (rule.keys, rule.defaults, rule.merge_append) == (("place", "side"), (("side", "left"),), False)
    asp = next(item for item in iis.sections if item.path == "system.webServer/asp")
    assert (asp.element.attributes, asp.element.secret_attributes) == ((), ("added",))
    assert [(item.code, item.params) for item in findings] == [
        ("iis.schema-broken", {"file": rf"C:{CONFIG}\schema\broken.xml"})
    ]


def test_two_of_one_name_are_told() -> None:
    iis, findings = read(own_sample(14))
    assert [site.name for site in iis.sites].count("No root") == 1
    assert (iis.pools[0].name, iis.pools[0].settings.get("managedRuntimeVersion")) == ("Twice", "v4.0")
    told = [(item.code, item.severity, item.subject) for item in findings if item.code.endswith("-twice")]
    assert sorted(told) == [("iis.pool-twice", "action", "TWICE"), ("iis.site-twice", "action", "no ROOT")]
