"""Facts of applications from trees in memory: needs, data sources, secret files, counts, and who owns which file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from reberth.applications.reader import read_applications
from reberth.model.content import ContentRef
from reberth.model.events import Event, Progress, silent
from reberth.model.evidence import Evidence
from reberth.model.iis import IisConfiguration
from reberth.model.windows import WindowsInfo
from tests.support.inventories import VOLUMES, application, directory, pool, ref, settings, site
from tests.support.planted import SIDE_FILES, planted, value_of
from tests.support.trees import Broken, MemoryTree, memory_volumes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.model.application import ApplicationFacts, ContentFacts
    from reberth.model.finding import Finding
    from reberth.model.iis import Site

WINDOWS = WindowsInfo(VOLUMES["C"], "C:\\Windows")


def read(
    files: Mapping[str, bytes | None], *sites: Site, tree: type[MemoryTree] = MemoryTree
) -> tuple[dict[str, ApplicationFacts], dict[ContentRef, ContentFacts], tuple[Finding, ...]]:
    volumes = memory_volumes(tree(VOLUMES["C"], files))
    volumes.assign_letters({VOLUMES["C"]: "C"})
    pools = (pool("DefaultAppPool"), pool("Old", "v2.0"), pool("Native", ""))
    facts, content, findings = read_applications(volumes, WINDOWS, IisConfiguration("8.5", sites, pools), silent)
    return {f"{item.site}{item.path}": item for item in facts}, {item.root: item for item in content}, findings


def one(files: Mapping[str, bytes], pool_name: str = "DefaultAppPool") -> ApplicationFacts:
    placed = {f"\\web\\{name}": data for name, data in files.items()}
    facts, _, _ = read({"\\web": None, **placed}, site("S", application("/", "C:\\web", pool=pool_name)))
    return facts["S/"]


@pytest.mark.parametrize(
    ("name", "pool_name", "wanted"),
    [
        ("default.aspx", "DefaultAppPool", {"managed", "clr4"}),
        ("default.aspx", "Old", {"managed", "clr2"}),
        ("default.aspx", "Native", set()),
        ("default.aspx", "Gone", set()),
        ("bin\\Shop.dll", "DefaultAppPool", {"managed", "clr4"}),
        ("lib\\Shop.dll", "DefaultAppPool", set()),
        ("Global.asax", "DefaultAppPool", {"managed", "clr4"}),
        ("a\\b\\Service.svc", "DefaultAppPool", {"managed", "clr4", "wcf-http"}),
        ("old.ASP", "Native", {"asp-classic"}),
        ("index.php", "Native", {"php"}),
        ("a.shtml", "Native", {"server-side-includes"}),
        ("run.cgi", "Native", {"cgi"}),
        ("index.html", "DefaultAppPool", set()),
    ],
)
def test_what_a_file_asks_for(name: str, pool_name: str, wanted: set[str]) -> None:
    facts = one({name: b"x"}, pool_name)
    assert {item.need for item in facts.needs} == wanted
    places = [place for item in facts.needs for place in item.evidence if place.source.endswith(name)]
    assert bool(places) is bool(wanted)


@pytest.mark.parametrize(
    ("xml", "need", "detail"),
    [
        ('<system.web><compilation targetFramework="4.7.2"/></system.web>', "managed", "4.7.2"),
        ('<system.web><httpRuntime targetFramework="4.5"/></system.web>', "managed", "4.5"),
        ("<system.webServer><aspNetCore processPath='x'/></system.webServer>", "aspnet-core", ""),
        ('<location path="."><system.webServer><aspNetCore/></system.webServer></location>', "aspnet-core", ""),
        ("<system.webServer><rewrite><rules/></rewrite></system.webServer>", "url-rewrite", ""),
        ('<system.webServer><webSocket enabled="false"/></system.webServer>', "websocket", ""),
        ("<system.webServer><httpPlatform/></system.webServer>", "httpplatform", ""),
        ("<system.webServer><iisnode/></system.webServer>", "iisnode", ""),
    ],
)
def test_what_a_web_config_asks_for(xml: str, need: str, detail: str) -> None:
    facts = one({"web.config": f"<configuration>\n{xml}</configuration>".encode()})
    [found] = facts.needs
    assert (found.need, found.detail) == (need, detail)
    assert (found.evidence[0].source, found.evidence[0].line) == ("C:\\web\\web.config", 2)


def test_other_configuration_files_ask_for_nothing() -> None:
    xml = b"<configuration><system.web><compilation targetFramework='4.5'/></system.web></configuration>"
    facts = one({"bin\\tool.exe.config": xml, "web.config": b"<configuration/>"})
    assert facts.needs == ()
    assert [item.file.path for item in facts.web_configs] == ["\\web\\web.config"]


@pytest.mark.parametrize(
    ("protocols", "wanted"), [("http", set()), ("http,net.tcp", {"wcf-tcp"}), (" net.pipe", {"wcf-pipe"})]
)
def test_protocols_count_where_site_and_application_both_have_them(protocols: str, wanted: set[str]) -> None:
    offered = replace(application("/", "C:\\web"), settings=settings(enabledProtocols=protocols))
    facts, _, _ = read({"\\web": None}, site("S", offered, bindings=("http *:80:", "net.tcp 808:*", "net.pipe *")))
    assert {item.need for item in facts["S/"].needs} == wanted


def test_data_sources_authentication_and_drives() -> None:
    xml = b"""<configuration>
 <connectionStrings>
  <add name="Main" providerName="P" connectionString="Server=SQL01;Database=Shop;Trusted_Connection=yes"/>
 </connectionStrings>
 <appSettings><add key="Logs" value="E:\\logs\\shop"/><add key="Here" value="C:\\temp"/></appSettings>
 <system.web><authentication mode="Forms"/></system.web>
 <system.webServer><security><authentication><windowsAuthentication enabled="true"/>
 <basicAuthentication enabled="false"/></authentication></security></system.webServer></configuration>"""
    facts = one({"web.config": xml})
    [source] = facts.data_sources
    assert (source.name, source.provider, source.server, source.database, source.integrated) == (
        *("Main", "P", "SQL01", "Shop"),
        True,
    )
    assert facts.authentication == ("forms", "windows")
    assert facts.drives == (("E", Evidence("file", "C:\\web\\web.config", "/configuration/appSettings/add[1]", 5)),)
    assert facts.web_configs[0].sections[0] == ("appSettings", 5)


def test_files_beside_a_web_config_that_are_or_hold_secrets() -> None:
    files = {name.replace("/", "\\"): planted(text).encode() for name, (text, _) in SIDE_FILES.items()}
    facts = one(files)
    whole = {item.file.path for item in facts.secrets if item.kind == "secret-file"}
    assert whole == {f"\\web\\{name}".replace("/", "\\") for name, (_, kept) in SIDE_FILES.items() if kept}
    inside = {item.name for item in facts.secrets if item.kind != "secret-file"}
    assert inside == {"ApiKey", "Side", "UserSecret", "login password"}
    text = repr(facts)
    assert [name for name in ("side-key", "json", "udl", "release") if value_of(name) in text] == []


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_secret_files_in_other_encodings(codec: str) -> None:
    facts = one({"appsettings.json": '{"ApiKey": "x9y8z7"}'.encode(codec)})
    assert [item.kind for item in facts.secrets] == ["secret-file"]


def test_harmless_files_of_the_same_names_travel() -> None:
    facts = one(
        {"appsettings.json": b'{"Logging": 1}', "packages.config": b"<packages/>", "web.bak": b"x", "a.ini": b"[x]"}
    )
    assert facts.secrets == ()


def test_a_broken_web_config_is_a_finding_and_stays_unless_it_looks_secret() -> None:
    for text, kept in ((b"<configuration>\n<a", 0), (b"<configuration>\n<add password='x9y8'", 1)):
        facts, _, findings = read({"\\web\\web.config": text}, site("S", application("/", "C:\\web")))
        assert len(facts["S/"].secrets) == kept
        [finding] = findings
        assert (finding.code, finding.evidence[0].line) == ("application.config-broken", 2)
        assert facts["S/"].web_configs[0].problem == "application.config-broken"


def test_an_unreadable_web_config_is_a_finding() -> None:
    _, _, findings = read({"\\web\\web.config": b"<a/>"}, site("S", application("/", "C:\\web")), tree=Broken)
    assert [item.code for item in findings] == ["filesystem.file-unreadable"]


SETTING = b'<configuration><appSettings><add key="ApiKey" value="x9y8z7"/></appSettings></configuration>'
NESTED = {
    "\\web\\default.aspx": b"12345",
    "\\web\\shop\\web.config": SETTING,
    "\\web\\shop\\deep\\a.txt": b"123",
    "\\web\\shopping\\b.txt": b"1",
    "\\web\\CON": b"",
    "\\web\\shop\\dot.": b"",
}


def test_a_file_belongs_to_the_nearest_application() -> None:
    nested = site("S", application("/", "C:\\web"), application("/shop", "C:\\web\\shop"))
    facts, content, _ = read(NESTED, nested)
    assert [item.name for item in facts["S/shop"].secrets] == ["ApiKey"]
    assert facts["S/"].secrets == ()
    assert {item.need for item in facts["S/"].needs} == {"managed", "clr4"}
    assert facts["S/shop"].needs == ()
    whole, inner = content[ref("C:\\web")], content[ref("C:\\web\\shop")]
    assert (whole.files, whole.bytes) == (4, 9 + len(SETTING))
    assert (inner.files, inner.bytes) == (2, 3 + len(SETTING))
    assert whole.unreadable == (
        ("\\CON", "application.name-reserved"),
        ("\\shop\\dot.", "application.name-ends-in-dot"),
    )
    assert inner.unreadable == (("\\dot.", "application.name-ends-in-dot"),)


def test_a_virtual_directory_belongs_to_its_application() -> None:
    facts, _, _ = read(
        {"\\web": None, "\\media\\a.php": b"", "\\other\\b.asp": b""},
        site("S", application("/", "C:\\web", directory("/media", "C:\\media"))),
    )
    assert {item.need for item in facts["S/"].needs} == {"php"}


def test_a_root_that_is_gone_has_no_content() -> None:
    facts, content, _ = read({}, site("S", application("/", "C:\\gone")))
    assert (facts["S/"].needs, content[ContentRef(VOLUMES["C"], "\\gone")].files) == ((), 0)


def test_progress_counts_files() -> None:
    files: dict[str, bytes | None] = {f"\\web\\{number}.txt": b"" for number in range(4001)}
    volumes = memory_volumes(MemoryTree(VOLUMES["C"], files))
    events: list[Event] = []
    iis = IisConfiguration("8.5", (site("S", application("/", "C:\\web")),))
    read_applications(volumes, WINDOWS, iis, events.append)
    assert events == [Progress("phase.read-content", count, unit="files") for count in (2000, 4000)]


def test_two_sites_of_one_folder_have_the_same_needs_and_one_place_for_a_secret() -> None:
    """Whichever of them is chosen alone, its image must be able to run the pages."""
    config = planted('<configuration><appSettings><add key="ApiKey" value="§main§"/></appSettings></configuration>')
    files = {r"\web\default.aspx": b"", r"\web\web.config": config.encode(), r"\web\sub\old.asp": b""}
    facts, _, _ = read(
        files,
        site("New", application("/", r"C:\web"), application("/sub", r"C:\WEB\Sub", pool="Native")),
        site("Old", application("/", r"C:\Web", pool="Old")),
    )
    assert {name: {item.need for item in found.needs} for name, found in facts.items()} == {
        "New/": {"managed", "clr4"},
        "New/sub": {"asp-classic"},
        "Old/": {"managed", "clr2"},
    }
    assert {name: len(found.secrets) for name, found in facts.items()} == {"New/": 1, "New/sub": 0, "Old/": 0}
    assert [len(found.web_configs) for found in facts.values()] == [1, 0, 1]


def test_what_the_report_speaks_of_is_noticed_on_the_way() -> None:
    facts = one(
        {
            "web.config": b'<configuration><system.web><sessionState mode="InProc"/></system.web></configuration>',
            "bin\\CrystalDecisions.Web.dll": b"MZ",
            "bin\\Shop.dll": b"MZ",
            "App_Data\\orders\\1.xml": b"<a/>",
            "App_Data\\2.xml": b"<a/>",
        }
    )
    assert [(item.what, item.detail, item.evidence.source) for item in facts.noticed] == [
        ("sessions", "inproc", "C:\\web\\web.config"),
        ("data-folder", "C:\\web\\App_Data", "C:\\web\\App_Data"),
        ("library", "CrystalDecisions.Web", "C:\\web\\bin\\CrystalDecisions.Web.dll"),
    ]
    assert {item.need for item in facts.needs} == {"managed", "clr4"}
