"""The stylesheet as text: literal values, lines with their steps, guards against what the target does not know."""

from __future__ import annotations

import pytest
from lxml import etree

from reberth.model.iis import (
    Application,
    ApplicationPool,
    CollectionSchema,
    ConfigElement,
    Setting,
    Settings,
    Site,
)
from reberth.model.plan import IisPlan, LocationChange, SectionChange
from reberth.rendering.evidence_file import step_evidence
from reberth.rendering.preview import pristine
from reberth.rendering.stylesheet import PATH, render_stylesheet
from reberth.rendering.target_defaults import must_write
from reberth.rendering.xml_lines import literal
from reberth.rendering.xpath import equals_ignoring_case, string
from tests.rendering.trips import take
from tests.support.iis_samples import own_sample
from tests.support.inventories import seen
from tests.support.xslt import by_dotnet, by_lxml, canonical

AWKWARD = [
    "plain",
    "O'Brien",
    'say "so"',
    """both ' and " and '' again""",
    "a & b < c > d",
    "{x} {{y}} }{",
    "100% ^caret !bang $x `t`",
    "  blanks  ",
    "tab\tline\nreturn\r",
    "Ünïcödé 東京 مرحبا 🚢",
    "]]> --> <!-- <?x?>",
    "",
    " ",
]


@pytest.mark.parametrize("text", AWKWARD)
def test_every_text_arrives_as_it_is(text: str) -> None:
    site = Site(text, 7, seen("x"), (), (Application("/" + text, text, seen("x")),))
    pool = ApplicationPool(text, seen("x"), Settings((Setting("CLRConfigFile", text, "explicit"),)))
    element = ConfigElement("asp", (("codePage", text),))
    merged = ConfigElement("fastCgi", (("x", text),), children=(ConfigElement("application", (("fullPath", text),)),))
    plan = IisPlan(
        (site,),
        (pool,),
        (
            SectionChange("s", "system.webServer/asp", element),
            SectionChange("m", "system.webServer/fastCgi", merged, "merge"),
        ),
        (LocationChange("l", text or "x", "system.webServer/caching", ConfigElement("caching", (("y", text),))),),
        collections=(CollectionSchema("system.webServer/fastCgi", "", "application", "", "", ("fullPath",)),),
    )
    root = etree.fromstring(by_lxml(render_stylesheet(plan).encode(), pristine()))
    assert [node.get("name") for node in root.iter("site")] == [text]
    assert [node.get("applicationPool") for node in root.iter("application") if node.get("path")] == [text]
    pools = root.findall("system.applicationHost/applicationPools/add")
    assert (pools[0].get("name"), pools[0].get("CLRConfigFile")) == (text, text)
    assert [node.get("codePage") for node in root.iter("asp")] == [text]
    assert [(node.get("x"), node[0].get("fullPath")) for node in root.iter("fastCgi")] == [(text, text)]
    assert [node.get("path") for node in root.findall("location")][1:] == [text or "x"]
    assert [node.get("y") for node in root.iterfind("location/system.webServer/caching")] == [text]


@pytest.mark.parametrize("text", AWKWARD)
def test_every_text_can_be_compared_in_xpath(text: str) -> None:
    shouted = "".join(letter.upper() if letter.isascii() else letter for letter in text)
    node = etree.Element("a", name=shouted)
    test = etree.fromstring(f'<t test="{equals_ignoring_case("@name", text)}"/>').get("test")
    quoted = etree.fromstring(f'<t test="{string(text)}"/>').get("test")
    assert node.xpath(f"string({quoted})") == text
    assert node.xpath(str(test)) is True
    assert etree.Element("a", name=shouted + "x").xpath(str(test)) is False


def test_letters_that_xml_cannot_hold_are_dropped() -> None:
    assert literal("a\x00b\x0bc\ud800d\uffffe") == "abcde"


