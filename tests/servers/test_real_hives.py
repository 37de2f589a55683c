"""A Windows 7 that really ran, where the corpus is there, and self-made hives: equal to a count by a second library.

The counts are made from what hivex reads, by rules written here once more; nothing of the product takes part.
"""

from __future__ import annotations

import lzma
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from reberth.artifacts.discovering import discover
from reberth.model.events import silent
from reberth.windows.server import read_windows
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.hives import read_with_hivex, server_hives
from tests.support.trees import MemoryTree, memory_volumes
from tests.windows.machines import CONFIG

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.windows import WindowsInfo

Rows = dict[tuple[str, ...], dict[str, tuple[int, bytes]]]
_UNINSTALL = ("Microsoft", "Windows", "CurrentVersion", "Uninstall")
_CBS = ("Microsoft", "Windows", "CurrentVersion", "Component Based Servicing")
_OC_MANAGER = ("Microsoft", "Windows", "CurrentVersion", "Setup", "Oc Manager", "Subcomponents")
_VERSION = ("Microsoft", "Windows NT", "CurrentVersion")
_INSTALLED = {0x70, 0x80}
_KINDS = ("AllWindowsFeatures", "AddRemovePrograms", "Services")


class Read(NamedTuple):
    """What we read, and what hivex reads of the same files."""

    windows: WindowsInfo
    records: tuple[ArtifactRecord, ...]
    software: Rows
    system: Rows


def _real(folder: Path) -> None:
    for name in ("SOFTWARE", "SYSTEM"):
        packed = CORPUS / "hives" / f"dfwinreg-20190329__test_data__{name}.xz"
        (folder / name).write_bytes(lzma.decompress(packed.read_bytes()))


def _made(folder: Path) -> None:
    """The same places, filled by hand."""
    package = "\\".join((*_CBS, "Packages"))
    uninstall = "\\".join(_UNINSTALL)
    services = r"ControlSet001\Services"
    software: dict[str, dict[str, Any]] = {
        f"{package}\\IIS~1": {"CurrentState": 0x70},
        f"{package}\\IIS~1\\Updates": {"IIS-ASP": 1, "IIS-CGI": 0xFF, "IIS-WebServer": 1},
        f"{package}\\Old~1": {"CurrentState": 0x50},
        f"{package}\\Old~1\\Updates": {"IIS-FTPServer": 1},
        f"{package}\\None~1": {"CurrentState": 0x70},
        f"{uninstall}\\Named": {"DisplayName": "Report Engine", "DisplayVersion": "1"},
        f"{uninstall}\\Hidden": {"DisplayName": "Part", "SystemComponent": 1},
        f"{uninstall}\\Nameless": {"DisplayVersion": "1"},
        f"{uninstall}\\Update": {"DisplayName": "Fix 1", "ParentKeyName": "Named"},
        f"Wow6432Node\\{uninstall}\\Old": {"DisplayName": "Old Viewer"},
    }
    system: dict[str, dict[str, Any]] = {
        f"{services}\\Worker": {"ImagePath": r"C:\worker\worker.exe -q", "Start": 2, "Type": 0x10},
        f"{services}\\Shared": {"ImagePath": r"%SystemRoot%\system32\svchost.exe -k x", "Start": 3, "Type": 0x20},
        f"{services}\\Driver": {"ImagePath": r"\SystemRoot\drivers\x.sys", "Start": 1, "Type": 1},
        f"{services}\\Settings": {"Start": 3},
    }
    card = {"version": "6.1", "build": 7601, "product": "Windows Server 2008 R2 Standard", "iis": "7.5", "features": ()}
    server_hives(folder, software=software, system=system, **card)


