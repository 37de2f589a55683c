"""Bytes from a disk: every encoding is read, nothing hostile gets far, and each refusal has a code and a line."""

from __future__ import annotations

import codecs

import pytest

from reberth.iis.document import parse_document, whole_number
from reberth.model.errors import ReberthError
from tests.support.iis_samples import Sample, own_sample, read, sample

HEAD = "<?xml version='1.0'?>"
SITE = (
    "<configuration><system.applicationHost><sites><site name='{name}' id='1'/></sites></system.applicationHost>"
    "</configuration>"
)
NAME = "Häfen & “Docks” €"


def document(encoding: str, declared: str | None, mark: bytes = b"") -> bytes:
    head = "" if declared is None else f"<?xml version='1.0' encoding='{declared}'?>\r\n"
    return mark + (head + SITE.format(name=NAME.replace("&", "&amp;"))).encode(encoding)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(document("utf-8", None), id="utf-8 undeclared"),
        pytest.param(document("utf-8", "UTF-8"), id="utf-8"),
        pytest.param(document("utf-8", "utf-8", codecs.BOM_UTF8), id="utf-8 with mark"),
        pytest.param(document("utf-8", None, codecs.BOM_UTF8), id="mark alone"),
        pytest.param(document("utf-16-le", "utf-16", codecs.BOM_UTF16_LE), id="utf-16 little"),
        pytest.param(document("utf-16-be", "utf-16", codecs.BOM_UTF16_BE), id="utf-16 big"),
        pytest.param(document("utf-16-le", None, codecs.BOM_UTF16_LE), id="utf-16 undeclared"),
        pytest.param(document("utf-16-le", "utf-8", codecs.BOM_UTF16_LE), id="utf-16 that says utf-8"),
        pytest.param(document("windows-1252", "windows-1252"), id="windows-1252"),
    ],
)
def test_a_name_is_read_in_every_encoding(data: bytes) -> None:
    iis, _ = read(sample(data))
    assert [site.name for site in iis.sites] == [NAME]


@pytest.mark.parametrize(
    ("number", "name", "pool", "path"),
    [
        (3, "Büro Grünwald", "Büro-Pool", r"C:\Webseiten\Büro"),
        (4, "東京支店 🚢", "東京プール", r"D:\網站\主頁"),
        (12, 'O\'Brien & "Sons"', 'O\'Brien & "Sons"', r"C:\sites\O'Brien & Sons"),
        (22, "Café €", "Café \u2013 “Zürich”", "C:\\Caf\u00e9"),
    ],
)
def test_names_of_the_samples(number: int, name: str, pool: str, path: str) -> None:
    site = read(own_sample(number))[0].sites[0]
    application = site.applications[0]
    assert (site.name, application.pool) == (name, pool)
    assert application.virtual_directories[0].physical_path == path


