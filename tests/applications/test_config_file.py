"""Configuration files in any encoding, with each element's place in the text; broken ones refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reberth.applications.config_file import MAX_CONFIG, decode, encode, parse_config
from reberth.applications.config_sections import section_nodes
from reberth.model.errors import ExitCode, ReberthError

BODY = (
    '<configuration>\r\n <!-- Büro > "x" -->\r\n'
    ' <appSettings><add key="ü" value="&lt;1 > 2"/></appSettings></configuration>'
)
ENCODINGS = {
    "plain": BODY.encode(),
    "utf-8 mark": codecs.BOM_UTF8 + BODY.encode(),
    "declared utf-8": f"<?xml version='1.0' encoding='UTF-8'?>{BODY}".encode(),
    "utf-16 le": codecs.BOM_UTF16_LE + BODY.encode("utf-16-le"),
    "utf-16 be": codecs.BOM_UTF16_BE + f'<?xml version="1.0" encoding="utf-16"?>{BODY}'.encode("utf-16-be"),
    "utf-16 le unmarked": f'<?xml version="1.0" encoding="utf-16"?>{BODY}'.encode("utf-16-le"),
    "utf-16 be unmarked": BODY.encode("utf-16-be"),
    "windows-1252": f'<?xml version="1.0" encoding="Windows-1252"?>{BODY}'.encode("cp1252"),
    "latin-1": f'<?xml version="1.0" encoding="iso-8859-1" standalone="yes"?>{BODY}'.encode("latin-1"),
    "declared utf-16, written utf-8": f'<?xml version="1.0" encoding="utf-16"?>{BODY}'.encode(),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_encodings(name: str) -> None:
    config = parse_config(ENCODINGS[name], "web.config")
    [add] = [node for node in config.root.walk() if node.tag == "add"]
    assert add.attributes == {"key": "ü", "value": "<1 > 2"}
    assert config.text[add.start : add.end].decode() == '<add key="ü" value="&lt;1 > 2"/>'
    assert (add.line, add.place) == (3, "/configuration/appSettings/add")
    [comment] = config.comments
    assert config.text[comment.start : comment.end].decode() == '<!-- Büro > "x" -->'
    assert comment.line == 2
    assert encode(config.text.decode(), config.encoding) == ENCODINGS[name]


def test_text_in_very_many_pieces() -> None:
    """Each piece is looked at once: joined one by one, these would keep a scan busy for minutes."""
    count = 150_000
    config = parse_config(b"<a>" + b"<b/>0123456789" * count + b"<!-- c -->end</a>", "web.config")
    assert config.root.text == "0123456789" * count + "end"


BROKEN = {
    "empty": (b"", 1),
    "not closed": (b"<configuration>\n<a>", 2),
    "two roots": (b"<a/>\n<b/>", 2),
    "doctype": (b'<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 2),
    "outer entity": (b'<!DOCTYPE a SYSTEM "http://evil.example/x"><a/>', 1),
    "unknown entity": (b"<a>&nothing;</a>", 1),
    "wrong encoding": (b'<?xml version="1.0" encoding="utf-8"?><a x="\xfc"/>', 1),
    "unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><a/>', 1),
    "no encoding of files": (b'<?xml version="1.0" encoding="unicode_escape"?><a x="\\d"/>', 1),
    "undefined": (b'<?xml version="1.0" encoding="undefined"?><a/>', 1),
    "binary": (b'<?xml version="1.0" encoding="hex"?><a/>', 1),
    "odd utf-16": (codecs.BOM_UTF16_LE + "<a/>".encode("utf-16-le") + b"x", 1),
    "nul": (b"<a>\0</a>", 1),
    "too deep": (b"<a>" * 300 + b"</a>" * 300, 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused(name: str) -> None:
    data, line = BROKEN[name]
    with pytest.raises(ReberthError) as caught:
        parse_config(data, "C:\\web.config")
    assert caught.value.code == "application.config-broken"
    assert caught.value.params == {"path": "C:\\web.config", "line": line}
    assert caught.value.exit_code is ExitCode.CONFIGURATION


def test_size_is_bounded() -> None:
    with pytest.raises(ReberthError, match="config-broken"):
        parse_config(b"<a>" + b" " * MAX_CONFIG + b"</a>", "web.config")


def test_places_tell_equal_siblings_apart() -> None:
    config = parse_config(b"<a><b/><c/><b><d/></b></a>", "x")
    assert [node.place for node in config.root.walk()] == ["/a", "/a/b[1]", "/a/c", "/a/b[2]", "/a/b[2]/d"]


def test_sections_of_groups_locations_and_the_files_own_declarations() -> None:
    config = parse_config(
        b"""<configuration>
  <configSections>
    <sectionGroup name="own"><sectionGroup name="inner"><section name="deep"/></sectionGroup></sectionGroup>
  </configSections>
  <connectionStrings/>
  <system.web><machineKey/><caching><outputCache/></caching></system.web>
  <own><inner><deep/></inner><flat/></own>
  <unknown><inside/></unknown>
  <location path="admin"><system.web><authorization/></system.web><appSettings/><location/></location>
</configuration>""",
        "web.config",
    )
    assert [path for path, _ in section_nodes(config.root)] == [
        "connectionStrings",
        "system.web/machineKey",
        "system.web/caching/outputCache",
        "own/inner/deep",
        "own/flat",
        "unknown",
        "system.web/authorization",
        "appSettings",
    ]


def test_the_root_of_a_side_file_is_its_section() -> None:
    config = parse_config(b"<connectionStrings><add/></connectionStrings>", "side.config")
    assert [(path, node.tag) for path, node in section_nodes(config.root)] == [
        ("connectionStrings", "connectionStrings")
    ]


XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters='<>&"'), max_size=30
)


@settings(deadline=None)
@given(XML_TEXT, XML_TEXT, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]), st.booleans())
def test_offsets_fit_any_text(before: str, value: str, codec: str, mark: bool) -> None:  # noqa: FBT001
    text = f'<a x="{before}">{before}<b y="{value}">{value}</b> <b/></a>'
    marks = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    data = (marks[codec] if mark else b"") + text.encode(codec)
    config = parse_config(data, "web.config")
    first, second = config.root.children
    assert config.text[first.start : first.end].decode() == f'<b y="{value}">{value}</b>'
    assert config.text[first.open_end : first.end].decode() == f"{value}</b>"
    assert config.text[second.start : second.end] == b"<b/>"
    assert encode(*decode(data)) == data
