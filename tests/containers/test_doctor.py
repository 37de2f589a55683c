"""The doctor: what it sees of a healthy engine, of each sick one, and of none; as lines, as JSON, as exit code."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docker.context.config import get_meta_dir
from msgspec.structs import replace

from reberth.cli.main import main
from reberth.containers import doctor as doctor_module
from reberth.containers.endpoint import Endpoint, find_endpoint
from reberth.containers.host_checks import check_disk, check_host, check_hyperv
from reberth.containers.hyperv import HyperV, hyperv_here, read_hyperv
from reberth.jobs.client import Job
from reberth.jobs.table import DOCTOR
from reberth.model.engine import EngineInfo
from reberth.model.engine_requests import DoctorRequest, DoctorResult
from reberth.model.errors import ReberthError
from reberth.verbs.doctor import doctor
from reberth_resources.catalogue import message
from tests.support.builds import BASE, Events

if TYPE_CHECKING:
    from reberth.model.engine import Isolation
    from tests.support.engine import RealEngine
    from tests.support.facade import WindowsFacade

SERVER = EngineInfo(
    "npipe:////./pipe/docker_engine",
    "default",
    "27.0",
    "1.46",
    "windows",
    "Microsoft Windows Server Version 21H2 (OS Build 20348.2113)",
    20348,
    False,
    "process",
)
CLIENT = replace(
    SERVER, os_name="Microsoft Windows 10 Pro (OS Build 19045.1)", build=19045, client_edition=True, isolation="hyperv"
)


def codes(result: DoctorResult, *states: str) -> list[str]:
    """Codes of the lines in these states."""
    return [check.code for check in result.checks if check.state in states]


def test_a_healthy_windows_engine(windows: WindowsFacade) -> None:
    result = doctor(DoctorRequest(windows.endpoint, ports=(1,)), Events())
    assert (result.ready, codes(result, "bad", "warning")) == (True, [])
    assert codes(result, "good") == [
        *("doctor.endpoint", "doctor.reachable", "doctor.allowed", "doctor.api", "doctor.mode-windows", "doctor.host"),
        *("doctor.edition-server", "doctor.isolation-process", "doctor.base", "doctor.base", "doctor.port-free"),
        *("advice.runs", "advice.runs-with-hyperv", "advice.runs", "advice.runs-with-hyperv"),
    ]
    assert codes(result, "unknown") == ["doctor.hyperv-unknown", "doctor.disk-unknown"]
    assert result.engine is not None
    assert result.target is not None
    assert (result.engine.build, result.target.build, len(result.advice)) == (20348, 20348, 4)
    for check in result.checks:
        assert "{" not in "".join(message(check.code, check.params)), check


def test_the_real_engine_runs_linux_containers(engine: RealEngine) -> None:
    result = doctor(DoctorRequest(engine.endpoint, target="server2019"), Events())
    assert not result.ready
    assert codes(result, "bad") == ["doctor.mode-linux", "advice.base-newer", "advice.base-newer"]
    assert "doctor.disk" in {
        code.removesuffix("-low").removesuffix("-full") for code in codes(result, "good", "warning", "bad")
    }


def test_another_target_decides_about_the_advice(windows: WindowsFacade) -> None:
    cluster = doctor(DoctorRequest(windows.endpoint, target="aks-windows2025", ports=()), Events())
    assert cluster.ready
    assert codes(cluster, "warning") == ["advice.kubernetes-process-only"] * 2
    old = doctor(DoctorRequest(windows.endpoint, target="windows10-22h2", windows="ltsc2019", ports=()), Events())
    assert old.ready
    assert codes(old, "warning") == ["advice.windows10-hyperv-only"] * 2
    asked = doctor(
        DoctorRequest(windows.endpoint, bases=(BASE.replace("2022", "2019"),), isolation="process", ports=()), Events()
    )
    assert codes(asked, "bad") == ["advice.base-too-old"]
    named = doctor(DoctorRequest(windows.endpoint, bases=("registry.example/base:1",), ports=()), Events())
    assert codes(named, "warning") == ["doctor.base-absent"]
    assert "advice.base-unknown" in codes(named, "unknown")


def test_hosts_that_are_not_fit(windows: WindowsFacade) -> None:
    windows.become(22631, "Microsoft Windows 11 Home Version 23H2 (OS Build 22631.1)", client=True)
    home = doctor(DoctorRequest(windows.endpoint, ports=()), Events())
    assert codes(home, "bad") == ["doctor.edition-home"]
    windows.become(14393, "Microsoft Windows Server 2016 Standard (OS Build 14393.1)")
    old = doctor(DoctorRequest(windows.endpoint, windows="ltsc2016", ports=()), Events())
    assert codes(old, "warning") == ["doctor.host-old"]
    windows.become(19045, "Microsoft Windows 10 Pro Version 22H2 (OS Build 19045.1)", client=True)
    ten = doctor(DoctorRequest(windows.endpoint, windows="ltsc2022", ports=()), Events())
    assert codes(ten, "bad") == ["advice.windows10-hyperv-only", "advice.base-newer"] * 2
    assert "doctor.isolation-hyperv" in codes(ten, "good")


@pytest.mark.parametrize(
    ("info", "hyperv", "isolation", "found"),
    [
        (SERVER, HyperV(), "default", [("unknown", "doctor.hyperv-unknown")]),
        (SERVER, HyperV(True, True), "hyperv", [("good", "doctor.hyperv")]),
        (SERVER, HyperV(True, True, True, "VM1"), "default", [("good", "doctor.hyperv-nested")]),
        (SERVER, HyperV(False, True), "default", [("warning", "doctor.hyperv-missing-server")]),
        (SERVER, HyperV(False, True), "hyperv", [("bad", "doctor.hyperv-missing-server")]),
        (SERVER, HyperV(False, True, True, "VM1"), "hyperv", [("bad", "doctor.hyperv-missing-server-vm")]),
        (CLIENT, HyperV(False, True), "process", [("bad", "doctor.hyperv-missing-client")]),
        (
            CLIENT,
            HyperV(False, False, True),
            "default",
            [("warning", "doctor.containers-feature-client"), ("bad", "doctor.hyperv-missing-client-vm")],
        ),
        (
            SERVER,
            HyperV(True, False),
            "default",
            [("warning", "doctor.containers-feature-server"), ("good", "doctor.hyperv")],
        ),
        (replace(SERVER, os="linux"), HyperV(False, False), "hyperv", []),
    ],
)
def test_hyperv(info: EngineInfo, hyperv: HyperV, isolation: Isolation, found: list[tuple[str, str]]) -> None:
    assert [(check.state, check.code) for check in check_hyperv(info, hyperv, isolation)] == found


def test_the_command_that_hands_on_virtualisation_names_the_machine() -> None:
    (check,) = check_hyperv(SERVER, HyperV(False, True, True, "VM1"), "hyperv")
    action = message(check.code, check.params).action
    assert "Set-VMProcessor -VMName VM1 -ExposeVirtualizationExtensions $true" in action
    assert "Install-WindowsFeature Hyper-V" in action


def test_hyperv_is_read_from_the_registry() -> None:
    services = r"SYSTEM\CurrentControlSet\Services"
    keys = {
        (rf"{services}\vmms", "ImagePath"): "vmms.exe",
        (rf"{services}\vmcompute", "ImagePath"): "vmcompute.exe",
        (r"SOFTWARE\Microsoft\Virtual Machine\Guest\Parameters", "VirtualMachineName"): "WEB-HOST",
    }
    assert read_hyperv(lambda *key: keys.get(key)) == HyperV(True, True, True, "WEB-HOST")
    bios = {(r"HARDWARE\DESCRIPTION\System\BIOS", "SystemProductName"): "VMware Virtual Platform"}
    assert read_hyperv(lambda *key: bios.get(key)) == HyperV(False, False, True, "")
    assert read_hyperv(lambda *_: None) == HyperV(False, False, False, "")
    assert (hyperv_here() == HyperV()) == (sys.platform != "win32"), "only Windows has an answer"


def test_builds_and_editions() -> None:
    def found(**changes: object) -> list[tuple[str, str]]:
        return [(check.state, check.code) for check in check_host(replace(SERVER, **changes))]

    assert found(build=0)[0] == ("unknown", "doctor.host-unknown")
    assert found(isolation="")[2] == ("unknown", "doctor.isolation-unknown")
    assert found(client_edition=True, os_name="Microsoft Windows 11 Enterprise")[1] == ("good", "doctor.edition-client")
    assert found(os="linux") == []


@pytest.mark.parametrize(
    ("free", "state", "code"),
    [
        (-1, "unknown", "doctor.disk-unknown"),
        (7 << 30, "bad", "doctor.disk-full"),
        (19 << 30, "warning", "doctor.disk-low"),
        (20 << 30, "good", "doctor.disk"),
    ],
)
def test_room(free: int, state: str, code: str) -> None:
    check = check_disk("D:\\docker", free)
    assert (check.state, check.code) == (state, code)
    assert "D:\\docker" in message(code, check.params).sentence


def test_ports_of_containers_and_of_others(engine: RealEngine, windows: WindowsFacade) -> None:
    api = engine.api()
    host = api.create_host_config(port_bindings={80: None})
    made = api.create_container(BASE, ["60"], entrypoint=["sleep"], name="holder", ports=[80], host_config=host)
    try:
        api.start(made)
        held = int(api.inspect_container(made)["NetworkSettings"]["Ports"]["80/tcp"][0]["HostPort"])
        with socket.socket() as other:
            other.bind(("", 0))
            taken = other.getsockname()[1]
            result = doctor(DoctorRequest(windows.endpoint, ports=(held, taken)), Events())
    finally:
        api.remove_container(made, force=True)
    found = {check.params.get("port"): check for check in result.checks if check.name == "port"}
    assert (found[held].code, found[held].params["name"]) == ("doctor.port-of-container", "holder")
    assert found[taken].code == "doctor.port-taken"
    assert result.ready, "run chooses another one"


def test_an_engine_on_another_machine_hides_some_things(
    windows: WindowsFacade, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_module, "is_local", lambda _: False)
    result = doctor(DoctorRequest(windows.endpoint, ports=(80,)), Events())
    assert {"doctor.hyperv-unknown", "doctor.disk-unknown", "doctor.port-unknown"} <= set(codes(result, "unknown"))


def test_no_engine_is_a_result_and_the_target_is_advised_all_the_same(tmp_path: Path) -> None:
    nowhere = "npipe:////./pipe/reberth-none" if sys.platform == "win32" else f"unix://{tmp_path}/none.sock"
    result = doctor(DoctorRequest(nowhere, target="server2019"), Events())
    assert (result.ready, result.engine) == (False, None)
    assert codes(result, "bad") == ["engine.not-running", "advice.base-newer", "advice.base-newer"]
    assert doctor(DoctorRequest(nowhere), Events()).advice == ()


def test_slow_dropped_and_forbidden(windows: WindowsFacade, tmp_path: Path) -> None:
    request = DoctorRequest(windows.endpoint, ports=(), seconds=1)
    with windows.fault("GET", "/info", delay=3.0):
        assert codes(doctor(request, Events()), "bad") == ["engine.no-answer"]
    with windows.fault("GET", "/version", drop=True):
        assert codes(doctor(request, Events()), "bad") == ["engine.connection-lost"]
    with socket.socket(socket.AF_UNIX) as door:
        place = tmp_path / "docker.sock"
        door.bind(str(place))
        door.listen()
        place.chmod(0o600)
        for folder in (tmp_path, *tmp_path.parents[:3]):
            folder.chmod(folder.stat().st_mode | 0o055)
        os.seteuid(65534)
        try:
            result = doctor(DoctorRequest(f"unix://{place}"), Events())
        finally:
            os.seteuid(0)
    assert [(check.name, check.code) for check in result.checks if check.state == "bad"] == [
        ("allowed", "engine.no-access")
    ]


def test_an_address_comes_from_where_docker_takes_it(
    windows: WindowsFacade, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def source() -> object:
        return doctor(DoctorRequest(ports=()), Events()).checks[0].params.get("source")

    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setenv("DOCKER_HOST", windows.endpoint)
    assert source() == "DOCKER_HOST"
    monkeypatch.delenv("DOCKER_HOST")
    # Docker looks for contexts beside its config.json.
    (tmp_path / "config.json").write_text(json.dumps({"currentContext": "windows"}))
    folder = Path(get_meta_dir("windows"))
    folder.mkdir(parents=True)
    meta = {"Name": "windows", "Metadata": {}, "Endpoints": {"docker": {"Host": windows.endpoint}}}
    (folder / "meta.json").write_text(json.dumps(meta))
    assert source() == "context windows"
    monkeypatch.setenv("DOCKER_CONTEXT", "none")
    result = doctor(DoctorRequest(ports=()), Events())
    assert [(check.name, check.code) for check in result.checks] == [("endpoint", "engine.context-broken")]
    (folder / "meta.json").write_text("{")
    monkeypatch.setenv("DOCKER_CONTEXT", "windows")
    assert codes(doctor(DoctorRequest(ports=()), Events()), "bad") == ["engine.context-broken"]
    monkeypatch.setenv("DOCKER_CONTEXT", "default")
    assert source() == "default"
    monkeypatch.setenv("DOCKER_HOST", windows.endpoint)
    monkeypatch.setenv("DOCKER_TLS_VERIFY", "1")
    monkeypatch.setenv("DOCKER_CERT_PATH", str(tmp_path))
    assert codes(doctor(DoctorRequest(ports=()), Events()), "bad") == ["engine.tls"]
    assert find_endpoint("unix:///run/docker.sock") == Endpoint("unix:///run/docker.sock", "argument")


def test_the_command(windows: WindowsFacade, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["doctor", "--endpoint", windows.endpoint]
    assert main(words) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"ok  The engine's address is {windows.endpoint} (argument).\nok  It answers: version 20.")
    assert shown.endswith("Nothing stands in the way.\n")
    assert main([*words, "--target", "server2019", "--json", "-p", "1"]) == 9
    result = json.loads(capsys.readouterr().out)
    assert [item["code"] for item in result["checks"] if item["state"] == "bad"] == ["advice.base-newer"] * 2
    assert main([*words, "--target", "my-pc"]) == 2
    assert "usage.target" in capsys.readouterr().err


def test_a_worker_does_it_for_the_window(windows: WindowsFacade) -> None:
    with Job(DOCTOR, DoctorRequest(windows.endpoint, ports=())) as job:
        assert job.result().ready


def test_unknown_base_version() -> None:
    with pytest.raises(ReberthError) as caught:
        doctor(DoctorRequest(windows="ltsc2012"), Events())
    assert caught.value.code == "plan.unknown-windows"