@pytest.fixture(
    scope="module",
    params=[pytest.param(_real, id="windows-7", marks=needs_corpus), pytest.param(_made, id="self-made")],
)
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder = tmp_path_factory.mktemp("hives")
    request.param(folder)
    files: dict[str, bytes | None] = {
        f"{CONFIG}\\{name}": (folder / name).read_bytes() for name in ("SYSTEM", "SOFTWARE")
    }
    volumes = memory_volumes(MemoryTree("a", files))
    windows = read_windows(volumes)
    records = discover(volumes, windows, _KINDS, silent).records
    paths = ["\\".join(item) for item in (_UNINSTALL, (*_CBS, "Packages"), _OC_MANAGER)]
    software = read_with_hivex(folder / "SOFTWARE", *paths, f"Wow6432Node\\{paths[0]}", "\\".join(_VERSION))
    system = read_with_hivex(folder / "SYSTEM", "Select", r"ControlSet001\Services")
    return Read(windows, records, software, system)


def _text(row: dict[str, tuple[int, bytes]], name: str) -> str:
    kind, data = row.get(name, (1, b""))
    return data.decode("utf-16-le").rstrip("\0") if kind in {1, 2} else ""


def _number(row: dict[str, tuple[int, bytes]], name: str) -> int | None:
    return int.from_bytes(row[name][1], "little") if name in row else None


def _same(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return [part.lower() for part in key] == [part.lower() for part in other]


def _below(rows: Rows, *path: str) -> dict[str, dict[str, tuple[int, bytes]]]:
    wanted = tuple(part.lower() for part in path)
    return {
        key[-1]: row
        for key, row in rows.items()
        if len(key) == len(path) + 1 and tuple(part.lower() for part in key[:-1]) == wanted
    }


def test_product_and_build(read: Read) -> None:
    row = read.software[_VERSION]
    assert read.windows.product_name == _text(row, "ProductName") != ""
    assert str(read.windows.build) == _text(row, "CurrentBuildNumber") == "7601"
    assert read.windows.service_pack == _text(row, "CSDVersion")


def test_features(read: Read) -> None:
    expected = {
        feature
        for key, row in read.software.items()
        if key[:4] == _CBS and key[4:5] == ("Packages",) and key[-1] == "Updates"
        and _number(read.software[key[:-1]], "CurrentState") in _INSTALLED
        for feature in row
        if _number(row, feature) == 1
    }  # fmt: skip
    assert {item.name for item in read.windows.features} == expected
    assert len(expected) >= 2
    # The list of Windows Server 2003 still has an entry on later ones; those are shown under their old names.
    listed = next((row for key, row in read.software.items() if _same(key, _OC_MANAGER)), {})
    older = {name for name in listed if _number(listed, name) == 1}
    assert {item.name for item in read.records if item.kind == "AllWindowsFeatures"} == expected | older


def test_programs(read: Read) -> None:
    rows = [*_below(read.software, *_UNINSTALL).values(), *_below(read.software, "Wow6432Node", *_UNINSTALL).values()]
    expected = [
        " ".join(_text(row, "DisplayName").split())
        for row in rows
        if _text(row, "DisplayName").strip() and _number(row, "SystemComponent") != 1
    ]
    found = [item for item in read.records if item.kind == "AddRemovePrograms"]
    assert len(found) == len(expected) >= 3
    assert {item.name.partition(" #")[0] for item in found} == set(expected)


def test_services(read: Read) -> None:
    """Those of programs outside of the Windows folder."""
    root = read.windows.system_root.lower()
    current = _number(read.system[("Select",)], "Current")
    rows = _below(read.system, f"ControlSet{current:03d}", "Services")
    with_program = {
        name: row for name, row in rows.items() if _text(row, "ImagePath") and (_number(row, "Type") or 0) & 0x30
    }
    expected = set()
    for name, row in with_program.items():
        path = _text(row, "ImagePath").strip('"').lower().replace("%systemroot%", root).replace("%windir%", root)
        path = path.replace("%programfiles%", "c:\\program files").replace("\\systemroot\\", f"{root}\\")
        outside = not path.startswith((f"{root}\\", "system32\\"))
        if outside and not any(
            part in path for part in ("\\windows defender", "\\internet explorer\\", "\\windows nt\\")
        ):
            expected.add(name)
    assert {item.name for item in read.records if item.kind == "Services"} == expected
    assert len(with_program) >= 2
