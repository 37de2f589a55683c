"""compose.yaml, read by PyYAML and by the real docker-compose."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from msgspec.structs import replace

from reberth.model.application import ApplicationFacts, DataSource
from reberth.model.evidence import Evidence
from reberth.model.extras import Extras, OwnService
from reberth.model.plan import LeftOut, Undecided
from reberth.model.selection import Selection
from reberth.model.windows import SqlServer
from reberth.planning.planner import make_plan
from reberth.rendering.compose import render_compose
from reberth.rendering.evidence_file import step_evidence
from reberth.rendering.naming import image_tag, project_name
from reberth.rendering.render import render
from tests.support.compose_cli import configuration
from tests.support.inventories import application, inventory, pool, secret, site

if TYPE_CHECKING:
    from reberth.model.inventory import Inventory
    from reberth.model.plan import Plan

GOLDENS = sorted((Path(__file__).resolve().parents[1] / "goldens").glob("*/compose.yaml"))
CONFIG = r"C:\apps\shop\web.config"
BINDINGS = ("http *:80:", "http *:8080:shop.example", "https *:443:", "net.tcp 808:*")


def server(*sources: DataSource, instances: tuple[SqlServer, ...] = (), secrets: bool = False) -> Inventory:
    facts = ApplicationFacts(
        "Shop", "/", data_sources=sources, secrets=(secret(CONFIG, "Main"),) if secrets else (), web_configs=()
    )
    found = inventory(
        site("Shop", application("/", r"C:\apps\shop"), bindings=BINDINGS),
        pools=(pool("DefaultAppPool"),),
        applications=(facts,),
    )
    return replace(found, windows=replace(found.windows, sql_servers=instances, domain="corp.example"))


def source(text: str, name: str = "Main", line: int = 4) -> DataSource:
    return DataSource(name, Evidence("file", CONFIG, f"add[@name='{name}']", line), "", text, "Shop")


def planned(found: Inventory) -> Plan:
    return make_plan(found, Selection())


def written(plan: Plan, folder: Path) -> Path:
    (folder / "compose.yaml").write_bytes(render_compose(plan).encode())
    (folder / ".env").write_text("MAIN=Server=x;Password=a$b'c\"d #e ${f\n", encoding="utf-8")
    return folder


def test_every_port_of_every_binding_and_the_isolation_can_be_set(tmp_path: Path) -> None:
    folder = written(planned(server()), tmp_path)
    web = configuration(folder)["services"]["web"]
    assert {(item["target"], item["published"]) for item in web["ports"]} == {
        (80, "80"),
        (443, "443"),
        (808, "808"),
        (8080, "8080"),
    }
    assert not any("host_ip" in item for item in web["ports"])
    assert (web["isolation"], web["image"], web["pull_policy"]) == ("default", "web01-web", "never")
    web = configuration(folder, REBERTH_ISOLATION="hyperv", REBERTH_PORT_80="8081")["services"]["web"]
    assert web["isolation"] == "hyperv"
    assert (80, "8081") in {(item["target"], item["published"]) for item in web["ports"]}


def test_the_network_is_the_one_that_windows_has(tmp_path: Path) -> None:
    found = configuration(written(planned(server()), tmp_path))
    assert found["networks"] == {"default": {"name": "nat", "ipam": {}, "external": True}}
    assert found["name"] == "web01"


def test_the_health_check_is_the_image_s_own(tmp_path: Path) -> None:
    plan = planned(server())
    check = configuration(written(plan, tmp_path))["services"]["web"]["healthcheck"]
    assert check == {
        "test": ["CMD", "cmd", "/S", "/C", r"C:\reberth\setup\health.cmd"],
        "interval": "30s",
        "timeout": "20s",
        "start_period": "1m30s",
        "retries": 3,
    }
    [dockerfile] = [item for item in render(plan) if item.path == "Dockerfile"]
    text = dockerfile.encode().decode()
    assert "--interval=30s --timeout=20s --start-period=90s --retries=3" in text
    assert r'CMD ["cmd", "/S", "/C", "C:\\reberth\\setup\\health.cmd"]' in text


def test_values_reach_the_container_as_they_stand_in_the_env_file(tmp_path: Path) -> None:
    plan = planned(server(secrets=True))
    assert plan.secrets
    web = configuration(written(plan, tmp_path))["services"]["web"]
    # In the output of config a dollar sign is written twice.
    assert web["environment"] == {"MAIN": "Server=x;Password=a$$b'c\"d #e $${f"}


def test_without_secrets_no_env_file_is_asked_for(tmp_path: Path) -> None:
    folder = written(planned(server()), tmp_path)
    (folder / ".env").unlink()
    assert "environment" not in configuration(folder)["services"]["web"]


@pytest.mark.parametrize(
    "name",
    [
        *(".", "(local)", "localhost", r".\SQLEXPRESS", "tcp:127.0.0.1,1433", "WEB01", r"web01\SHOP,1444"),
        *(
            "web01.corp.example",
            r"(LocalDB)\v11.0",
            r"\\.\pipe\sql\query",
            "::1",
            "localhost:3306",
            r"np:\\web01\pipe\x",
        ),
    ],
)
def test_a_connection_to_the_server_itself_is_undecided_and_gets_a_proposal(name: str) -> None:
    plan = planned(server(source(name)))
    [asked] = [item for item in plan.outcomes if item.kind == "database"]
    assert isinstance(asked, Undecided)
    assert asked.code == "plan.database-here"
    assert asked.params["server"] == name
    [line] = [item for item in render_compose(plan).lines if "connection Main" in item.text]
    assert step_evidence(plan)[line.steps[0]] == (source(name).evidence,)


@pytest.mark.parametrize("name", ["DB01", r"SQL01\WEB01", "web010", "10.0.0.5,1433", "web01.other.example", ""])
def test_a_connection_to_another_server_stays_as_it_is(name: str) -> None:
    plan = planned(server(source(name)))
    assert plan.databases == ()
    assert "db:" not in render_compose(plan).encode().decode()


def test_an_instance_on_the_disks_is_left_out_and_gets_a_proposal() -> None:
    place = Evidence("registry", r"SOFTWARE\Microsoft\Microsoft SQL Server\Instance Names\SQL", "SQLEXPRESS")
    plan = planned(server(instances=(SqlServer("SQLEXPRESS", "12.0.2000.8", (place,)),)))
    [left] = [item for item in plan.outcomes if item.kind == "database server"]
    assert isinstance(left, LeftOut)
    assert (left.name, left.code, left.params["version"]) == ("SQLEXPRESS", "plan.sql-server", "12.0.2000.8")
    assert "instance SQLEXPRESS (SOFTWARE" in render_compose(plan).encode().decode()


def uncommented(text: str) -> str:
    """The file after a person has taken the signs off the proposals."""
    head, found, rest = text.partition("  # db:\n")
    proposal, _, tail = rest.partition("networks:\n")
    service = (found + proposal).replace("  # ", "  ")
    head = re.sub(r"(?m)^    # (volumes:|  )", r"    \1", head)
    return f"{head}{service}networks:\n{tail}"


def test_the_proposals_are_valid_once_their_signs_are_gone(tmp_path: Path) -> None:
    plan = planned(server(source(r".\SQLEXPRESS")))
    folder = written(plan, tmp_path)
    assert list(configuration(folder)["services"]) == ["web"]
    text = (folder / "compose.yaml").read_text(encoding="utf-8")
    (folder / "compose.yaml").write_text(uncommented(text), encoding="utf-8")
    (folder / "db.env").write_text("sa_password=x$y\n", encoding="utf-8")
    services = configuration(folder)["services"]
    assert services["db"]["environment"] == {"ACCEPT_EULA": "Y", "sa_password": "x$$y"}
    assert [item["target"] for item in services["db"]["volumes"]] == [r"C:\data"]
    assert [item["target"] for item in services["web"]["volumes"]] == [r"C:\run\certificates"]


@pytest.mark.parametrize("name", ["ÄÖ", "a: b #c", '"\n  evil: yes', "-x-", "$HOME", "日本", "WEB-01", "${x}"])
def test_no_name_of_the_disk_becomes_part_of_the_file(name: str, tmp_path: Path) -> None:
    plan = replace(planned(server(source(".", name=name))), server=name)
    folder = written(plan, tmp_path)
    found: dict[str, Any] = yaml.safe_load((folder / "compose.yaml").read_text(encoding="utf-8"))
    assert list(found) == ["name", "services", "networks"]
    assert list(found["services"]) == ["web"]
    checked = configuration(folder)
    assert checked["name"] == project_name(name)
    assert checked["services"]["web"]["image"] == image_tag(name)


def test_each_line_that_says_something_of_the_server_has_evidence() -> None:
    plan = planned(server(source("."), secrets=True))
    known = step_evidence(plan)
    lines = render_compose(plan).lines
    assert {step for line in lines for step in line.steps} <= known.keys()
    bare = [line.text.strip() for line in lines if not line.steps and not line.text.lstrip().startswith("#")]
    assert bare == ['name: "web01"', "services:", "networks:", "default:", "name: nat", "external: true"]


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda path: path.parent.name)
def test_compose_accepts_every_golden(golden: Path, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_bytes(golden.read_bytes())
    (tmp_path / ".env").write_text("A=b\n", encoding="utf-8")
    web = configuration(tmp_path)["services"]["web"]
    assert web["isolation"] == "default"
    dockerfile = (golden.parent / "Dockerfile").read_text(encoding="utf-8")
    exposed = [line.split()[1:] for line in dockerfile.splitlines() if line.startswith("EXPOSE")]
    assert [str(item["target"]) for item in web.get("ports", [])] == (exposed[0] if exposed else [])


def test_there_are_goldens() -> None:
    assert len(GOLDENS) >= 4


def test_no_two_services_want_the_same_port_of_the_host() -> None:
    plan = make_plan(
        inventory(site("S", application("/", r"C:\s"), bindings=("http *:80:", "http *:8080:", "https *:443:"))),
        Selection(),
    )
    ports = (("80", "443"), ("80", "53", "53/udp"), ("60000", "80"))
    services = tuple(OwnService(f"s:{n}", f"s{n}", "S", "x", ports=every) for n, every in enumerate(ports))
    found = yaml.safe_load(render_compose(replace(plan, extras=Extras(services=services))).encode())["services"]
    assert [found[f"s{n}"]["ports"] for n in range(3)] == [
        ["8081:80", "8443:443"],
        ["8082:80", "53:53", "53:53/udp"],
        ["60000:60000", "8083:80"],
    ]
