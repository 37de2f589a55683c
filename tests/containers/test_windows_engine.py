"""The sample on a Windows engine, in each isolation mode, by command line; processes; what such an engine refuses."""

from __future__ import annotations

import json
import lzma
from typing import TYPE_CHECKING

import pytest
from docker import APIClient
from docker.errors import APIError
from msgspec.structs import replace

from reberth.containers.engine import connect
from reberth.containers.inside import Inside
from reberth.containers.labels import RUN
from reberth.containers.probing import probe_engine
from reberth.model.engine import EngineInfo
from reberth.model.engine_requests import BuildRequest, ProcessesRequest, RemoveRequest, RunRequest
from reberth.model.errors import ReberthError
from reberth.model.events import Note, silent
from reberth.model.requests import DemoRequest
from reberth.model.trial_requests import ComposeRequest
from reberth.verbs.build import build
from reberth.verbs.compose import compose
from reberth.verbs.demo import demo
from reberth.verbs.processes import processes
from reberth.verbs.remove import remove
from reberth.verbs.run import run
from tests.cli.running import reberth
from tests.support.builds import Events, build_folder
from tests.support.compose_cli import COMPOSE
from tests.support.sample import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reberth.model.engine import Isolation
    from tests.support.engine import RealEngine
    from tests.support.facade import WindowsFacade

CLIENT = "Microsoft Windows 11 Pro Version 23H2 (OS Build 22631.2428)"


@pytest.fixture(autouse=True)
def _nothing_left(engine: RealEngine) -> Iterator[None]:
    yield
    remove(RemoveRequest(endpoint=engine.endpoint, everything=True), Events())
    assert engine.leftovers()["containers"] == []


def sleeper(windows: WindowsFacade, place: Path) -> str:
    """A small image that stays."""
    folder = build_folder(place, 'ENTRYPOINT ["sleep", "600"]')
    return build(BuildRequest(folder=str(folder), endpoint=windows.endpoint, tags=("win/sleeper:1",)), Events()).tags[0]


@pytest.mark.parametrize(
    ("asked", "client", "resolved"),
    [
        ("default", False, "process"),
        ("process", False, "process"),
        ("hyperv", False, "hyperv"),
        ("default", True, "hyperv"),
    ],
)
def test_from_a_disk_to_200_of_each_site(
    windows: WindowsFacade,
    tmp_path: Path,
    asked: str,
    client: bool,  # noqa: FBT001 - a table
    resolved: str,
) -> None:
    if client:
        windows.become(22631, CLIENT, client=True)
    disk = tmp_path / "sample.vhdx"
    disk.write_bytes(lzma.decompress(SHIPPED.read_bytes()))
    place = ("--endpoint", windows.endpoint)
    built = reberth("build", disk, *place, "--isolation", asked, "-t", "win/sample:1")
    assert built.code == 0, built.err
    ran = reberth(
        *("run", "win/sample:1", *place, "--isolation", asked, "--name", "win", "--health-interval", "0.3", "--json"),
        *("-e", "SHOP=x", "-e", "SHOP_PASSWORD=x"),
    )
    assert ran.code == 0, ran.err
    result = json.loads(ran.out)
    assert (result["isolation"], result["healthy"]) == (resolved, True)
    assert [(item["probe"]["site"], item["status"], item["title"]) for item in result["probes"]] == [
        ("Default Web Site", 200, "Default Web Site"),
        ("Default Web Site", 200, "Default Web Site"),
        ("GET-CMD", 200, "GET-CMD"),
        ("Intranet", 200, "Intranet"),
    ]
    top = reberth("top", "win", *place)
    assert top.out.startswith("Name ")
    assert f"({resolved} isolation)" in top.out
    shares = "they share its kernel" if resolved == "process" else "they run in a machine of their own"
    assert shares in top.out


@pytest.mark.parametrize("mode", ["process", "hyperv"])
def test_compose_asks_for_the_isolation(
    windows: WindowsFacade, engine: RealEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: Isolation
) -> None:
    monkeypatch.setenv("PATH", f"{COMPOSE.parent}:/usr/bin:/bin")
    for port in (80, 443, 8080):
        monkeypatch.setenv(f"REBERTH_PORT_{port}", "0")
    folder = tmp_path / "web01"
    demo(DemoRequest(str(folder)), silent)
    (folder / ".env").write_text("SHOP=x\nSHOP_PASSWORD=x\n", encoding="utf-8")
    build(BuildRequest(folder=str(folder), endpoint=windows.endpoint), Events())
    network = engine.api().create_network("nat")["Id"]
    try:
        made = compose(ComposeRequest("up", str(folder), windows.endpoint, mode), silent)
        assert [(item.name, item.state) for item in made.containers] == [("web01-web-1", "running")]
        assert list(windows.modes.values()) == [mode]
    finally:
        compose(ComposeRequest("down", str(folder), windows.endpoint), silent)
        engine.api().remove_network(network)


def test_processes_as_windows_lists_them(windows: WindowsFacade, tmp_path: Path) -> None:
    image = sleeper(windows, tmp_path / "s")
    seen = {}
    modes: tuple[Isolation, ...] = ("process", "hyperv")
    for mode in modes:
        run(RunRequest(image, windows.endpoint, mode, name=mode, wait=0.2), Events())
        seen[mode] = processes(ProcessesRequest(mode, windows.endpoint), Events())
    shared, own = seen["process"], seen["hyperv"]
    assert shared.processes.titles == ("Name", "PID", "CPU", "Private Working Set")
    assert [row[0] for row in shared.processes.rows] == ["sleep"]
    assert (shared.processes.on_host, own.processes.on_host) == (1, 0)
    assert (shared.isolation, own.isolation) == ("process", "hyperv")
    assert shared.usage.memory > 0, "privateworkingset"
    # A Windows engine would refuse arguments to top.
    assert all("ps_args" not in line for line in windows.asked)


