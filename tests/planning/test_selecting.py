"""Selectors name sites, applications and virtual directories as IIS does; what they do not name is left out."""

from __future__ import annotations

import pytest

from reberth.model.errors import ExitCode, ReberthError
from reberth.planning.selecting import choose
from tests.support.inventories import application, directory, site

SITES = (
    site(
        "Default Web Site",
        application("/", r"C:\web", directory("/images", r"C:\images"), directory("/Media/Big", r"D:\big")),
        application("/Shop", r"C:\shop", directory("/files", r"D:\files")),
        application("/shop/admin", r"C:\admin"),
    ),
    site("Intranet", application("/", r"C:\intranet"), bindings=("http *:81:",)),
    site("a/b", application("/", r"C:\ab"), application("/c", r"C:\abc"), bindings=("http *:82:",)),
    site("a", application("/", r"C:\a"), bindings=("https *:443:",)),
    site("Old FTP", application("/", r"C:\ftp"), bindings=("ftp *:21:",)),
)
ROOT, IMAGES, BIG = ":/", ":/images", ":/Media/Big"
D = "Default Web Site"
CASES = [
    (
        [],
        [
            f"{D}:/",
            f"{D}:/images",
            f"{D}:/Media/Big",
            f"{D}/Shop:/",
            f"{D}/Shop:/files",
            f"{D}/shop/admin:/",
            "Intranet:/",
            "a/b:/",
            "a/b/c:/",
            "a:/",
        ],
    ),
    (
        ["default WEB site"],
        [f"{D}:/", f"{D}:/images", f"{D}:/Media/Big", f"{D}/Shop:/", f"{D}/Shop:/files", f"{D}/shop/admin:/"],
    ),
    ([f"/{D}/SHOP/"], [f"{D}:/", f"{D}/Shop:/", f"{D}/Shop:/files"]),
    ([f"{D}/shop/admin"], [f"{D}:/", f"{D}/shop/admin:/"]),
    ([f"{D}/images"], [f"{D}:/", f"{D}:/images"]),
    ([f"{D}/media/big"], [f"{D}:/", f"{D}:/Media/Big"]),
    ([f"{D}/Shop/Files"], [f"{D}:/", f"{D}/Shop:/", f"{D}/Shop:/files"]),
    (["Intranet", f"{D}/images", "Intranet"], [f"{D}:/", f"{D}:/images", "Intranet:/"]),
    (["a/b"], ["a/b:/", "a/b/c:/"]),
    (["a/b/c"], ["a/b:/", "a/b/c:/"]),
    (["A"], ["a:/"]),
]


@pytest.mark.parametrize(("wanted", "kept"), CASES, ids=lambda value: ",".join(value)[:40] or "all")
def test_what_a_selector_takes(wanted: list[str], kept: list[str]) -> None:
    chosen = choose(SITES, wanted)
    names = [
        f"{item.name}{inner.path.rstrip('/')}:{place.path}"
        for item in chosen.sites
        for inner in item.applications
        for place in inner.virtual_directories
    ]
    assert names == kept
    left = [item.name for item in chosen.outcomes if item.kind == "virtual directory"]
    everything = {
        f"{item.name}{inner.path.rstrip('/')}:{place.path}"
        for item in SITES
        for inner in item.applications
        for place in inner.virtual_directories
    }
    assert sorted([*names, *left]) == sorted(everything)


def test_reasons_differ() -> None:
    fates = {
        (item.kind, item.name): item.code for item in choose(SITES, ["Intranet"]).outcomes if hasattr(item, "code")
    }
    assert fates[("site", "Old FTP")] == "plan.site-without-web-binding"
    assert fates[("binding", "Old FTP ftp *:21:")] == "plan.site-without-web-binding"
    assert fates[("site", D)] == "selection.not-chosen"
    assert fates[("application", f"{D}/Shop")] == "selection.not-chosen"
    assert fates[("virtual directory", f"{D}/Shop:/files")] == "selection.not-chosen"
    assert fates[("binding", f"{D} http *:80:")] == "selection.not-chosen"


@pytest.mark.parametrize(
    ("wanted", "close"),
    [
        ("Default Web Sit", "Default Web Site"),
        ("default web site/shpo", f"{D}/Shop"),
        ("intranett", "Intranet"),
        ("Nothing Like It At All", "-"),
        ("", "-"),
        ("/", "-"),
    ],
)
def test_an_unknown_name_is_told_what_it_may_have_meant(wanted: str, close: str) -> None:
    with pytest.raises(ReberthError) as caught:
        choose(SITES, ["Intranet", wanted])
    assert caught.value.code == "selection.no-such-site"
    assert caught.value.exit_code is ExitCode.SELECTION
    assert caught.value.params["wanted"] == wanted
    assert str(caught.value.params["close"]).split(", ")[0] == close
    assert caught.value.params["known"] == "Default Web Site, Intranet, a/b, a, Old FTP"


@pytest.mark.parametrize(("sites", "wanted"), [((), []), (SITES[-1:], []), (SITES, ["Old FTP"])])
def test_nothing_to_convert_is_an_error(sites: tuple[object, ...], wanted: list[str]) -> None:
    with pytest.raises(ReberthError, match=r"selection\.nothing"):
        choose(sites, wanted)  # type: ignore[arg-type]


def test_a_message_names_some_of_many() -> None:
    sites = [site(f"S{number:03d}", application("/", r"C:\s")) for number in range(500)]
    with pytest.raises(ReberthError) as caught:
        choose(sites, ["none"])
    known = str(caught.value.params["known"])
    assert known.startswith("S000, S001, ")
    assert known.endswith("S019, ... (+480)")
