"""What makes the findings a report: many places in one line, the chosen part only, each thing once."""

from __future__ import annotations

from msgspec.structs import replace

from reberth.model.application import ContentFacts, DataSource, Dispensable
from reberth.model.extras import CarriedFile, Extras
from reberth.model.finding import Finding
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.readiness.chosen import Chosen
from reberth.readiness.leading_out import paths_outside
from reberth.readiness.report import all_findings
from tests.readiness.looking import CONFIG, TODAY, facts, noticed, noting, said, shop
from tests.support.inventories import application, binding, content, grant, ref, secret, section, seen, site

WINDOWS = "system.webServer/security/authentication/windowsAuthentication"
TREE = site(
    "Shop",
    application("/", r"D:\shop"),
    application("/a", r"D:\a"),
    application("/a/b", r"D:\b"),
    bindings=["http *:80:"],
)


def about(code: str, findings: tuple[Finding, ...]) -> list[tuple[str, object]]:
    """Subject and names of the findings of one code."""
    return [(item.subject, item.params["names"]) for item in findings if item.code == f"readiness.{code}"]


def test_equal_places_of_a_site_are_one_finding() -> None:
    found = said(shop(TREE, sections=[section(WINDOWS, "Shop", enabled="true")]))
    assert about("windows-authentication", found) == [("Shop", "Shop, Shop/a, Shop/a/b")]
    one = said(shop(TREE, sections=[section(WINDOWS, "Shop/a/b", enabled="true")]))
    assert about("windows-authentication", one) == [("Shop/a/b", "Shop/a/b")]


def test_many_sites_are_one_finding_with_a_count() -> None:
    sites = [
        site(f"S{number}", application("/", rf"D:\{number}"), bindings=[f"http *:{80 + number}:"])
        for number in range(30)
    ]
    sections = [section(WINDOWS, enabled="true")]
    found = [item for item in said(shop(*sites, sections=sections)) if item.code == "readiness.windows-authentication"]
    assert [(item.subject, item.params["count"]) for item in found] == [("", 30)]
    assert str(found[0].params["names"]).endswith("(+10)")
    few = [item for item in said(shop(*sites[:10], sections=sections)) if item.code == found[0].code]
    assert len(few) == 10


def test_a_folder_in_an_application_counts_for_the_application() -> None:
    found = said(shop(TREE, sections=[section(WINDOWS, "shop/A/secret/deep", enabled="true")]))
    assert about("windows-authentication", found) == [("Shop/a", "Shop/a")]
    # In an application that was not chosen it counts for nobody, least of all for the one above.
    made = shop(TREE, sections=[section(WINDOWS, "Shop/a/b/deep", enabled="true")])
    assert about("windows-authentication", said(made, Selection(sites=("Shop/a",)))) == []


def test_the_nearest_level_decides_and_a_web_config_after_it() -> None:
    on_then_off = [section(WINDOWS, enabled="true"), section(WINDOWS, "Shop/a", enabled="false")]
    assert about("windows-authentication", said(shop(TREE, sections=on_then_off))) == [("Shop", "Shop")]
    place = "/configuration/system.webServer/security/authentication/windowsAuthentication"
    inside = "/configuration/location/system.webServer/security/authentication/windowsAuthentication"
    for location, wanted in ((place, []), (inside, [("Shop", "Shop")])):
        off = noticed("scheme-off", "windowsAuthentication", location)
        made = shop(sections=on_then_off[:1], applications=[facts(off)])
        assert about("windows-authentication", said(made)) == wanted


def test_only_what_was_chosen_is_spoken_of() -> None:
    other = site("Other", application("/", r"D:\other"), bindings=["http *:81:"])
    shared = facts(noticed("mail", "localhost"), name="Other")
    made = shop(TREE, other, applications=[shared])
    assert about("mail-here", said(made)) == [("Other", "localhost")]
    assert about("mail-here", said(made, Selection(sites=("Shop",)))) == []


def test_a_child_keeps_sessions_and_keys_as_the_application_above_does() -> None:
    key = replace(secret(CONFIG, "key", "machine-key"), section="system.web/machineKey")
    above = facts(noticed("sessions", "sqlserver"), secrets=(key,))
    child = replace(facts(path="/a", authentication=("forms",)), web_configs=())
    assert about("sessions-by-default", said(shop(TREE, applications=[above, child]))) == []
    assert about("machine-key", said(shop(TREE, applications=[above, child]))) == []
    alone = said(shop(TREE, applications=[child]))
    assert about("sessions-by-default", alone) == about("machine-key", alone) == [("Shop/a", "Shop/a")]


