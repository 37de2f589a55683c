"""How each section travels: replaced, merged, left to the image, left out, or for a person to decide."""

from __future__ import annotations

import pytest

from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.planning.iis_changes import IisChanges, iis_changes
from reberth.planning.section_rules import is_stock_handler, rule_of
from reberth.planning.target_paths import TargetPaths
from tests.support.iis_samples import own_sample, read, sample, windows

BASE = ("base",)


def changes(number: int, *names: str) -> IisChanges:
    iis, _ = read(own_sample(number))
    return iis_changes(iis, [site for site in iis.sites if site.name in names or not names], TargetPaths(windows()))


def locks(found: IisChanges, mode: str) -> list[str]:
    return [item.path for item in found.locks if item.mode == mode]


def made(body: str, groups: str = "") -> IisChanges:
    names = "".join(f"<section name='{name}'/>" for name in ("asp", "modules", "handlers", "httpErrors"))
    sections = f"<configSections><sectionGroup name='system.webServer'>{names}{groups}</sectionGroup></configSections>"
    iis, _ = read(sample(f"<configuration>{sections}{body}</configuration>"))
    return iis_changes(iis, iis.sites, TargetPaths(windows()))


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("system.webServer/defaultDocument", "replace"),
        ("system.webServer/security/authentication/windowsAuthentication", "replace"),
        ("system.webServer/handlers", "merge"),
        ("system.webServer/security/isapiCgiRestriction", "merge"),
        ("system.webServer/globalModules", "target"),
        ("system.applicationHost/listenerAdapters", "target"),
        ("system.applicationHost/log", "replace"),
        ("system.webServer/rewrite/globalRules", "product"),
        ("system.webServer/aspNetCore", "product"),
        ("system.webServer/management/authorization", "left-out"),
        ("system.ftpServer/firewallSupport", "left-out"),
        ("webFarms", "left-out"),
    ],
)
def test_the_rule_of_a_section(path: str, rule: str) -> None:
    assert rule_of(path) == rule


@pytest.mark.parametrize(
    ("name", "stock"),
    [
        ("StaticFile", True),
        ("staticfile", True),
        ("PageHandlerFactory-Integrated-4.0", True),
        ("svc-Integrated", True),
        ("aspNetCore", True),
        ("PHP_via_FastCGI", False),
        ("", False),
    ],
)
def test_handlers_that_come_with_windows(name: str, *, stock: bool) -> None:
    assert is_stock_handler(name) is stock


def test_own_handlers_and_modules_are_carried_and_stock_ones_are_not() -> None:
    found = {item.path.rpartition("/")[2]: item for item in changes(17).sections}
    assert [child.get("name") for child in found["handlers"].element.children] == ["Harbour", "PHP"]
    assert found["handlers"].element.attributes == (("accessPolicy", "Read, Script, Execute"),)
    assert [child.get("name") for child in found["modules"].element.children] == ["HarbourManaged"]
    restrictions = found["isapiCgiRestriction"].element.children
    assert [(child.name, child.get("path")) for child in restrictions] == [("add", r"C:\drives\D\php\php-cgi.exe")]
    assert {name: item.mode for name, item in found.items()} == {
        "fastCgi": "merge",
        "httpCompression": "merge",
        "isapiCgiRestriction": "merge",
        "traceFailedRequests": "replace",
        "modules": "merge",
        "handlers": "merge",
    }


def test_paths_in_sections_are_those_of_the_image() -> None:
    found = {item.path.rpartition("/")[2]: item for item in changes(17).sections}
    php = found["handlers"].element.children[1].get("scriptProcessor")
    application = found["fastCgi"].element.children[0]
    # IIS finds the process by "fullPath|arguments", so both are changed alike.
    assert php == f"{application.get('fullPath')}|{application.get('arguments')}"
    assert php.startswith("C:\\drives\\D\\php\\php-cgi.exe|")
    assert application.children[0].children[0].get("value") == r"C:\drives\D\php"


def test_the_filters_of_a_site_are_for_a_person_and_the_site_starts_without_them() -> None:
    def planned(attributes: str) -> IisChanges:
        filters = rf'<isapiFilters{attributes}><filter name="Jk" path="D:\tools\jk.dll"/></isapiFilters>'
        site = "<site name='Shop' id='1'><application path='/'/></site>"
        sites = f"<system.applicationHost><sites>{site}</sites></system.applicationHost>"
        place = f"<location path='Shop'><system.webServer>{filters}</system.webServer></location>"
        return made(f"{sites}{place}", "<section name='isapiFilters'/>")

    alone, more = planned(""), planned(" lockItem='true'")
    told = [(item.kind, item.name, item.code) for item in alone.outcomes if isinstance(item, Undecided)]
    assert told == [("ISAPI filter", "Shop: Jk", "section.filter-third-party")]
    assert alone.locations == ()
    assert [(item.element.attributes, item.element.children) for item in more.locations] == [
        ((("lockItem", "true"),), ())
    ]