def test_a_pool_is_replaced_whatever_quotes_its_name_has() -> None:
    """Also .NET understands the comparison."""
    target = pristine().replace(b'<add name="DefaultAppPool"', b'<add name="BOTH \' AND &quot; {0}"', 1)
    pool = ApplicationPool("both ' and \" {0}", seen("x"), Settings((Setting("queueLength", "5", "explicit"),)))
    root = etree.fromstring(by_lxml(render_stylesheet(IisPlan((), (pool,))).encode(), target))
    found = root.findall("system.applicationHost/applicationPools/add")
    assert [(node.get("name"), node.get("queueLength")) for node in found] == [("both ' and \" {0}", "5")]


def test_lines_know_their_steps() -> None:
    trip = take(own_sample(6))
    rendered = render_stylesheet(trip.plan.iis)
    assert (rendered.path, rendered.newline, rendered.bom, rendered.context) == (PATH, "\n", False, True)
    steps = {step for line in rendered.lines for step in line.steps}
    assert {"site:Main", "site:Main Street", "pool:DefaultAppPool", "section:system.webServer/defaultDocument"} <= steps
    assert "location:Main Street/old:system.webServer/httpRedirect" in steps
    for line in rendered.lines:
        if "street.example" in line.text:
            assert line.steps == ("location:Main Street/old:system.webServer/httpRedirect",)
    carried = {step for item in trip.plan.outcomes for step in getattr(item, "steps", ())}
    opened = {step for step in steps if step.startswith(("unlock:", "lock:"))}
    assert opened == {"unlock:system.webServer/handlers", "lock:system.webServer/httpRedirect"}
    assert steps - opened <= carried
    assert steps <= {step for step, places in step_evidence(trip.plan).items() if places}


@pytest.mark.parametrize("declared", [False, True])
def test_a_section_of_a_product_waits_for_its_declaration(
    tmp_path_factory: pytest.TempPathFactory, *, declared: bool
) -> None:
    trip = take(own_sample(19))
    target = pristine()
    if declared:
        groups = "".join(f'<section name="{name}"/>' for name in ("globalRules", "rules", "allowedServerVariables"))
        more = f'<section name="proxy"/><sectionGroup name="rewrite">{groups}</sectionGroup><section name="webSocket"'
        target = target.replace(b'<section name="webSocket"', more.encode())
    result = by_lxml(trip.stylesheet, target)
    root = etree.fromstring(result)
    assert len(root.findall("system.webServer/rewrite")) == declared
    assert len(root.findall("system.webServer/proxy[@enabled='true']")) == declared
    assert len(root.findall("location[@path='Proxy']/system.webServer/rewrite/rules/rule")) == declared
    assert len(root.findall("location[@path='Proxy']")) == declared
    if declared:
        rule = root.find("system.webServer/rewrite/globalRules/rule")
        assert rule is not None
        assert (rule.get("name"), rule[2].get("url")) == ("Everything {to} https", "https://{HTTP_HOST}/{R:1}")
        assert root.find("system.webServer/rewrite/outboundRules") is None
    dotnet = by_dotnet({"x": trip.stylesheet}, target, tmp_path_factory.mktemp("dotnet"))["x"]
    assert canonical(dotnet) == canonical(result)


@pytest.mark.parametrize(
    ("kind", "name", "value", "origin", "written"),
    [
        ("pool", "managedRuntimeVersion", "", "schema", True),
        ("pool", "managedRuntimeVersion", "v4.0", "defaults", True),
        ("pool", "processModel.identityType", "NetworkService", "schema", True),
        ("pool", "processModel.setProfileEnvironment", "true", "schema", True),
        ("pool", "queueLength", "1000", "schema", False),
        ("pool", "queueLength", "1000", "explicit", True),
        ("pool", "managedPipelineMode", "Classic", "schema", True),
        ("pool", "managedPipelineMode", "integrated", "schema", False),
        ("site", "logFile.directory", "x", "schema", True),
        ("site", "traceFailedRequestsLogging.maxLogFileSizeKB", "512", "schema", True),
        ("site", "traceFailedRequestsLogging.maxLogFileSizeKB", "1024", "schema", False),
        ("directory", "allowSubDirConfig", "true", "schema", True),
        ("application", "preloadEnabled", "false", "schema", False),
    ],
)
def test_only_what_differs_from_the_target_is_written(
    kind: str, name: str, value: str, origin: str, *, written: bool
) -> None:
    assert must_write(kind, name, value, origin) is written
