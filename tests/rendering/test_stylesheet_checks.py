"""The checks of the round trip can fail: a planted fault of each kind is found."""

from __future__ import annotations

import pytest
from lxml import etree

from reberth.iis.fallback import fallback_schema_text
from reberth.rendering.preview import pristine
from tests.rendering.trips import read_back, trips
from tests.support.iis_validator import IisValidator
from tests.support.round_trip import differences
from tests.support.xslt import canonical

VALIDATOR = IisValidator([etree.fromstring(fallback_schema_text("10.0"))])
POOLS = "system.applicationHost/applicationPools"
SITES = "system.applicationHost/sites"


def at(sections: str) -> str:
    return f'<location path="x">{sections}</location></configuration>'


def changed(document: bytes, before: str, after: str) -> bytes:
    text = document.decode()
    assert before in text
    return text.replace(before, after, 1).encode()


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("02-old-iis70", 'name="Classic .NET AppPool"', 'name="Classic"', "pools"),
        ("02-old-iis70", 'managedPipelineMode="Classic"', "", "managedPipelineMode 'Classic' became 'Integrated'"),
        ("02-old-iis70", 'identityType="NetworkService"', "", "identityType 'NetworkService' became"),
        ("02-old-iis70", r"C:\drives\D\pictures", r"D:\pictures", "folders"),
        ("02-old-iis70", r"C:\drives\D\logs\web", r"D:\logs\web", "logFile.directory"),
        ("02-old-iis70", 'applicationPool="Modern"', 'applicationPool="DefaultAppPool"', "pool Modern became"),
        ("02-old-iis70", 'overrideMode="Deny"', "", "another lock"),
        ("02-old-iis70", 'enableParentPaths="true"', "", "system.webServer/asp"),
        ("05-bindings-iis100", 'sslFlags="3"', 'sslFlags="1"', "Everything: bindings"),
        ("05-bindings-iis100", '<site name="Second"', '<site name="Other"', "sites"),
        ("05-bindings-iis100", ' id="2"', ' id="3"', "Second: id 2 became 3"),
        ("06-locations-iis85", ' inheritInChildApplications="false"', "", "another lock"),
        ("06-locations-iis85", 'lockItem="true"', "", "system.webServer/defaultDocument"),
        ("07-collections-iis85", '<add value="start.html"/>', "", "system.webServer/defaultDocument"),
        ("07-collections-iis85", '<remove segment="private"/>', "", "Default Web Site/a: system.webServer/security"),
        ("10-defaults-iis100", '<add value="03:30:00"/>', "", "recycling.periodicRestart.schedule is not the same"),
        ("16-pools-iis100", 'startMode="AlwaysRunning"', "", "startMode"),
        ("17-modules-iis85", '<add name="Harbour" path="*.hbr"', '<add name="X" path="*.hbr"', "of its own is missing"),
        ("17-modules-iis85", '<add name="TRACEVerbHandler"', '<add name="Y"', "of the image's own is missing"),
        (
            "18-security-iis100",
            'name="access" overrideModeDefault="Allow"',
            'name="access" overrideModeDefault="Deny"',
            "access is Deny now",
        ),
        (
            "01-plain-iis100",
            "</configuration>",
            at("<system.webServer><caching/></system.webServer>"),
            "came from nowhere",
        ),
    ],
)
def test_a_difference_is_seen(name: str, before: str, after: str, said: str) -> None:
    trip = trips()[name]
    back = read_back(changed(trip.result, before, after))
    found = list(differences(trip.source, trip.plan, back, read_back(pristine())))
    assert [text for text in found if said in text]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<webLimits/>", "<unheard/>", ": system.applicationHost/unheard is declared nowhere"),
        ("<webLimits/>", "<webLimits/><webLimits/>", ": system.applicationHost/webLimits twice"),
        ('<add name="DefaultAppPool"', '<add shape="x" name="DefaultAppPool"', f"{POOLS}/add@shape is not known"),
        ('<add name="DefaultAppPool"', "<add", f"{POOLS}/add@name is missing"),
        ('loadUserProfile="true"', 'loadUserProfile="yes"', "processModel@loadUserProfile='yes' is no bool"),
        ('identityType="ApplicationPoolIdentity"', 'identityType="Me"', "identityType='Me' is no enum"),
        ('id="1"', 'id="-1"', f"{SITES}/site@id='-1' is no uint"),
        ('<add value="index.htm"/>', '<remove name="x"/>', "files/remove@name is no key"),
        ('<add value="index.htm"/>', '<add value="Default.htm"/>', "add ('default.htm',) twice"),
        ("<siteDefaults>", "<siteDefaults><ftpServer/>", f"{SITES}/siteDefaults/ftpServer is not known"),
        ('sslFlags="None"', 'sslFlags="Ssl, Often"', "sslFlags='Ssl, Often' is no flags"),
        (
            "</configuration>",
            at("<system.applicationHost><webLimits/></system.applicationHost>"),
            "x: system.applicationHost/webLimits at a location",
        ),
        (
            "</configuration>",
            at("<system.webServer><rewrite/></system.webServer>"),
            "x: system.webServer/rewrite is declared nowhere",
        ),
        ('logFormat="W3C"', 'logFormat="W3C"><extra/></logFile><logFile', "siteDefaults/logFile/extra is not known"),
        ("<webLimits/>", '<webLimits connectionTimeout="2 minutes"/>', "connectionTimeout='2 minutes' is no timeSpan"),
    ],
)
def test_an_invalid_document_is_seen(before: str, after: str, said: str) -> None:
    document = etree.tostring(etree.fromstring(pristine()))
    assert VALIDATOR.problems(etree.fromstring(document)) == []
    problems = VALIDATOR.problems(etree.fromstring(changed(document, before, after)))
    assert [text for text in problems if text.endswith(said)]


def test_ranges_of_a_schema_are_seen() -> None:
    schema = etree.fromstring(
        '<configSchema><sectionSchema name="s"><attribute name="n" type="uint" validationType="integerRange"'
        ' validationParameter="10,20"/><attribute name="t" type="timeSpan" validationType="timeSpanRange"'
        ' validationParameter="60,120,60"/></sectionSchema></configSchema>'
    )
    check = IisValidator([schema])
    start = '<configuration><configSections><section name="s"/></configSections>'
    for text, count in (('n="10"', 0), ('n="21"', 1), ('t="00:02:00"', 0), ('t="00:02:01"', 1), ('n="9" t="x"', 2)):
        assert len(check.problems(etree.fromstring(f"{start}<s {text}/></configuration>"))) == count, text


def test_documents_are_compared_by_what_they_say() -> None:
    assert canonical(b'<a  y="1"\n x="2"><!-- note -->\n  <b></b>\n</a>') == canonical(b'<a x="2" y="1"><b/></a>')
    assert canonical(b"<a><b/><c/></a>") != canonical(b"<a><c/><b/></a>")
    assert canonical(b'<a x="1 "/>') != canonical(b'<a x="1"/>')