def test_what_windows_does_not_have_is_for_a_person() -> None:
    outcomes = changes(17).outcomes
    told = {(item.kind, item.name): item.code for item in outcomes if isinstance(item, Undecided)}
    assert told == {
        ("module", "HarbourNative"): "section.module-third-party",
        ("ISAPI filter", "Old rewriter"): "section.filter-third-party",
    }
    outcomes = changes(19).outcomes
    products = [item.params["section"] for item in outcomes if isinstance(item, Undecided)]
    assert products == [
        "system.webServer/proxy",
        "system.webServer/rewrite/globalRules",
        "system.webServer/rewrite/allowedServerVariables",
        "system.webServer/rewrite/rules",
    ]
    assert {item.code for item in outcomes if isinstance(item, Undecided)} == {"section.needs-product"}
    assert [item.name.split(" ")[0] for item in outcomes if isinstance(item, LeftOut)] == ["webFarms"]


def test_a_section_whose_file_is_missing_changes_nothing() -> None:
    found = changes(8)
    assert [item.path for item in found.sections] == ["system.webServer/defaultDocument"]
    told = {str(item.params["section"]): item.code for item in found.outcomes if isinstance(item, Undecided)}
    assert told == {
        "system.webServer/staticContent": "iis.config-source-missing",
        "system.webServer/httpProtocol": "iis.config-source-missing",
    }


@pytest.mark.parametrize("number", range(1, 23))
def test_every_section_has_one_fate(number: int) -> None:
    iis, _ = read(own_sample(number))
    named = [item.name for item in changes(number).outcomes if item.kind == "section"]
    lines = [f"{item.path} (line {item.element.line})" for item in iis.sections]
    assert [name.rpartition(": ")[2] for name in named] == lines
    assert len(set(named)) == len(named)


def test_steps_of_fates_are_there() -> None:
    for number in range(1, 23):
        found = changes(number)
        steps = {item.step for item in found.sections} | {item.step for item in found.locations}
        carried = {step for item in found.outcomes if isinstance(item, CarriedOver) for step in item.steps}
        assert carried - set(BASE) <= steps


def test_locks_are_opened_as_the_source_has_them() -> None:
    assert locks(changes(18), "Allow") == [
        "system.webServer/security/access",
        "system.webServer/security/authentication/windowsAuthentication",
    ]
    assert locks(changes(6), "Allow") == ["system.webServer/handlers"]
    assert locks(changes(1), "Allow") == []


def test_locks_are_closed_as_the_source_has_them() -> None:
    assert locks(changes(6), "Deny") == ["system.webServer/httpRedirect"]
    assert locks(changes(17), "Deny") == []
    assert locks(changes(18), "Deny") == []


def test_each_lock_names_the_line_that_sets_it() -> None:
    text = own_sample(6).host.splitlines()
    for item in changes(6).locks:
        [place] = item.evidence
        assert place.source.endswith("applicationHost.config")
        assert item.path.rpartition("/")[2].encode() in b"\n".join(text[place.line - 1 : place.line + 3])
        word = {"Allow": b'"Allow"', "Deny": b'allowOverride="false"'}[item.mode]
        assert word in text[place.line - 1]


def test_two_parts_of_one_section_become_one() -> None:
    """Inside and outside of ``location path=""``: entries of both, containers once."""
    found = made(
        "<system.webServer><httpErrors errorMode='Custom'><error statusCode='404' path='a'/></httpErrors>"
        "<asp codePage='1'><limits bufferingLimit='1'/></asp></system.webServer>"
        "<location path=''><system.webServer><httpErrors existingResponse='Replace'><error statusCode='500' path='b'/>"
        "</httpErrors><asp codePage='2'><limits scriptTimeout='00:01:00'/></asp></system.webServer></location>"
    )
    errors, asp = found.sections
    assert errors.element.attributes == (("errorMode", "Custom"), ("existingResponse", "Replace"))
    assert [child.get("path") for child in errors.element.children] == ["a", "b"]
    assert asp.element.attributes == (("codePage", "2"),)
    assert [child.attributes for child in asp.element.children] == [
        (("bufferingLimit", "1"), ("scriptTimeout", "00:01:00"))
    ]
    assert [len(item.evidence) for item in found.sections] == [2, 2]


def test_a_merged_section_never_clears_the_images_own_entries() -> None:
    found = made(
        "<system.webServer><modules><clear/><remove name='Session'/><add name='Own' type='Own.Module'/></modules>"
        "<handlers><clear/></handlers></system.webServer>"
    )
    assert [(item.path, [child.name for child in item.element.children]) for item in found.sections] == [
        ("system.webServer/modules", ["add"])
    ]


@pytest.mark.parametrize(
    ("attributes", "kept"),
    [
        ("userName='u' password='Planted-Plain-0!' enabled='true'", (("enabled", "true"),)),
        ("userName='IUSR' password='' enabled='true'", (("userName", "IUSR"), ("password", ""), ("enabled", "true"))),
        ("userName='IUSR'", (("userName", "IUSR"),)),
    ],
)
def test_an_account_goes_with_its_password(attributes: str, kept: tuple[tuple[str, str], ...]) -> None:
    found = made(
        "<system.webServer><security><authentication><anonymousAuthentication "
        f"{attributes}/></authentication></security></system.webServer>",
        "<sectionGroup name='security'><sectionGroup name='authentication'><section name='anonymousAuthentication'/>"
        "</sectionGroup></sectionGroup>",
    )
    assert found.sections[0].element.attributes == kept
