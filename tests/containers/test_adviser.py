"""Which base image runs where: Microsoft's table row by row, containerd's rule build by build."""

from __future__ import annotations

import pytest

from reberth.containers.adviser import advise, advise_all, resolved, shares_kernel, works_on
from reberth.containers.targets import TARGETS, find_target, target_of
from reberth.containers.windows_builds import BASES, build_of_reference, build_of_version
from reberth.model.engine import Advice, EngineInfo, Isolation, Target
from reberth.model.errors import ReberthError
from reberth_resources.catalogue import message

SERVER = "mcr.microsoft.com/windows/servercore/iis:windowsservercore-"
# Microsoft's table (version-compatibility.md): P process, H Hyper-V; by base image from ltsc2016 to ltsc2025.
TABLE = {
    "server2016": ("PH", "-", "-", "-"),
    "server2019": ("H", "PH", "-", "-"),
    "server2022": ("H", "H", "PH", "-"),
    "server2025": ("H", "H", "PH", "PH"),
    "windows10-1809": ("H", "H", "-", "-"),
    "windows10-21h2": ("H", "H", "-", "-"),
    "windows10-22h2": ("H", "H", "-", "-"),
    "windows11-21h2": ("H", "H", "PH", "-"),
    "windows11-22h2": ("H", "H", "PH", "-"),
    "windows11-23h2": ("H", "H", "PH", "-"),
    "windows11-24h2": ("H", "H", "PH", "PH"),
    # Not in the table, by the rule alone:
    "server23h2": ("H", "H", "PH", "-"),
    "windows11-25h2": ("H", "H", "H", "PH"),
    "aks-windows2022": ("-", "-", "P", "-"),
    "aks-windows2025": ("-", "-", "P", "P"),
    "kubernetes-server2019": ("-", "P", "-", "-"),
    "kubernetes-server2022": ("-", "-", "P", "-"),
    "kubernetes-server2025": ("-", "-", "P", "P"),
}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_every_row_of_the_table(target: Target) -> None:
    answers = []
    for windows in BASES:
        modes = advise_all([SERVER + windows], target)
        answers.append("".join(letter for letter, item in zip("PH", modes, strict=True) if item.runs) or "-")
    assert tuple(answers) == TABLE[target.name]


def test_the_table_knows_every_target() -> None:
    assert {target.name for target in TARGETS} == set(TABLE)


@pytest.mark.parametrize(
    ("host", "image", "runs"),
    [
        (14393, 14393, True),
        (17763, 14393, False),
        (17763, 17763, True),
        (19045, 19041, False),
        (19045, 20348, False),
        (20348, 17763, False),
        (20348, 20347, False),
        (20348, 20348, True),
        (20348, 26100, False),
        (22000, 20348, True),
        (22000, 22000, True),
        (22631, 20347, False),
        (25398, 20348, True),
        (26099, 20348, True),
        (26100, 20347, False),
        (26100, 20348, True),
        (26100, 26100, True),
        (26101, 20348, False),
        (26200, 20348, False),
        (26200, 26100, True),
        (26200, 26200, True),
        (26200, 26201, False),
    ],
)
def test_the_rule_of_process_isolation(host: int, image: int, runs: bool) -> None:  # noqa: FBT001 - a table
    assert shares_kernel(host, image) is runs


@pytest.mark.parametrize(
    ("target", "isolation", "windows", "runs", "code"),
    [
        ("server2022", "default", "ltsc2022", True, "advice.runs"),
        ("server2022", "default", "ltsc2019", False, "advice.base-too-old"),
        ("server2022", "hyperv", "ltsc2019", True, "advice.runs-with-hyperv"),
        ("server2022", "hyperv", "ltsc2025", False, "advice.base-newer"),
        ("server2019", "process", "ltsc2016", False, "advice.build-differs"),
        ("server2016", "process", "ltsc2016", True, "advice.runs-same-revision"),
        ("windows10-1809", "process", "ltsc2019", False, "advice.windows10-hyperv-only"),
        ("windows10-22h2", "default", "ltsc2019", True, "advice.runs-with-hyperv"),
        ("windows11-24h2", "default", "ltsc2019", True, "advice.runs-with-hyperv"),
        ("windows11-25h2", "process", "ltsc2022", False, "advice.base-left-behind"),
        ("windows11-25h2", "process", "ltsc2019", False, "advice.base-too-old"),
        ("aks-windows2022", "hyperv", "ltsc2022", False, "advice.kubernetes-process-only"),
    ],
)
def test_the_reason_is_told(target: str, isolation: Isolation, windows: str, runs: bool, code: str) -> None:  # noqa: FBT001 - a table
    found = advise(SERVER + windows, isolation, find_target(target))
    assert (found.runs, found.code, found.isolation) == (runs, code, isolation)
    words = message(found.code, found.params)
    assert "{" not in "".join(words), "every place is filled"
    assert ("works" in found.params) is not runs


