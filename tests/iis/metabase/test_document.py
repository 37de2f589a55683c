"""MetaBase.xml as keys: line breaks that XML would swallow, inheritance that replaces, hostile files."""

from __future__ import annotations

import pytest

from reberth.iis.metabase.document import parse_metabase
from reberth.model.errors import ReberthError
from tests.support.metabase import document, key, service

HEAD = '<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V54_0"><MBProperty>'
FOOT = "</MBProperty></configuration>"


def test_entries_of_a_list_stay_apart() -> None:
    """A stock XML parser makes one entry of them: attribute values lose their line breaks."""
    data = document(key("IIsWebServer", "/LM/W3SVC/1", ServerBindings=[":80:", "10.0.0.1:81:a.test", ":80:b.test"]))
    found = parse_metabase(data, "m").keys["/lm/w3svc/1"].own("serverbindings")
    assert found is not None
    assert found.values == (":80:", "10.0.0.1:81:a.test", ":80:b.test")
    again = parse_metabase(data.replace(b"\n", b"\r\n"), "m").keys["/lm/w3svc/1"].own("ServerBindings")
    assert again is not None
    assert (again.values, again.line) == (found.values, found.line)


def test_lines_are_those_of_the_attributes() -> None:
    text = f"""<?xml version ="1.0"?>
<!-- a > "comment" with <IIsWebServer Location="/LM/no"> -->
{HEAD}
<IIsWebServer Location ="/LM/W3SVC/1"
    ServerComment='it"s > here'
    ServerBindings=":80:
        :81:"
    SecureBindings=":443:"/>
{FOOT}"""
    metabase = parse_metabase(text.encode(), "m")
    site = metabase.keys["/lm/w3svc/1"]
    assert list(metabase.keys) == ["/lm/w3svc/1"]
    lines = {item.name: item.line for item in site.properties.values()}
    assert (site.line, lines) == (4, {"ServerComment": 5, "ServerBindings": 6, "SecureBindings": 8})
    assert site.properties["servercomment"].value == 'it"s > here'


def test_a_property_known_by_its_number() -> None:
    custom = {
        "Name": "UnknownName_2168",
        "ID": "2168",
        "Value": "1,*.dll\n0,*.exe",
        "Type": "MULTISZ",
        "Attributes": "INHERIT",
    }
    odd = {"Name": "Vendor", "ID": "40001", "Value": "x", "Type": "STRING", "Attributes": "NO_ATTRIBUTES"}
    metabase = parse_metabase(document(key("IIsWebService", "/LM/W3SVC", [custom, odd])), "m")
    found = metabase.keys["/lm/w3svc"].own("WebSvcExtRestrictionList")
    assert found is not None
    assert (found.values, found.inherited) == (("1,*.dll", "0,*.exe"), True)
    vendor = metabase.keys["/lm/w3svc"].own("Vendor")
    assert vendor is not None
    assert not vendor.inherited


def test_the_nearest_key_above_wins_and_lists_are_not_merged() -> None:
    metabase = parse_metabase(
        document(
            service(ScriptMaps=[".a,x.dll,1", ".b,y.dll,1"]),
            key("IIsWebVirtualDir", "/LM/W3SVC/1/ROOT", ScriptMaps=[".c,z.dll,1"]),
            # The key between is not there.
            key("IIsWebDirectory", "/LM/W3SVC/1/root/a/b", AccessFlags="AccessRead"),
        ),
        "m",
    )
    for location in ("/LM/W3SVC/1/ROOT/a/b", "/lm/w3svc/1/root/A", "/LM/W3SVC/1/ROOT/other/x.asp"):
        found = metabase.effective(location, "scriptmaps")
        assert found is not None
        assert (found.key.location, found.found.values) == ("/LM/W3SVC/1/ROOT", (".c,z.dll,1",))
    above = metabase.effective("/LM/W3SVC/2", "ScriptMaps")
    assert above is not None
    assert len(above.found.values) == 2
    assert metabase.effective("/LM/W3SVC/1", "ServerBindings") is None


def test_what_is_not_inherited_holds_at_its_own_key_only() -> None:
    custom = {"ID": "6030", "Value": "8", "Attributes": "NO_ATTRIBUTES"}
    metabase = parse_metabase(document(key("IIsWebService", "/LM/W3SVC", [custom])), "m")
    assert metabase.effective("/LM/W3SVC", "AccessSSLFlags") is not None
    assert metabase.effective("/LM/W3SVC/1", "AccessSSLFlags") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_encoding_that_windows_writes(encoding: str) -> None:
    text = f'<?xml version ="1.0"?>{HEAD}<IIsWebServer Location="/LM/W3SVC/1" ServerComment="Büro 日本"/>{FOOT}'
    found = parse_metabase(text.encode(encoding), "m").keys["/lm/w3svc/1"].own("ServerComment")
    assert found is not None
    assert found.value == "Büro 日本"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\1\2",
        b"<x/>",
        f"{HEAD}<IIsWebServer Location='/LM/W3SVC/1'>{FOOT}".encode(),
        f"<!DOCTYPE a [<!ENTITY b 'c'>]>{HEAD}<IIsWebServer Location='&b;'/>{FOOT}".encode(),
        f'{HEAD}<a b="{FOOT}'.encode(),
        (HEAD + "\xe4" + FOOT).encode("latin-1"),
        f"{HEAD}{'<a>' * 5000}".encode(),
    ],
)
def test_hostile_files_are_refused(data: bytes) -> None:
    with pytest.raises(ReberthError) as caught:
        parse_metabase(data, "m")
    assert caught.value.code == "iis.configuration-broken"
