"""A line of any generated file is explained, also of those that are not UTF-8, and counted as evidence counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.model.extras import Extras, RegistrySetting
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.render import render
from reberth.verbs.explain import ExplainRequest, explain
from tests.support.inventories import application, inventory, site

if TYPE_CHECKING:
    from pathlib import Path

PLACE = Evidence("registry", "SOFTWARE", "Corp")


@pytest.fixture
def folder(tmp_path: Path) -> str:
    plan = make_plan(inventory(site("a\u2028b\x85c", application("/", r"C:\web"))), Selection())
    value = RegistrySetting("registry:1", r"HKEY_LOCAL_MACHINE\SOFTWARE\Corp", "Ü", "sz", "日本", (PLACE,))
    for file in render(replace(plan, extras=Extras(settings=(value,)))):
        (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file.path).write_bytes(file.encode())
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "binary").write_bytes(b"\xff\x00\x01")
    return str(tmp_path)


def test_registry_values(folder: str) -> None:
    lines = explain(ExplainRequest(folder, "setup/registry.reg"))
    assert [line.text for line in lines] == [
        *("Windows Registry Editor Version 5.00", "", r"[HKEY_LOCAL_MACHINE\SOFTWARE\Corp]", '"Ü"="日本"')
    ]
    assert lines[-1].evidence == (PLACE,)


def test_odd_separators_are_no_lines(folder: str) -> None:
    lines = explain(ExplainRequest(folder, "setup/iis.xslt"))
    [named] = [line for line in lines if line.text.strip().startswith("<site ")]
    assert [place.location for place in named.evidence] == ["site a\u2028b\x85c"]
    assert [place.location for place in lines[named.line].evidence][1:] == [r"application / C:\web"]


def test_what_is_no_text_of_ours_is_refused(folder: str) -> None:
    with pytest.raises(ReberthError) as caught:
        explain(ExplainRequest(folder, "content/binary"))
    assert caught.value.code == "output.no-such-file"
