"""The card of a server, for each Windows that can be moved."""

from __future__ import annotations

from typing import Any

import pytest

from reberth.model.evidence import Evidence
from reberth.windows.server import read_windows
from tests.support.trees import memory_volumes
from tests.windows.machines import HOST_CONFIG, machine

NDP = "Microsoft\\NET Framework Setup\\NDP"
CURRENT = "Microsoft\\Windows NT\\CurrentVersion"
OLD_NDP = {
    f"{NDP}\\v2.0.50727": {"Install": 1},
    f"{NDP}\\v3.0\\Setup": {"InstallSuccess": 1},
    f"{NDP}\\v3.5": {"Install": 1},
}
# Options of the hives, then what the card says.
SERVERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "2008 x86": (
        {
            "version": "6.0",
            "build": 6002,
            "product": "Windows Server (R) 2008 Standard",
            "installation": "",
            "architecture": "x86",
            "service_pack": "Service Pack 2",
            "iis": "7.0",
            "release": 0,
            "software": OLD_NDP,
        },
        {
            "version": "6.0",
            "build": 6002,
            "architecture": "x86",
            "installation_type": "Server",
            "service_pack": "Service Pack 2",
            "iis_version": "7.0",
            "dotnet": ("2.0", "3.0", "3.5"),
        },
    ),
    "2003": (
        {
            "version": "5.2",
            "build": 3790,
            "product": "Microsoft Windows Server 2003 R2",
            "edition": "",
            "installation": "",
            "service_pack": "Service Pack 2",
            "architecture": "x86",
            "system_root": "C:\\WINDOWS",
            "iis": "6.0",
            "release": 0,
        },
        {
            "product_name": "Microsoft Windows Server 2003 R2",
            "version": "5.2",
            "build": 3790,
            "architecture": "x86",
            "installation_type": "Server",
            "service_pack": "Service Pack 2",
            "iis_version": "6.0",
            "system_root": "C:\\WINDOWS",
        },
    ),
    "2003 x64": (
        {"version": "5.2", "build": 3790, "installation": "", "iis": "6.0", "release": 0},
        {"version": "5.2", "architecture": "amd64", "iis_version": "6.0"},
    ),
    "2008 core": (
        {"version": "6.0", "build": 6003, "edition": "ServerDatacenterCore", "installation": "", "iis": "7.0"},
        {"edition": "ServerDatacenterCore", "installation_type": "Server Core", "iis_version": "7.0"},
    ),
    "2008 R2": (
        {
            "version": "6.1",
            "build": 7601,
            "product": "Windows Server 2008 R2 Enterprise",
            "edition": "ServerEnterprise",
            "service_pack": "Service Pack 1",
            "iis": "7.5",
            "release": 394271,
            "software": OLD_NDP,
        },
        {
            "product_name": "Windows Server 2008 R2 Enterprise",
            "edition": "ServerEnterprise",
            "version": "6.1",
            "iis_version": "7.5",
            "dotnet": ("2.0", "3.0", "3.5", "4.6.1"),
        },
    ),
    "2012 core": (
        {"version": "6.2", "build": 9200, "installation": "Server Core", "iis": "8.0", "release": 378389},
        {"version": "6.2", "build": 9200, "installation_type": "Server Core", "iis_version": "8.0", "dotnet": ("4.5",)},
    ),
    "2012 R2": (
        {"release": 379893},
        {"version": "6.3", "build": 9600, "revision": 0, "iis_version": "8.5", "dotnet": ("4.5.2",)},
    ),
    "2016": (
        {"version": "10.0", "build": 14393, "revision": 7428, "iis": "10.0", "release": 394802},
        {"version": "10.0", "build": 14393, "revision": 7428, "iis_version": "10.0", "dotnet": ("4.6.2",)},
    ),
    "2019": (
        {"version": "10.0", "build": 17763, "iis": "10.0", "release": 461814, "installation": "Server Core"},
        {"build": 17763, "installation_type": "Server Core", "dotnet": ("4.7.2",)},
    ),
    "2022": (
        {"version": "10.0", "build": 20348, "iis": "10.0", "release": 528449, "edition": "ServerDatacenter"},
        {"build": 20348, "edition": "ServerDatacenter", "dotnet": ("4.8",)},
    ),
    "2025": (
        {"version": "10.0", "build": 26100, "iis": "10.0", "release": 533325, "product": "Windows Server 2025"},
        {"build": 26100, "product_name": "Windows Server 2025", "dotnet": ("4.8.1",)},
    ),
    "10": (
        {"version": "10.0", "build": 19045, "iis": "10.0", "product": "Windows 10 Pro", "installation": "Client"},
        {"product_name": "Windows 10 Pro", "installation_type": "Client"},
    ),
    "11 on ARM": (
        {
            "version": "10.0",
            "build": 22631,
            "iis": "10.0",
            "product": "Windows 10 Pro",
            "installation": "Client",
            "architecture": "ARM64",
        },
        {"product_name": "Windows 11 Pro", "installation_type": "Client", "architecture": "arm64"},
    ),
    ".NET 4.0 on 2008 R2": (
        {"version": "6.1", "software": {f"{NDP}\\v4\\Full": {"Install": 1}}},
        {"dotnet": ("4.0",)},
    ),
    "no .NET 4": ({"release": 0}, {"dotnet": ()}),
}


