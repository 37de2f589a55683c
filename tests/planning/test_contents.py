"""Each folder is copied once, to a place of its own, without what must not travel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from reberth.model.application import ApplicationFacts
from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.model.inventory import VolumeInfo
from reberth.model.plan import CarriedOver, LeftOut, Plan, Undecided
from reberth.model.selection import Selection
from reberth.model.windows import WindowsInfo
from reberth.planning.planner import make_plan
from reberth.planning.target_paths import TargetPaths
from tests.support.inventories import VOLUMES, application, content, directory, inventory, ref, seen, site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.application import ContentFacts
    from reberth.model.iis import Site
    from reberth.model.inventory import Inventory


def roots(plan: Plan) -> list[tuple[str, str, str]]:
    """Name, source and target of each content root."""
    return [(item.name, f"{item.source.volume[4]}{item.source.path}", item.target) for item in plan.contents]


@pytest.mark.parametrize(
    ("folders", "wanted"),
    [
        ([r"C:\web", r"C:\web"], [("content/01", r"0\web", r"C:\web")]),
        ([r"C:\web", r"C:\WEB\shop", r"C:\web\shop\deep"], [("content/01", r"0\web", r"C:\web")]),
        ([r"C:\web\shop", r"C:\web"], [("content/01", r"0\web", r"C:\web")]),
        (
            [r"C:\web", r"C:\web shop", r"C:\webs"],
            [
                ("content/01", r"0\web", r"C:\web"),
                ("content/02", r"0\web shop", r"C:\web shop"),
                ("content/03", r"0\webs", r"C:\webs"),
            ],
        ),
        (
            [r"C:\a\www", r"C:\b\www", r"D:\a\www"],
            [
                ("content/01", r"0\a\www", r"C:\a\www"),
                ("content/02", r"0\b\www", r"C:\b\www"),
                ("content/03", r"1\a\www", r"C:\drives\D\a\www"),
            ],
        ),
        (["D:\\"], [("content/01", "1\\", r"C:\drives\D")]),
        (
            ["D:\\", r"D:\inner", r"E:\x"],
            [("content/01", "1\\", r"C:\drives\D"), ("content/02", r"2\x", r"C:\drives\E\x")],
        ),
        (
            [r"C:\Windows\System32\CertSrv"],
            [("content/01", r"0\Windows\System32\CertSrv", r"C:\Windows\System32\CertSrv")],
        ),
    ],
)
def test_folders_are_copied_once_to_places_of_their_own(folders: list[str], wanted: list[tuple[str, str, str]]) -> None:
    applications = [application(f"/{number or ''}", folder) for number, folder in enumerate(folders)]
    plan = make_plan(inventory(site("S", *applications)), Selection())
    assert roots(plan) == wanted
    carried = [item for item in plan.outcomes if item.kind == "content"]
    assert sorted(item.name for item in carried) == sorted(
        f"S/{number or ''}".rstrip("/") for number in range(len(folders))
    )
    paths = [item.virtual_directories[0].physical_path for item in plan.iis.sites[0].applications]
    assert all(any(path.upper().startswith(target.upper()) for _, _, target in wanted) for path in paths)


@pytest.mark.parametrize("path", ["C:\\", r"c:\windows", "C:\\Program Files\\", r"C:\Users"])
def test_windows_is_not_copied_into_windows(path: str) -> None:
    plan = make_plan(inventory(site("S", application("/", path))), Selection())
    assert plan.contents == ()
    [asked] = [item for item in plan.outcomes if item.kind == "content"]
    assert isinstance(asked, Undecided)
    assert asked.code == "plan.root-is-system"


def test_the_system_drive_may_have_another_letter() -> None:
    windows = {"system_root": r"D:\WINNT"}
    folders = ["D:\\", r"D:\WINNT\web", r"D:\sites", r"C:\sites"]
    applications = [application(f"/{number or ''}", folder) for number, folder in enumerate(folders)]
    plan = make_plan(inventory(site("S", *applications), windows=windows), Selection())
    assert [item.target for item in plan.contents] == [r"C:\drives\C\sites", r"C:\drives\D\sites", r"C:\Windows\web"]


def test_target_paths() -> None:
    target = TargetPaths(WindowsInfo("v", r"C:\Windows"))
    for path, wanted in {
        r"C:\inetpub": r"C:\inetpub",
        "c:/a/b": r"c:\a\b",
        r"d:\Sites\x" + "\\": r"C:\drives\D\Sites\x",
        "D:": r"C:\drives\D",
        r"\\server\share": r"\\server\share",
        "D:relative": "D:relative",
        "": "",
        r"%X%\a": r"%X%\a",
    }.items():
        assert target(path) == wanted


def test_a_folder_that_is_missing_is_asked_about() -> None:
    missing = directory("/gone", r"E:\gone", problem="iis.drive-not-supplied")
    plan = make_plan(inventory(site("S", application("/", r"C:\web", missing))), Selection())
    [asked] = [item for item in plan.outcomes if isinstance(item, Undecided)]
    assert (asked.kind, asked.name, asked.code) == ("content", "S/gone", "iis.drive-not-supplied")
    assert asked.params == {"path": r"E:\gone", "drive": "E:"}


def test_what_is_not_chosen_stays_behind_also_inside_what_is() -> None:
    sites = site(
        "S",
        application("/", r"C:\web"),
        application("/shop", r"C:\web\shop", directory("/pictures", r"C:\web\shop\data\pictures")),
        application("/admin", r"C:\web\admin"),
        application("/all", "C:\\web"),
    )
    plan = make_plan(inventory(sites), Selection(sites=("S/shop/pictures",)))
    [root] = plan.contents
    assert {(item.path, item.code) for item in root.exclusions} == {("\\admin", "selection.not-chosen")}
    plan = make_plan(inventory(sites), Selection(sites=("S/admin",)))
    assert {item.path for item in plan.contents[0].exclusions} == {"\\shop", "\\shop\\data\\pictures"}


def test_a_folder_reached_by_a_junction_is_copied_by_itself() -> None:
    shop = application("/shop", r"C:\web\shop")
    elsewhere = shop.virtual_directories[0]
    linked = type(elsewhere)("/", r"C:\web\shop", elsewhere.evidence, r"C:\web\shop", ref(r"D:\real"))
    plan = make_plan(
        inventory(
            site("S", application("/", r"C:\web"), type(shop)("/shop", "DefaultAppPool", shop.evidence, (linked,)))
        ),
        Selection(),
    )
    assert roots(plan) == [("content/01", r"0\web", r"C:\web"), ("content/02", r"1\real", r"C:\web\shop")]
    assert [(item.path, item.code) for item in plan.contents[0].exclusions] == [("\\shop", "plan.copied-by-itself")]


def test_drive_roots_leave_windows_own_folders() -> None:
    [root] = make_plan(inventory(site("S", application("/", "D:\\"))), Selection()).contents
    assert {item.path for item in root.exclusions} == {
        *("\\System Volume Information", "\\$RECYCLE.BIN", "\\RECYCLER", "\\pagefile.sys"),
    }


def test_counts_and_unreadable_files_come_from_the_scan() -> None:
    many = [(f"\\{number:02d}", "filesystem.file-encrypted") for number in range(25)]
    found = content(r"C:\web", unreadable=[*many, ("\\CON", "application.name-reserved")], files=7)
    plan = make_plan(inventory(site("S", application("/", r"C:\web")), contents=[found]), Selection())
    assert (plan.contents[0].files, plan.contents[0].bytes) == (7, 700)
    files = [item for item in plan.outcomes if item.kind == "file"]
    assert len(files) == 22
    assert {item.name for item in files} >= {r"C:\web\CON", r"C:\web\00", r"C:\web\19"}
    [rest] = [item for item in files if isinstance(item, Undecided) and item.code == "plan.more-files"]
    assert rest.params == {"count": 5, "folder": r"C:\web", "code": "filesystem.file-encrypted"}


def test_drive_letters_in_configuration_are_kept_alive() -> None:
    place = Evidence("file", r"C:\web\web.config", "/configuration", 3)
    facts = [
        ApplicationFacts("S", "/", drives=(("C", place), ("D", place), ("E", place))),
        ApplicationFacts("S", "/b", drives=(("D", seen("again")),)),
    ]
    sites = site("S", application("/", r"C:\web"), application("/b", r"C:\b"))
    plan = make_plan(inventory(sites, applications=facts), Selection())
    assert [(item.letter, item.target, item.evidence) for item in plan.drives] == [
        ("D", r"C:\drives\D", (place,)),
        ("E", r"C:\drives\E", (place,)),
    ]


def on_drives(one: Site, contents: Iterable[ContentFacts] = ()) -> Inventory:
    volumes = tuple(VolumeInfo(name, name[:5], "ntfs", letter) for letter, name in VOLUMES.items())
    return replace(inventory(one, contents=contents), volumes=volumes)


def test_an_excluded_folder_stays_behind_and_says_so() -> None:
    sites = site("S", application("/", r"C:\web", directory("/up", r"D:\up")), application("/shop", r"C:\web\shop"))
    choice = Selection(excluded=(r"c:/web/LOGS/", r"C:\web\logs\old", r"C:\web\shop", "disk1.partition1:\\up"))
    plan = make_plan(on_drives(sites), choice)
    assert [[(item.path, item.folder_stays) for item in root.exclusions] for root in plan.contents] == [
        [("", True)],
        [("\\LOGS", True), ("\\shop", True)],
    ]
    left = {item.name: item.code for item in plan.outcomes if item.kind == "content" and isinstance(item, LeftOut)}
    assert left == dict.fromkeys(
        ("c:/web/LOGS/", r"C:\web\shop", "disk1.partition1:\\up", "S/shop", "S/up"), "selection.excluded"
    )
    assert [item.name for item in plan.outcomes if item.kind == "content" and isinstance(item, CarriedOver)] == ["S"]


@pytest.mark.parametrize("path", [r"C:\webs", r"X:\web\logs", "web", ""])
def test_an_exclusion_that_lies_in_no_content_is_an_error(path: str) -> None:
    with pytest.raises(ReberthError) as caught:
        make_plan(on_drives(site("S", application("/", r"C:\web"))), Selection(excluded=(path,)))
    assert (caught.value.code, caught.value.params) == (
        "selection.excluded-outside",
        {"path": path, "known": r"C:\web"},
    )


def test_what_cannot_be_read_is_no_matter_where_it_is_excluded() -> None:
    damaged = content(
        r"C:\web", unreadable=[(r"\logs\a", "filesystem.file-encrypted"), (r"\b", "filesystem.file-elsewhere")]
    )
    plan = make_plan(
        on_drives(site("S", application("/", r"C:\web")), contents=[damaged]), Selection(excluded=(r"C:\web\logs",))
    )
    assert [item.name for item in plan.outcomes if item.kind == "file"] == [r"C:\web\b"]
