"""The embedded sample: what is shipped is what its script makes, and the whole command line works on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reberth_resources.sample_disk import sample_disk
from tests.cli.running import reberth
from tests.support.sample import build
from tests.verbs.servers import seen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_disk(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def built(disk: Path) -> Path:
    """The sample's build folder."""
    folder = disk.parent / "out"
    assert reberth("convert", disk, "-o", folder).code == 0
    return folder


def test_the_shipped_disk_is_what_its_script_makes(built: Path, tmp_path: Path) -> None:
    """File systems number their volumes at random; what comes out of the disk must be the same to the byte."""
    again = build(tmp_path / "again.vhdx")
    assert reberth("convert", again, "-o", tmp_path / "out").code == 0
    assert seen(tmp_path / "out") == seen(built)


def test_demo_shows_the_dockerfile(built: Path, tmp_path: Path) -> None:
    ran = reberth("demo", "-o", tmp_path / "out")
    assert ran.code == 0
    for line in (tmp_path / "out" / "Dockerfile").read_text(encoding="utf-8").splitlines():
        assert line in ran.out
    assert seen(tmp_path / "out") == seen(built)


def test_sites(disk: Path) -> None:
    told = json.loads(reberth("sites", disk, "--json").out)
    names = [site["name"] for site in told["sites"]] if isinstance(told, dict) else [site["name"] for site in told]
    assert {"Default Web Site", "GET-CMD"} < set(names)
    shown = reberth("sites", disk).out
    assert all(name in shown for name in names)


def test_scan_tells_the_server(disk: Path) -> None:
    inventory = json.loads(reberth("scan", disk, "--json").out)
    assert inventory["windows"]["computer_name"] == "WEB01"
    assert inventory["windows"]["build"] == 9600
    shown = reberth("scan", disk).out
    assert "WEB01" in shown
    assert "Windows Server 2012 R2" in shown


@pytest.mark.parametrize("drive", ["C:", "c:", "disk0.partition1:"])
def test_ls_and_cat(disk: Path, drive: str) -> None:
    listed = reberth("ls", disk, f"{drive}\\inetpub\\WWWROOT")
    assert [line.split("\\")[-1] for line in listed.out.splitlines()] == ["default.aspx", "index.html", "site.css"]
    recursive = json.loads(reberth("ls", disk, f"{drive}\\apps", "-r", "--json").out)
    assert {entry["path"].lower() for entry in recursive} >= {"\\apps\\shop\\web.config", "\\apps\\shop\\bin\\shop.dll"}
    assert reberth("cat", disk, f"{drive}\\apps\\shop\\App_Data\\orders.xml").out == "<orders/>\n"
    gone = reberth("cat", disk, f"{drive}\\apps\\shop\\nothing.txt")
    assert (gone.code, gone.err.splitlines()[-1]) == (3, "[filesystem.no-such-path]")


def test_each_dockerfile_line_can_be_explained(built: Path) -> None:
    """Instructions name the hive key or configuration line that they come from."""
    ran = reberth("explain", built)
    copies = [number for number, line in enumerate(ran.out.splitlines()) if 'COPY ["content/' in line]
    assert len(copies) == 5
    for number in copies:
        assert "applicationHost.config:" in ran.out.splitlines()[number + 1]
    one = reberth("explain", built, "Dockerfile:6")
    assert one.out.splitlines()[0].strip().startswith("6")
    assert reberth("explain", built, "nothing.txt").code == 7


def test_the_disk_is_not_changed(disk: Path) -> None:
    before = (disk.stat().st_mtime_ns, disk.stat().st_size, disk.read_bytes())
    for command in (
        ("scan", disk),
        ("sites", disk),
        ("ls", disk, "C:\\"),
        ("cat", disk, "C:\\media\\images\\harbour.svg"),
    ):
        assert reberth(*command).code == 0
    assert (disk.stat().st_mtime_ns, disk.stat().st_size, disk.read_bytes()) == before