def test_a_site_that_never_had_https_is_used_to_tls_in_front() -> None:
    plain = site("Plain", application("/", r"D:\plain"), bindings=["http *:81:"])
    https = site("Shop", application("/", r"D:\shop"), bindings=["http *:80:", "https *:443:"])
    items = [facts(noticed("https-redirect", "from http"), name=name) for name in ("Shop", "Plain")]
    found = said(shop(https, plain, applications=items), Selection(tls_in_front=True))
    assert about("https-redirect", found) == [("Shop", "Shop")]


def test_settings_of_the_server_refuse_too() -> None:
    https = site("Shop", application("/", r"D:\shop"), bindings=["http *:80:", "https *:443:"])
    sections = [section("system.webServer/security/access", "Shop", sslFlags="Ssl, Ssl128")]
    found = said(shop(https, sections=sections), Selection(tls_in_front=True))
    assert about("tls-required", found) == [("Shop", "Shop")]


def test_what_redirects_everybody_runs_in_circles_only_in_the_site_beside_the_one_with_https() -> None:
    redirect = section("system.webServer/httpRedirect", enabled="true", destination="https://shop.example")
    always = [facts(noticed("https-redirect", "always"), name=name) for name in ("Shop", "Door", "Plain")]
    both = site("Shop", application("/", r"D:\shop"), bindings=["http *:80:", "https *:443:shop.example"])
    door = site("Door", application("/", r"D:\door"), bindings=["http *:80:Shop.example"])
    plain = site("Plain", application("/", r"D:\plain"), bindings=["http *:81:plain.example"])
    for more in ({"sections": [redirect]}, {"applications": always}):
        found = said(shop(both, door, plain, **more), Selection(tls_in_front=True))
        assert about("https-redirect", found) == [("Door", "Door")]
    assert about("https-redirect", said(shop(both, door, sections=[redirect]))) == []


def test_the_redirection_of_a_site_of_iis_10_knows_no_proxy() -> None:
    for enabled, wanted in (("true", [("Shop", "Shop")]), ("false", [])):
        hsts = {"hsts__enabled": enabled, "hsts__redirectHttpToHttps": "true"}
        both = site("Shop", application("/", r"D:\shop"), bindings=["http *:80:", "https *:443:"], **hsts)
        assert about("https-redirect", said(shop(both), Selection(tls_in_front=True))) == wanted
        assert about("https-redirect", said(shop(both))) == []


def test_a_scheme_of_a_web_config_reaches_the_applications_below() -> None:
    place = "/configuration/system.webServer/security/authentication/windowsAuthentication"
    off = noticed("scheme-off", "windowsAuthentication", place)
    on = noticed("scheme-on", "windowsAuthentication", place)
    everywhere = [section(WINDOWS, enabled="true")]
    assert about("windows-authentication", said(shop(TREE, sections=everywhere, applications=[facts(off)]))) == []
    nearer = [*everywhere, section(WINDOWS, "Shop/a/b", enabled="true")]
    found = said(shop(TREE, sections=nearer, applications=[facts(off)]))
    assert about("windows-authentication", found) == [("Shop/a/b", "Shop/a/b")]
    found = said(shop(TREE, applications=[facts(on)]))
    assert about("windows-authentication", found) == [("Shop", "Shop, Shop/a, Shop/a/b")]


def test_certificates_are_counted_as_the_start_script_looks_for_them() -> None:
    def names(*flags_and_bindings: tuple[int, str]) -> list[tuple[str, object]]:
        bindings = [binding(text, flags) for flags, text in flags_and_bindings]
        return about("several-certificates", said(shop(site("Shop", application("/", r"D:\shop"), bindings=bindings))))

    assert names((1, "https *:443:a.example"), (1, "https *:443:b.example")) == [("", "a.example.pfx, b.example.pfx")]
    # Without SNI, as before IIS 8, all names of a port share one certificate.
    assert names((0, "https *:443:a.example"), (0, "https *:443:b.example")) == []
    wild = names((1, "https *:443:*.a.example"), (1, "https *:443:b.example"))
    assert wild == [("", "default.pfx, b.example.pfx")]