BOMB = (
    f"{HEAD}<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1 if n else str()};' * 10}'>" for n in range(12))
    + "]><configuration><x y='&a11;'>&a11;</x></configuration>"
)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        pytest.param(b"", 0, id="empty"),
        pytest.param(b"   \r\n", 0, id="blank"),
        pytest.param(b"\x00" * 600, 0, id="zeros"),
        pytest.param(b"\xff\xfe", 0, id="only a mark"),
        pytest.param(b"MZ\x90\x00 no xml at all", 0, id="program"),
        pytest.param(b"<configuration>\n<system.webServer>\n</configuration>", 3, id="not closed"),
        pytest.param(b"<configuration>\n<a x='1' x='2'/></configuration>", 2, id="attribute twice"),
        pytest.param(b"<configuration>\n\xff\xfe\xfa</configuration>", 2, id="wrong bytes"),
        pytest.param(b"<configuration/>\n<configuration/>", 2, id="two roots"),
        pytest.param(b"\n<other/>"[1:], 1, id="another root"),
        pytest.param(b"<configuration xmlns='urn:x'/>", 1, id="another namespace"),
        pytest.param(b"<!DOCTYPE configuration><configuration/>", 1, id="doctype"),
        pytest.param(b"<!DOCTYPE c SYSTEM 'file:///etc/hostname'><configuration/>", 1, id="external"),
        pytest.param(
            b"<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><configuration a='b'>&x;</configuration>",
            1,
            id="file",
        ),
        pytest.param(BOMB.encode(), 0, id="bomb"),
        pytest.param(b"<configuration>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</configuration>", 0, id="deep"),
        pytest.param(
            b"<configuration><system.webServer><asp>"
            + b"<a>" * 100
            + b"</a>" * 100
            + b"</asp></system.webServer></configuration>",
            0,
            id="deep in a section",
        ),
        pytest.param(b"<configuration>&undefined;</configuration>", 1, id="unknown entity"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(ReberthError) as caught:
        read(sample(data))
    assert caught.value.code == "iis.configuration-broken"
    assert caught.value.params["path"] == r"C:\Windows\System32\inetsrv\config\applicationHost.config"
    if line:
        assert caught.value.params["line"] == line
    assert set(caught.value.params) == {"path", "line"}


def test_a_file_beyond_all_reason_is_not_even_parsed() -> None:
    with pytest.raises(ReberthError) as caught:
        parse_document(b" " * ((32 << 20) + 1), "x.config")
    assert (caught.value.code, caught.value.params["size"]) == ("iis.configuration-too-large", (32 << 20) + 1)


def test_such_a_file_is_refused_by_its_size_on_the_disk() -> None:
    with pytest.raises(ReberthError) as caught:
        read(sample(b"<configuration/>" + b" " * (32 << 20)))
    assert caught.value.code == "iis.configuration-too-large"


@pytest.mark.parametrize("tag", ["b", "system.webServer"])
def test_groups_are_followed_down_to_a_limit(tag: str) -> None:
    text = f"<configuration>{f'<{tag}>' * 40}{f'</{tag}>' * 40}</configuration>"
    iis, findings = read(sample(text))
    assert iis.sites == ()
    assert {item.code for item in findings} <= {"iis.section-unknown"}


def test_a_damaged_file_of_a_section_is_an_error_that_names_it() -> None:
    config = (
        b"<configuration><configSections><sectionGroup name='g'><section name='s'/></sectionGroup></configSections>"
    )
    config += b"<g><s configSource='s.config'/></g></configuration>"
    with pytest.raises(ReberthError) as caught:
        read(Sample("x", "8.5", {"applicationHost.config": config, "s.config": b"<s>\n<t>"}))
    assert caught.value.code == "iis.configuration-broken"
    assert caught.value.params["path"] == r"C:\Windows\System32\inetsrv\config\s.config"


def test_lines_are_those_of_the_file() -> None:
    iis, _ = read(own_sample(1))
    lines = own_sample(1).host.decode().splitlines()
    site = iis.sites[0]
    assert 'site name="Default Web Site"' in lines[site.evidence.line - 1]
    assert "*:80:" in lines[site.bindings[0].evidence.line - 1]
    assert "<directoryBrowse" in lines[iis.sections[0].element.line - 1]
    assert site.evidence.location == "sites/site[1]"


@pytest.mark.parametrize(
    ("text", "expected"), [("80", 80), ("4294967295", 4294967295), ("", 0), ("-1", 0), ("\u00b2", 0), ("9" * 5000, 0)]
)
def test_numbers_that_cannot_be_are_none(text: str, expected: int) -> None:
    """A superscript two is a digit, and none that can be read; ten thousand nines Python refuses."""
    assert whole_number(text) == expected
    binding = f"<binding protocol='https' bindingInformation='*:443:' sslFlags='{text}'/>"
    site = f"<site name='S' id='{text}'><application path='/'/><bindings>{binding}</bindings></site>"
    sites = f"<system.applicationHost><sites>{site}</sites></system.applicationHost>"
    iis, _ = read(sample(f"<configuration>{sites}</configuration>"))
    assert (iis.sites[0].id, iis.sites[0].bindings[0].ssl_flags) == (expected, expected)
