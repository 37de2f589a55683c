"""ISAPI extensions, CGI programs and PHP: in the image, or told."""

from __future__ import annotations

from reberth.model.iis import ConfigElement, ConfigSection
from reberth.model.plan import CarriedOver, Undecided
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from tests.support.inventories import HOST, application, inventory, site

SITE = site("Shop", application("/", r"D:\shop"))


def handlers(location: str, *programs: str) -> ConfigSection:
    entries = tuple(
        ConfigElement("add", (("name", f"h{number}"), ("path", "*.x"), ("scriptProcessor", program)), line=number)
        for number, program in enumerate(programs, start=5)
    )
    return ConfigSection(
        "system.webServer/handlers", location, ConfigElement("handlers", children=entries, line=4), HOST
    )


def fates(*sections: ConfigSection) -> dict[str, CarriedOver | Undecided]:
    plan = make_plan(inventory(SITE, sections=sections), Selection())
    return {
        item.name: item
        for item in plan.outcomes
        if item.kind == "script processor" and isinstance(item, (CarriedOver, Undecided))
    }


def test_a_program_in_a_folder_of_the_site_is_copied_with_it() -> None:
    found = fates(handlers("Shop", r"D:\shop\bin\calc.exe"))
    assert found[r"C:\drives\D\shop\bin\calc.exe"] == CarriedOver(
        "script processor",
        r"C:\drives\D\shop\bin\calc.exe",
        ("content:01",),
        found[r"C:\drives\D\shop\bin\calc.exe"].evidence,
    )


def test_a_program_elsewhere_is_asked_about_once() -> None:
    element = ConfigElement("application", (("fullPath", r"C:\PHP\php-cgi.exe"),), line=9)
    fast = ConfigSection("system.webServer/fastCgi", "", ConfigElement("fastCgi", children=(element,), line=8), HOST)
    found = fates(handlers("", r"C:\php\php-cgi.exe|-c C:\php\php.ini", "C:/tools/old.dll"), fast)
    assert sorted(found) == [r"C:\php\php-cgi.exe", r"C:\tools\old.dll"]
    asked = found[r"C:\php\php-cgi.exe"]
    assert isinstance(asked, Undecided)
    assert (asked.code, asked.params) == ("plan.program-missing", {"file": r"C:\php\php-cgi.exe", "name": "h5"})
    assert asked.evidence[0].source == HOST


def test_programs_of_windows_are_there_anyway() -> None:
    windows = (r"%windir%\system32\inetsrv\asp.dll", r"%SystemRoot%\x.dll", r"C:\Windows\System32\inetsrv\asp.dll")
    assert fates(handlers("Shop", *windows)) == {}


def test_an_error_page_outside_of_the_sites_is_told() -> None:
    def error(**attributes: str) -> ConfigElement:
        return ConfigElement("error", tuple(attributes.items()))

    pages = (
        error(statusCode="404", path=r"D:\shop\err\404.htm", responseMode="File"),
        error(statusCode="500", path=r"D:\pages\500.htm", responseMode="File"),
        error(statusCode="403", path="/login.asp", responseMode="ExecuteURL"),
        error(statusCode="401", prefixLanguageFilePath=r"%SystemDrive%\inetpub\custerr", path="401.htm"),
    )
    section = ConfigSection("system.webServer/httpErrors", "Shop", ConfigElement("httpErrors", children=pages), HOST)
    plan = make_plan(inventory(SITE, sections=[section]), Selection())
    told = [(item.name, getattr(item, "code", "")) for item in plan.outcomes if item.kind == "error page"]
    assert told == [(r"C:\drives\D\pages\500.htm", "plan.error-page-missing")]