def test_what_works_is_named_newest_first() -> None:
    assert works_on(find_target("server2025")) == (
        "ltsc2025 (process, hyperv), ltsc2022 (process, hyperv), ltsc2019 (hyperv), ltsc2016 (hyperv)"
    )
    assert works_on(find_target("kubernetes-server2022")) == "ltsc2022 (process)"
    assert works_on(Target("old", 9600)) == "-"


def test_hyperv_known_to_be_there_or_not() -> None:
    base = SERVER + "ltsc2019"
    assert advise(base, "hyperv", Target("here", 20348, hyperv=True)).code == "advice.runs"
    none = advise(base, "hyperv", Target("here", 20348, hyperv=False))
    assert (none.runs, none.code, none.params["works"]) == (False, "advice.no-hyperv", "ltsc2022 (process)")


def test_what_cannot_be_said_is_said_so() -> None:
    unknown = advise("registry.example:5000/base", "process", find_target("server2022"))
    assert (unknown.runs, unknown.code) == (None, "advice.base-unknown")
    assert advise(SERVER + "ltsc2022", "process", Target("?", 0)) == Advice(
        SERVER + "ltsc2022",
        "process",
        None,
        "advice.target-unknown",
        {
            "base": SERVER + "ltsc2022",
            "isolation": "process",
            "target": "?",
            "image_build": 20348,
            "host_build": 0,
            "works": "-",
        },
    )
    known = advise("registry.example:5000/base", "process", find_target("server2022"), build=20348)
    assert known.code == "advice.runs"


def test_the_engines_own_default_isolation_counts() -> None:
    info = EngineInfo("npipe:", "default", os="windows", os_name="Windows Server 2022", build=20348, isolation="hyperv")
    target = target_of(info)
    assert resolved("default", target) == "hyperv"
    assert advise(SERVER + "ltsc2019", "default", target).runs
    assert resolved("process", target) == "process"
    assert resolved("default", Target("x", 22000, client=True)) == "hyperv"


@pytest.mark.parametrize(
    ("reference", "build"),
    [
        ("mcr.microsoft.com/dotnet/framework/aspnet:4.8.1-windowsservercore-ltsc2022", 20348),
        ("mcr.microsoft.com/dotnet/framework/aspnet:4.8-20251014-windowsservercore-ltsc2019", 17763),
        ("mcr.microsoft.com/windows/servercore:10.0.26100.1742-amd64", 26100),
        ("mcr.microsoft.com/windows/servercore:ltsc2016", 14393),
        ("mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-1809", 17763),
        ("registry.example:5000/mirror/aspnet:4.8-WindowsServerCore-LTSC2022@sha256:00", 20348),
        ("registry.example:5000/ltsc2022", 0),
        ("base:latest", 0),
        ("", 0),
    ],
)
def test_builds_are_read_from_tags(reference: str, build: int) -> None:
    assert build_of_reference(reference) == build


def test_builds_are_read_from_versions() -> None:
    assert build_of_version("10.0.20348.2113") == build_of_version("10.0.20348") == 20348
    assert build_of_version("5.10.0-28-amd64") == 0


def test_targets_by_name_and_by_build() -> None:
    assert find_target(" Server2022 ").build == 20348
    assert find_target("windows11-26220") == Target("windows11-26220", 26220, client=True)
    assert find_target("kubernetes-20348") == Target("kubernetes-20348", 20348, hyperv=False, kubernetes=True)
    for name in ("", "server", "windows95", "server-123456"):
        with pytest.raises(ReberthError) as caught:
            find_target(name)
        assert caught.value.code == "usage.target"
        assert "server2025" in str(caught.value.params["known"])