def test_an_address_that_a_merged_binding_lost_is_told_by_the_plan_alone() -> None:
    two = site("Shop", application("/", r"D:\shop"), bindings=["http 10.0.0.5:80:", "http 10.0.0.6:80:"])
    assert about("address-dropped", said(shop(two))) == [("Shop", "http 10.0.0.5:80:")]


def test_paths_below_and_above_content_are_there() -> None:
    inside = [r"D:\SHOP\pictures", "D:\\", r"C:\Windows\Temp", r"D:\shop"]
    outside = [r"D:\shopping", r"E:\shop", r"C:\Temp"]
    items = [noticed("path", path) for path in inside + outside]
    assert about("path-not-in-image", said(shop(applications=[facts(*items)]))) == [("Shop", ", ".join(outside))]


def test_a_path_of_a_file_that_an_artifact_brought_is_there() -> None:
    made = noting(noticed("path", r"E:\data\shop.mdb"), noticed("path", r"E:\data"))
    plan = make_plan(made, Selection())
    file = CarriedFile("file:x", "artifacts/x.mdb", ref(r"E:\data\shop.mdb"), r"C:\drives\E\data\shop.mdb")
    for files, wanted in (((), r"E:\data\shop.mdb, E:\data"), ((file,), r"E:\data")):
        told = tuple(paths_outside(Chosen(made, replace(plan, extras=Extras(files=files)), TODAY)))
        assert about("path-not-in-image", told) == [("Shop", wanted)]


def test_the_report_names_no_value_of_a_connection() -> None:
    source = DataSource("Main", seen("x"), "", "sql01", "Shop", integrated=True)
    found = said(shop(applications=[facts(sources=(source,))]))
    assert about("integrated-security", found) == [("Shop", "Main")]
    assert "sql01" not in str([item.params for item in found])


def test_without_a_plan_the_scan_alone_speaks() -> None:
    told = (
        Finding("iis.site-twice", "action", "Shop", {"site": "Shop"}),
        Finding("artifact.too-many", "info", "", {"kind": "Fonts"}),
    )
    made = replace(shop(), findings=told)
    assert all_findings(made, None, Selection(), TODAY) == told[:1]
    assert all_findings(made, None, Selection(artifacts=("Fonts",)), TODAY) == told
    # The planner tells what is wrong with these words.
    assert all_findings(made, None, Selection(artifacts=("Nonsense",)), TODAY) == told


def test_folders_that_a_site_may_write_to_by_accident_are_not_told() -> None:
    everyone, pools = "S-1-1-0", "S-1-5-32-568"
    for sid, folder, wanted in (
        (everyone, r"D:\shop", []),
        (everyone, r"D:\shop\data", [("Shop", r"C:\drives\D\shop\data")]),
        (pools, r"D:\shop", [("Shop", r"C:\drives\D\shop")]),
        (pools, r"D:\shop\bin", []),
    ):
        assert about("written-folders", said(shop(contents=[content(r"D:\shop", grant(folder, sid))]))) == wanted
    uploads = replace(
        content(r"D:\shop"), dispensable=(Dispensable(r"\Uploads", "uploads"), Dispensable(r"\logs", "logs"))
    )
    assert about("written-folders", said(shop(contents=[uploads]))) == [("Shop", r"C:\drives\D\shop\Uploads")]
    assert about("written-folders", said(shop(contents=[uploads]), Selection(excluded=(r"D:\shop\Uploads",)))) == []
    both = replace(uploads, grants=(grant(r"D:\shop", pools),))
    assert about("written-folders", said(shop(contents=[both]))) == [("Shop", r"C:\drives\D\shop")]


def test_a_folder_of_data_is_told_by_its_place_in_the_image() -> None:
    made = shop(applications=[facts(noticed("data-folder", r"D:\shop\App_Data"))])
    assert about("written-folders", said(made)) == [("Shop", r"C:\drives\D\shop\App_Data")]
    assert about("written-folders", said(made, Selection(excluded=(r"D:\shop\App_Data",)))) == []


def test_a_second_content_root_is_weighed_once() -> None:
    inner = site(
        "Shop", application("/", r"D:\shop"), application("/big", r"D:\shop\big"), bindings=[binding("http *:80:")]
    )
    contents = [ContentFacts(ref(r"D:\shop"), 9, 5 << 30), ContentFacts(ref(r"D:\shop\big"), 5, 4 << 30)]
    found = [item for item in said(shop(inner, contents=contents)) if item.code == "readiness.content-large"]
    assert len(found) == 1