def test_files_inside_a_hyperv_container_are_read_by_exec(windows: WindowsFacade, tmp_path: Path) -> None:
    run(RunRequest(sleeper(windows, tmp_path / "s"), windows.endpoint, "hyperv", name="own", wait=0.2), Events())
    with connect(windows.endpoint) as engine:
        assert Inside(engine.api, "own").file(r"C:\no\such.file") == b""
        assert Inside(engine.api, "own").run("echo", "hello") == b"hello\n"
    assert "GET /containers/own/archive" in windows.asked
    assert any(line.endswith("/exec") for line in windows.asked)


def test_a_taken_port_is_exchanged_there_too(windows: WindowsFacade, tmp_path: Path) -> None:
    image = sleeper(windows, tmp_path / "s")
    first = run(RunRequest(image, windows.endpoint, ports=((80, 0),), wait=0.2), Events())
    events = Events()
    port = first.ports[0][1]
    second = run(RunRequest(image, windows.endpoint, ports=((80, port),), wait=0.2), events)
    assert events.seen(Note) == [Note("trial.port-changed", {"port": port})]
    assert second.ports[0][1] != port


def test_no_address_of_the_host_is_ever_asked_for(windows: WindowsFacade, tmp_path: Path) -> None:
    """The facade refuses it, as Windows does; Reberth never asks."""
    image = sleeper(windows, tmp_path / "s")
    api = APIClient(windows.endpoint, version="1.41")
    try:
        host = api.create_host_config(port_bindings={80: ("127.0.0.1", None)})
        made = api.create_container(image, ports=[80], host_config=host, labels={RUN: "x"})
        with pytest.raises(APIError, match="does not support host IP addresses"):
            api.start(made)
    finally:
        api.close()
    assert run(RunRequest(image, windows.endpoint, ports=((80, 0),), wait=0.2), Events()).ports


def test_an_engine_says_what_it_is(windows: WindowsFacade) -> None:
    with connect(windows.endpoint) as engine:
        server = probe_engine(engine)
    windows.become(22631, CLIENT, client=True)
    with connect(windows.endpoint) as engine:
        client = probe_engine(engine)
    assert server == EngineInfo(
        windows.endpoint,
        "argument",
        server.version,
        "1.41",
        "windows",
        "Microsoft Windows Server Version 21H2 (OS Build 20348.2113)",
        20348,
        False,
        "process",
        "C:\\ProgramData\\docker",
        server.name,
    )
    assert (client.build, client.client_edition, client.isolation) == (22631, True, "hyperv")


@pytest.mark.parametrize("isolation", ["default", "process", "hyperv"])
def test_what_cannot_run_is_refused_before_anything_is_uploaded(
    windows: WindowsFacade, tmp_path: Path, isolation: Isolation
) -> None:
    windows.become(17763, "Microsoft Windows Server 2019 Standard Version 1809 (OS Build 17763.5329)")
    request = BuildRequest(folder=str(build_folder(tmp_path / "f")), endpoint=windows.endpoint, isolation=isolation)
    with pytest.raises(ReberthError) as caught:
        build(request, Events())
    assert caught.value.code == "advice.base-newer"
    assert caught.value.params["works"] == "ltsc2019 (process, hyperv), ltsc2016 (hyperv)"
    assert not {"POST /build", "POST /images/create"} & set(windows.asked)


def test_what_cannot_run_is_refused_before_it_is_started(windows: WindowsFacade, tmp_path: Path) -> None:
    image = sleeper(windows, tmp_path / "s")
    windows.become(26100, "Microsoft Windows Server 2025 Standard Version 24H2 (OS Build 26100.1742)")
    windows.image_build = 17763
    with pytest.raises(ReberthError) as caught:
        run(RunRequest(image, windows.endpoint), Events())
    assert caught.value.code == "advice.base-too-old"
    assert "POST /containers/create" not in windows.asked[-8:]
    assert run(RunRequest(image, windows.endpoint, "hyperv", wait=0.2), Events()).isolation == "hyperv"


def test_where_rule_and_documentation_differ_the_engine_decides(windows: WindowsFacade, tmp_path: Path) -> None:
    windows.become(26200, "Microsoft Windows 11 Pro Version 25H2 (OS Build 26200.1)", client=True)
    events = Events()
    folder = build_folder(tmp_path / "f")
    request = BuildRequest(folder=str(folder), endpoint=windows.endpoint, isolation="process", tags=("win/f:1",))
    build(request, events)
    assert [note.code for note in events.seen(Note)] == ["advice.base-left-behind"]


def test_where_the_image_shall_run_later_is_told_while_it_is_built(windows: WindowsFacade, tmp_path: Path) -> None:
    windows.become(26100, "Microsoft Windows Server 2025 (OS Build 26100.1)")
    folder = build_folder(tmp_path / "f")
    request = BuildRequest(folder=str(folder), endpoint=windows.endpoint, isolation="hyperv", tags=("win/f:1",))
    here, there = Events(), Events()
    build(request, here)
    build(replace(request, target="windows11-25h2"), there)
    assert here.seen(Note) == []
    assert [note.code for note in there.seen(Note)] == ["advice.runs-with-hyperv"]
    with pytest.raises(ReberthError) as caught:
        build(replace(request, target="my-pc"), Events())
    assert caught.value.code == "usage.target"
