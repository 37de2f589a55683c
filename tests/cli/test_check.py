"""``reberth check`` says what the wizard's readiness page says, and knows what was accepted there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reberth.cli.main import main
from reberth.migration.document import Accepted, Migration, save
from reberth_resources.catalogue import codes
from tests.support.servers import write_server

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = b"""<configuration>
  <appSettings><add key="Archive" value="E:\\archive\\orders" /></appSettings>
  <connectionStrings>
    <add name="Main" connectionString="Server=sql01;Database=Shop;User ID=a;Password=hunter2-x" />
  </connectionStrings>
</configuration>"""


@pytest.fixture
def server(tmp_path: Path) -> Path:
    root = tmp_path / "server"
    root.mkdir()
    write_server(root, sites={"Shop": r"C:\shop", "Gone": r"C:\gone"})
    (root / "shop").mkdir()
    (root / "shop" / "web.config").write_bytes(CONFIG)
    return root


def test_the_report_for_people(server: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(server)]) == 0
    told = capsys.readouterr().out
    assert told.index("To be decided") < told.index("Worth knowing")
    assert r"Shop: Settings name paths that are not in the image: E:\archive\orders." in told
    assert r"seen in C:\shop\web.config, line 2" in told
    assert "Mount a volume at the same path" in told
    assert r"The folder C:\gone is not there." in told
    assert "hunter2" not in told


def test_only_what_is_chosen(server: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(server), "--site", "Gone"]) == 0
    assert "archive" not in capsys.readouterr().out


def test_json_is_what_the_wizard_exports(server: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(server), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"].startswith("reberth.readiness.")
    found = {item["code"] for item in told["remarks"] if item.get("code")}
    assert "readiness.path-not-in-image" in found
    assert found <= codes()
    assert any(item["weight"] == "passed" for item in told["remarks"])


def test_what_was_accepted_is_open_no_more(server: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(server)]) == 0
    before = capsys.readouterr().out.splitlines()[0]
    accepted = Accepted("readiness.path-not-in-image", "Shop", "Nobody reads that archive.")
    save(Migration("1", (str(server),), accepted=(accepted,)), tmp_path / "shop.reberth")
    assert main(["check", str(tmp_path / "shop.reberth")]) == 0
    told = capsys.readouterr().out
    open_before, open_after = (int(line.split(": ")[1].split()[0]) for line in (before, told.splitlines()[0]))
    assert open_after == open_before - 1
    assert "Accepted: Nobody reads that archive." in told


def test_convert_counts_the_same_findings(server: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(server), "-o", str(tmp_path / "out"), "--json"]) == 0
    of_convert = json.loads(capsys.readouterr().out)["findings"]
    assert main(["check", str(server), "--json"]) == 0
    remarks = json.loads(capsys.readouterr().out)["remarks"]
    assert {item["code"] for item in of_convert} >= {item["code"] for item in remarks if item["kind"] == "finding"}
    assert main(["convert", str(server), "-o", str(tmp_path / "two")]) == 0
    assert f"Findings: {len(of_convert)}, " in capsys.readouterr().out
