"""What is generated for artifacts is accepted by who reads it: the builder, compose, PowerShell, an XML parser."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec
import pytest
from lxml import etree
from msgspec.structs import replace

from reberth.containers.checking import check_dockerfile, check_sources
from reberth.containers.dockerfile import read_dockerfile
from reberth.model.extras import HostEntry, OwnService, SetupAction
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.render import render
from tests.artifacts.offline import offline, planned
from tests.support.compose_cli import configuration
from tests.support.inventories import application, inventory, site
from tests.support.powershell import code_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.artifacts.conftest import Built

NASTY = "a\"b' $x `t %PATH% <&>\n日本"
COMMANDS = {
    *("New-Object", "Write-Output", "Start-Process", "Set-ItemProperty", "Start-Service", "Get-Service", "Start-Sleep"),
    *("Get-FileHash",),
}


def test_every_dockerfile_is_read_by_the_builder_and_finds_its_files(built: Built) -> None:
    found = sorted(built.folder.rglob("Dockerfile"))
    assert len(found) == {"everything": 3, "roles": 3, "by-name": 1}[built.name]
    for path in found:
        instructions = read_dockerfile(path.read_bytes())
        check_dockerfile(instructions)
        names = [item.relative_to(path.parent).as_posix() for item in path.parent.rglob("*")]
        check_sources(instructions, names)


def test_compose_takes_the_file(built: Built) -> None:
    services = configuration(built.folder)["services"]
    own = {"apache2-4", "dns"} if built.name != "by-name" else set()
    assert set(services) == {"web"} | own
    if built.name == "everything":
        assert sorted(services["web"]["extra_hosts"]) == ["db01.example.test=10.0.0.9", "db01=10.0.0.9"]
        assert [item["protocol"] for item in services["dns"]["ports"]] == ["tcp", "udp"]


def test_a_port_that_the_sites_use_already_is_published_elsewhere(tmp_path: Path) -> None:
    plan = make_plan(inventory(site("S", application("/", r"C:\web"))), Selection())
    service = OwnService("x", "other", "image", "Other", ports=("80", "443"), command=("x.exe",))
    text = next(
        item
        for item in render(replace(plan, extras=replace(plan.extras, services=(service,))))
        if item.path == "compose.yaml"
    ).encode()
    (tmp_path / "compose.yaml").write_bytes(text)
    ports = configuration(tmp_path)["services"]["other"]["ports"]
    assert [(item["published"], item["target"]) for item in ports] == [("8080", 80), ("443", 443)]


@pytest.mark.parametrize("name", ["artifacts.ps1", "watch.ps1", "add-ons.ps1"])
def test_scripts_close_what_they_open_and_know_no_name_of_a_server(name: str) -> None:
    script = (files("reberth_resources") / "scripts" / name).read_text(encoding="utf-8")
    assert script.isascii()
    code = code_of(script)
    assert set(re.findall(r"\b[A-Z][a-z]+-[A-Z]\w+", code)) <= COMMANDS
    assert "$ErrorActionPreference = ''" in code
    assert not re.search(r"&&|\|\||\?\?|Invoke-Expression|\biex\b", code)


def test_names_of_a_server_are_data(tmp_path: Path) -> None:
    plan = planned(offline(tmp_path), "Shares")
    action = SetupAction("queue:x", "queue", (("name", NASTY), ("journal", "true")))
    hosts = (HostEntry("h", "10.0.0.1", "db"),)
    files_made = {
        item.path: item for item in render(replace(plan, extras=replace(plan.extras, actions=(action,), hosts=hosts)))
    }
    data = etree.fromstring(files_made["setup/artifacts.xml"].encode())
    assert [dict(item.attrib) for item in data] == [{"name": NASTY, "journal": "true"}]
    assert "--add-host db:10.0.0.1" in files_made["README.md"].encode().decode()


def test_every_action_that_is_planned_is_done_by_the_script(built: Built) -> None:
    script = (files("reberth_resources") / "scripts" / "artifacts.ps1").read_text(encoding="utf-8")
    for action in built.result.plan.extras.actions:
        assert f"/artifacts/{action.action}'" in script
        asked = {name for name, _ in action.attributes if not name.startswith("a-")}
        assert {name for name in asked if f"GetAttribute('{name}')" not in script} == set()


def test_without_sites_there_is_nothing_of_iis(built: Built) -> None:
    names = {path.name for path in (built.folder / "setup").iterdir()}
    if built.name == "roles":
        assert not names & {"iis.xslt", "configure.ps1", "start.ps1", "start.xml", "health.cmd"}
        assert "watch.ps1" in names
        text = (built.folder / "Dockerfile").read_text(encoding="utf-8")
        assert "FROM mcr.microsoft.com/windows/servercore:ltsc2019" in text
        assert "IIS" not in text
    else:
        assert {"iis.xslt", "configure.ps1", "start.ps1"} <= names


def test_every_step_has_evidence(built: Built) -> None:
    extras = built.result.plan.extras
    told = msgspec.json.decode((built.folder / "evidence.json").read_bytes())["steps"]
    steps = [item.step for group in (extras.actions, extras.settings, extras.files, extras.services) for item in group]
    assert [step for step in steps if not told.get(step)] == []
