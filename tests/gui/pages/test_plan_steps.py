"""From a line to its evidence, and from a site to its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.migration.edited import edited_files, text_of
from reberth.migration.edits import make_edit
from reberth.model.evidence import Evidence
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.render import render
from reberth_gui.pages.dockerfile.base_box import advice_for
from reberth_gui.pages.dockerfile.context_rows import context_rows
from reberth_gui.pages.dockerfile.steps import evidence_rows, lines_of, own_lines, site_steps, step_title
from tests.gui.pages.playing import web01

if TYPE_CHECKING:
    from reberth.model.rendered import RenderedFile

PLAN = make_plan(web01(), Selection())
FILES = render(PLAN)


def file_of(path: str) -> RenderedFile:
    return next(file for file in FILES if file.path == path)


def texts(file: RenderedFile, lines: list[int]) -> list[str]:
    return [file.lines[number - 1].text for number in lines]


def test_lines_of_a_site() -> None:
    file = file_of("Dockerfile")
    shop = texts(file, lines_of(file, site_steps(PLAN, "Shop")))
    other = texts(file, lines_of(file, site_steps(PLAN, "Default Web Site")))
    assert 'COPY ["content/03/", "C:/shop/"]' in shop
    assert not [line for line in shop if "wwwroot" in line or "images" in line]
    assert len([line for line in other if line.startswith('COPY ["content/')]) == 2
    assert [line for line in shop if line.startswith("EXPOSE")]
    assert site_steps(PLAN, "Nowhere") == frozenset()
    sheet = file_of("setup/iis.xslt")
    assert any('name="Shop"' in line for line in texts(sheet, lines_of(sheet, site_steps(PLAN, "Shop"))))


def test_every_step_of_every_line_has_a_title() -> None:
    steps = {step for file in FILES for line in file.lines for step in line.steps}
    assert len(steps) > 6
    for step in steps:
        title = step_title(step, PLAN)
        assert title
        assert title != step
    assert step_title("content:03", PLAN) == r"Content of C:\shop"
    assert step_title("strange", PLAN) == "strange"


def test_evidence_names_its_place_once_and_the_step_only_at_the_first() -> None:
    places = (Evidence("file", "a.config", "sites", 1), Evidence("file", "web.config", "system.web", 7))
    shop = replace(PLAN.contents[2], evidence=(*places, places[0]))
    rows = list(evidence_rows((shop.step, "edit:Dockerfile"), replace(PLAN, contents=(*PLAN.contents[:2], shop))))
    assert [row.cells for row in rows] == [
        (r"Content of C:\shop", "a.config:1", "sites"),
        ("", "web.config:7", "system.web"),
        ("Written by you", "Your choice", "Dockerfile"),
    ]


def test_a_site_has_its_bindings_applications_and_directories() -> None:
    assert {step.partition(":")[0] for step in site_steps(PLAN, "Default Web Site")} >= {
        "site",
        "binding",
        "application",
        "directory",
        "pool",
        "port",
        "content",
    }
    assert not {step for step in site_steps(PLAN, "Shop") if "Default Web Site" in step}


def test_own_lines() -> None:
    text = text_of(file_of("Dockerfile"))
    edit = make_edit("Dockerfile", text, text.replace("WORKDIR", "ENV A=1\nWORKDIR"))
    assert edit is not None
    file = next(item for item in edited_files(FILES, [edit]).files if item.path == "Dockerfile")
    assert texts(file, own_lines(file)) == ["ENV A=1"]


def test_advice_for_both_kinds_of_isolation() -> None:
    old, new = advice_for("mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2019", "server2022")
    assert (old.runs, new.runs) == (False, True)
    assert advice_for("x", "") == ()
    assert advice_for("x", "no such machine") == ()


def test_the_build_folder_as_rows() -> None:
    rows = context_rows(PLAN, FILES)
    paths = [row.cells[0] for row in rows]
    assert paths.index("Dockerfile") < paths.index("content/01/") < paths.index("setup/iis.xslt")
    content = rows[paths.index("content/03/")]
    assert content.cells[1:] == ("3", "300 bytes", r"Copied to C:\shop")
    excluded = make_plan(web01(), Selection(excluded=(r"C:\shop\logs",)))
    shown = [row.cells[0].strip() for row in context_rows(excluded, render(excluded))]
    assert r"\logs" in shown