@pytest.mark.parametrize("name", SERVERS)
def test_the_card(name: str) -> None:
    options, expected = SERVERS[name]
    windows = read_windows(memory_volumes(machine(**options)))
    card = {field: getattr(windows, field) for field in expected}
    if "dotnet" in card:
        card["dotnet"] = tuple(item.version for item in windows.dotnet)
    assert card == expected
    assert windows.volume == "disk0.partition1"
    assert (windows.computer_name, windows.domain) == ("WEB01", "example.test")
    assert (windows.time_zone, windows.ansi_code_page) == ("W. Europe Standard Time", 1252)


def test_every_field_says_where_it_was_read() -> None:
    windows = read_windows(memory_volumes(machine(version="10.0", build=20348, iis="10.0", service_pack="SP")))
    current = "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"
    control = "SYSTEM\\ControlSet001\\Control"
    expected = {
        "system_root": (current, "SystemRoot"),
        "product_name": (current, "ProductName"),
        "edition": (current, "EditionID"),
        "installation_type": (current, "InstallationType"),
        "version": (current, "CurrentMajorVersionNumber"),
        "build": (current, "CurrentBuildNumber"),
        "revision": (current, "UBR"),
        "service_pack": (current, "CSDVersion"),
        "architecture": (f"{control}\\Session Manager\\Environment", "PROCESSOR_ARCHITECTURE"),
        "control_set": ("SYSTEM\\Select", "Current"),
        "computer_name": (f"{control}\\ComputerName\\ComputerName", "ComputerName"),
        "domain": ("SYSTEM\\ControlSet001\\Services\\Tcpip\\Parameters", "Domain"),
        "time_zone": (f"{control}\\TimeZoneInformation", "TimeZoneKeyName"),
        "ansi_code_page": (f"{control}\\Nls\\CodePage", "ACP"),
        "environment": (f"{control}\\Session Manager\\Environment", ""),
        "iis_version": ("SOFTWARE\\Microsoft\\InetStp", "MajorVersion"),
    }
    assert windows.evidence == {field: (Evidence("registry", *place),) for field, place in expected.items()}
    assert windows.dotnet[0].evidence == (Evidence("registry", f"SOFTWARE\\{NDP}\\v4\\Full", "Release"),)


def test_framework_1_1_of_a_64_bit_windows_is_where_32_bit_programs_look() -> None:
    key = f"Wow6432Node\\{NDP}\\v1.1.4322"
    windows = read_windows(memory_volumes(machine(release=0, software={key: {"Install": 1}, **OLD_NDP})))
    assert [item.version for item in windows.dotnet] == ["1.1", "2.0", "3.0", "3.5"]
    assert windows.dotnet[0].evidence == (Evidence("registry", f"SOFTWARE\\{key}", "Install"),)
    both = {key: {"Install": 1}, f"{NDP}\\v1.1.4322": {"Install": 1}}
    windows = read_windows(memory_volumes(machine(release=0, software=both)))
    assert [item.version for item in windows.dotnet] == ["1.1"]


