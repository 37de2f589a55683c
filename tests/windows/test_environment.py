"""Expansion as the server would do it, without its secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.windows.environment import expand, machine_environment, system_folders
from reberth.windows.server import read_windows
from tests.support.trees import memory_volumes
from tests.windows.machines import machine

if TYPE_CHECKING:
    from tests.support.hives import Value

KNOWN = {"SYSTEMDRIVE": "C:", "PROGRAMFILES(X86)": "C:\\Program Files (x86)", "SITES": "D:\\sites"}


def values(stored: dict[str, str] | None = None, *, wow64: bool = True, root: str = "C:\\Windows") -> dict[str, str]:
    return machine_environment(stored or {}, system_folders(root, wow64=wow64), "WEB01").values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%SystemDrive%\\inetpub", "C:\\inetpub"),
        ("%systemdrive%%SITES%", "C:D:\\sites"),
        ("%ProgramFiles(x86)%\\App", "C:\\Program Files (x86)\\App"),
        ("C:\\100%", "C:\\100%"),
        ("C:\\plain", "C:\\plain"),
        ("", ""),
        ("%unknown%\\x", None),
        ("%SITES%\\%unknown%", None),
        ("%%", "%%"),
        ("%SITES%" * 5000, None),
    ],
)
def test_expand(text: str, expected: str | None) -> None:
    assert expand(text, KNOWN) == expected
    assert expand(text, tuple(KNOWN.items())) == expected


def test_names_of_windows_itself() -> None:
    assert values() == {
        "SYSTEMDRIVE": "C:",
        "SYSTEMROOT": "C:\\Windows",
        "WINDIR": "C:\\Windows",
        "PROGRAMFILES": "C:\\Program Files",
        "PROGRAMFILES(X86)": "C:\\Program Files (x86)",
        "PROGRAMW6432": "C:\\Program Files",
        "COMMONPROGRAMFILES": "C:\\Program Files\\Common Files",
        "COMMONPROGRAMFILES(X86)": "C:\\Program Files (x86)\\Common Files",
        "COMMONPROGRAMW6432": "C:\\Program Files\\Common Files",
        "PROGRAMDATA": "C:\\ProgramData",
        "ALLUSERSPROFILE": "C:\\ProgramData",
        "PUBLIC": "C:\\Users\\Public",
        "COMPUTERNAME": "WEB01",
        "TEMP": "C:\\Windows\\Temp",
        "TMP": "C:\\Windows\\Temp",
        "IIS_BIN": "C:\\Windows\\System32\\inetsrv",
        "IIS_SITES_HOME": "C:\\inetpub",
    }


def test_a_32_bit_system_has_one_program_files() -> None:
    found = values(wow64=False, root="E:\\WINNT")
    assert found["PROGRAMFILES"] == "E:\\Program Files"
    assert not {"PROGRAMFILES(X86)", "PROGRAMW6432", "COMMONPROGRAMFILES(X86)"} & found.keys()
    assert found["ALLUSERSPROFILE"] == "E:\\Documents and Settings\\All Users"


def test_variables_are_followed() -> None:
    stored = {"Site_Root": "%Base%\\sites", "base": "%DATA%", "Data": "%SystemDrive%\\data", "Mixed": "%nope%;x"}
    found = values({**stored, "temp": "%SystemRoot%\\TEMP"})
    assert found["SITE_ROOT"] == "C:\\data\\sites"
    assert found["TEMP"] == "C:\\Windows\\TEMP"
    assert found["MIXED"] == "%nope%;x"


def test_fixed_names_cannot_be_changed() -> None:
    found = values({"SystemRoot": "X:\\evil", "systemdrive": "X:"})
    assert (found["SYSTEMROOT"], found["SYSTEMDRIVE"]) == ("C:\\Windows", "C:")


def test_a_variable_that_leads_to_itself_stays() -> None:
    found = values({"Path": "%PATH%;C:\\tools", "A": "%B%1", "B": "%C%2", "C": "%A%3"})
    assert found["PATH"] == "%PATH%;C:\\tools"
    assert found["A"] == "%A%321"


@pytest.mark.parametrize("width", [2, 9])
def test_growth_is_bounded(width: int) -> None:
    found = values({f"V{n}": f"%V{n + 1}%" * width for n in range(60)} | {"V60": "x" * 1000})
    assert max(map(len, found.values())) <= 32_767


def test_a_long_chain_is_bounded() -> None:
    found = values({f"V{n}": f"%V{n + 1}%" for n in range(5000)} | {"V5000": "end"})
    assert found["V5000"] == "end"
    assert found["V0"].startswith("%V")
    assert values({f"V{n}": f"%V{n + 1}%" for n in range(10)} | {"V10": "end"})["V0"] == "end"


def environment(**stored: Value) -> dict[str, str]:
    return dict(read_windows(memory_volumes(machine(environment=stored))).environment)


def test_plain_text_is_not_expanded() -> None:
    """REG_SZ is taken as it is, REG_EXPAND_SZ is expanded; both may be referred to."""
    plain = (1, "%SystemDrive%\\data\0".encode("utf-16-le"))
    found = environment(Plain=plain, Expanded="%SystemDrive%\\data", Both="%plain%|%expanded%")
    assert found["PLAIN"] == "%SystemDrive%\\data"
    assert found["EXPANDED"] == "C:\\data"
    assert found["BOTH"] == "%SystemDrive%\\data|C:\\data"


def test_the_systems_own_folders_are_where_the_registry_says() -> None:
    where = {"ProgramFilesDir": "D:\\Programme", "ProgramFilesDir (x86)": "D:\\Programme (x86)"}
    profiles = {"ProgramData": "%SystemDrive%\\Data", "Public": "E:\\Public"}
    keys = {
        "Microsoft\\Windows\\CurrentVersion": where,
        "Microsoft\\Windows NT\\CurrentVersion\\ProfileList": profiles,
    }
    found = dict(read_windows(memory_volumes(machine(software=keys))).environment)
    assert found["PROGRAMFILES"] == "D:\\Programme"
    assert found["PROGRAMFILES(X86)"] == "D:\\Programme (x86)"
    assert (found["PROGRAMDATA"], found["ALLUSERSPROFILE"], found["PUBLIC"]) == ("C:\\Data", "C:\\Data", "E:\\Public")
    assert found["COMMONPROGRAMFILES"] == "C:\\Program Files\\Common Files"