def test_the_current_control_set_counts() -> None:
    stale = {"ControlSet001\\Control\\ComputerName\\ComputerName": {"ComputerName": "BEFORE"}}
    windows = read_windows(memory_volumes(machine(control=3, computer="NOW", system=stale)))
    assert (windows.control_set, windows.computer_name) == ("ControlSet003", "NOW")
    assert windows.evidence["computer_name"][0].source.startswith("SYSTEM\\ControlSet003\\")


@pytest.mark.parametrize("select", [{}, {"Current": 0}, {"Current": 7}, {"Current": 0xFFFFFFFF}])
def test_without_a_sound_select_key_the_first_control_set_counts(select: dict[str, int]) -> None:
    windows = read_windows(memory_volumes(machine(control=2, system={"Select": select})))
    assert (windows.control_set, windows.computer_name) == ("ControlSet002", "WEB01")
    assert "control_set" not in windows.evidence


@pytest.mark.parametrize(("files", "architecture"), [({"\\Windows\\SysWOW64": None}, "amd64"), ({}, "x86")])
def test_architecture_without_a_word_of_it(files: dict[str, bytes | None], architecture: str) -> None:
    windows = read_windows(memory_volumes(machine(files, architecture="", system_root="E:\\Windows")))
    assert windows.architecture == architecture
    assert windows.evidence["architecture"] == (Evidence("file", "E:\\Windows\\SysWOW64"),)


@pytest.mark.parametrize(
    ("version", "iis"), [("6.0", "7.0"), ("6.1", "7.5"), ("6.2", "8.0"), ("6.3", "8.5"), ("10.0", "10.0")]
)
def test_iis_by_its_configuration_when_the_registry_is_silent(version: str, iis: str) -> None:
    windows = read_windows(memory_volumes(machine({HOST_CONFIG: b"<x/>"}, version=version, iis="")))
    assert windows.iis_version == iis
    assert windows.evidence["iis_version"] == (Evidence("file", "C:" + HOST_CONFIG),)


@pytest.mark.parametrize(("file", "iis"), [("MetaBase.xml", "6.0"), ("MetaBase.bin", "5.0")])
def test_iis_by_its_metabase_when_the_registry_is_silent(file: str, iis: str) -> None:
    path = f"\\Windows\\System32\\inetsrv\\{file}"
    windows = read_windows(memory_volumes(machine({path: b"<x/>"}, version="5.2", iis="")))
    assert windows.iis_version == iis
    assert windows.evidence["iis_version"] == (Evidence("file", f"C:{path}"),)


def test_windows_without_iis() -> None:
    windows = read_windows(memory_volumes(machine(iis="")))
    assert (windows.iis_version, windows.features) == ("", ())


def test_an_old_time_zone_and_a_nameless_build() -> None:
    keys: dict[str, Any] = {
        "system": {"ControlSet001\\Control\\TimeZoneInformation": {"StandardName": "Tokyo Standard Time"}},
        "software": {CURRENT: {"CurrentBuild": "6001", "CurrentVersion": "6.0", "ProductName": "Windows Server"}},
    }
    windows = read_windows(memory_volumes(machine(**keys)))
    assert (windows.time_zone, windows.build, windows.system_root) == ("Tokyo Standard Time", 6001, "C:\\Windows")


@pytest.mark.parametrize(("number", "expected"), [("9" * 5000, 0), ("²", 0), ("9600 ", 9600)])
def test_numbers_that_are_none_do_not_end_the_scan(number: str, expected: int) -> None:
    control = "ControlSet001\\Control\\Nls\\CodePage"
    keys: dict[str, Any] = {
        "installation": "Client",
        "system": {"Select": {"Current": (4, b"\1\0\0\0" + b"\xff" * 5000)}, control: {"ACP": number}},
        "software": {"Microsoft\\InetStp": {"MajorVersion": (4, b"\x0a\0\0\0" + b"\xff" * 5000)}},
    }
    windows = read_windows(memory_volumes(machine(build=number, **keys)))
    assert (windows.build, windows.ansi_code_page) == (expected, expected)
    assert (windows.control_set, windows.iis_version) == ("ControlSet001", "10.0")


@pytest.mark.parametrize("root", ["%SystemDrive%\\Windows", "1:\\Windows", "\\\\server\\Windows", "C:Windows"])
def test_a_system_folder_without_a_drive_is_on_drive_c(root: str) -> None:
    assert read_windows(memory_volumes(machine(system_root=root))).system_root == "C:\\Windows"
