"""Which Windows is taken, and what is said when there is none that can be read."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

import pytest

from reberth.cli.main import main
from reberth.model.errors import ExitCode, ReberthError
from reberth.model.evidence import Evidence
from reberth.model.finding import Finding
from reberth.windows.server import read_windows
from tests.registry.logs import dirty
from tests.support.trees import Broken, MemoryTree, memory_volumes
from tests.windows.machines import CONFIG, HOST_CONFIG, hives, machine

if TYPE_CHECKING:
    from pathlib import Path


class Unreadable(MemoryTree):
    """A volume whose folders cannot be read."""

    def find(self, path: str) -> None:
        raise ReberthError("filesystem.folder-unreadable", path=path)


def data(volume: str) -> MemoryTree:
    return MemoryTree(volume, {"\\site\\default.aspx": b"x"})


@pytest.mark.parametrize(
    ("kinds", "code"),
    [
        ({"a": "ntfs"}, "windows.not-found"),
        ({"a": "fat", "b": "unknown"}, "windows.not-found"),
        ({"a": "ext", "b": "swap"}, "windows.linux-disk"),
        ({"a": "lvm", "b": "fat"}, "windows.linux-disk"),
        ({"a": "ext", "b": "ntfs"}, "windows.not-found"),
        ({"a": "ntfs", "b": "bitlocker"}, "windows.bitlocker"),
        ({"a": "bitlocker-to-go"}, "windows.bitlocker"),
        ({"a": "ldm", "b": "unknown"}, "windows.storage-spaces"),
        ({"a": "storage-spaces"}, "windows.storage-spaces"),
        ({}, "windows.not-found"),
    ],
)
def test_no_windows(kinds: dict[str, str], code: str) -> None:
    volumes = memory_volumes(*(data(volume) for volume in kinds), kinds=kinds)
    with pytest.raises(ReberthError) as raised:
        read_windows(volumes)
    found = ", ".join(f"{volume} ({kind})" for volume, kind in kinds.items()) or "-"
    assert (raised.value.code, raised.value.params) == (code, {"found": found})
    assert raised.value.exit_code == ExitCode.WINDOWS


@pytest.mark.parametrize("missing", ["SYSTEM", "SOFTWARE"])
def test_half_a_windows_is_none(missing: str) -> None:
    files = {path: content for path, content in hives().items() if not path.endswith(missing)}
    with pytest.raises(ReberthError) as raised:
        read_windows(memory_volumes(MemoryTree("disk0.partition1", files)))
    assert raised.value.code == "windows.not-found"


@pytest.mark.parametrize("name", ["SYSTEM", "SOFTWARE"])
@pytest.mark.parametrize("content", [b"", b"regf", bytes(8192), b"regf" + bytes(9000)])
def test_a_hive_that_cannot_be_read(name: str, content: bytes) -> None:
    with pytest.raises(ReberthError) as raised:
        read_windows(memory_volumes(machine({f"{CONFIG}\\{name}": content})))
    assert (raised.value.code, raised.value.params) == ("registry.hive-unreadable", {"hive": name})
    assert raised.value.exit_code == ExitCode.WINDOWS


def test_hives_that_the_volume_does_not_give() -> None:
    with pytest.raises(ReberthError) as raised:
        read_windows(memory_volumes(Broken("disk0.partition1", hives())))
    assert (raised.value.code, raised.value.exit_code) == ("filesystem.file-unreadable", ExitCode.SOURCE)


@pytest.mark.parametrize(
    ("with_iis", "taken", "others"), [("", "a", "b, c"), ("a", "a", "b, c"), ("c", "c", "a, b"), ("bc", "b", "a, c")]
)
def test_of_several_systems_the_one_with_iis_is_taken(with_iis: str, taken: str, others: str) -> None:
    trees = [
        machine({HOST_CONFIG: b"<x/>"} if volume in with_iis else {}, volume, computer=f"HOST-{volume}")
        for volume in "abc"
    ]
    told: list[Finding] = []
    windows = read_windows(memory_volumes(*trees), notice=told.append)
    assert (windows.volume, windows.computer_name) == (taken, f"HOST-{taken}")
    assert told == [Finding("windows.several", "info", "", {"volume": taken, "others": others})]


@pytest.mark.parametrize("kind", ["folder", "wim"])
def test_windows_in_a_folder_or_wim(kind: str) -> None:
    windows = read_windows(memory_volumes(machine(volume="x0.root"), kinds={"x0.root": kind}))
    assert windows.volume == "x0.root"


def test_an_old_windows_folder() -> None:
    files = {path.replace("\\Windows", "\\WINNT"): content for path, content in hives(system_root="C:\\WINNT").items()}
    assert read_windows(memory_volumes(MemoryTree("a", files))).system_root == "C:\\WINNT"


def test_a_damaged_data_volume_is_told_and_passed_over() -> None:
    told: list[Finding] = []
    windows = read_windows(memory_volumes(Unreadable("data", {}), machine(volume="system")), notice=told.append)
    assert windows.volume == "system"
    assert told == [Finding("windows.volume-unreadable", "action", "", {"volume": "data"})]


def test_a_damaged_system_volume_is_the_error() -> None:
    with pytest.raises(ReberthError) as raised:
        read_windows(memory_volumes(data("other"), Unreadable("system", {})))
    assert (raised.value.code, raised.value.exit_code) == ("filesystem.folder-unreadable", ExitCode.SOURCE)


def test_hives_that_were_being_written_are_told() -> None:
    told: list[Finding] = []
    files: dict[str, bytes | None] = {
        path: dirty(content or b"", 3, 2) if path.endswith("SOFTWARE") else content for path, content in hives().items()
    }
    windows = read_windows(memory_volumes(MemoryTree("a", files)), notice=told.append)
    assert windows.computer_name == "WEB01"
    evidence = (Evidence("registry", "SOFTWARE"),)
    assert told == [Finding("registry.hive-stale", "action", "", {"hive": "SOFTWARE"}, evidence)]


def test_hives_with_damage_inside_are_told() -> None:
    told: list[Finding] = []
    system = hives()[f"{CONFIG}\\SYSTEM"] or b""
    place = system.index(b"ComputerName", system.index(b"vk\x0c\0")) - 20
    broken = system[: place + 4] + b"\0\0\0\x40" + system[place + 8 :]
    windows = read_windows(memory_volumes(machine({f"{CONFIG}\\SYSTEM": broken})), notice=told.append)
    assert windows.computer_name == ""
    assert [(item.code, item.severity, item.params) for item in told] == [
        ("registry.hive-damaged", "action", {"hive": "SYSTEM"})
    ]


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_command_line_says_so(options: list[str], tmp_path: Path) -> None:
    """Exit code 4; words on standard error, or an object on standard output where that was asked for."""
    (tmp_path / "site").mkdir()
    with redirect_stdout(io.StringIO()) as output, redirect_stderr(io.StringIO()) as errors:
        code = main(["scan", *options, str(tmp_path)])
    assert code == ExitCode.WINDOWS
    if options:
        told = json.loads(output.getvalue())
        assert (told["error"], told["params"], told["exit_code"]) == (
            "windows.not-found",
            {"found": "folder0.root (folder)"},
            4,
        )
    else:
        assert output.getvalue() == ""
        assert "There is no Windows on these disks (folder0.root (folder))." in " ".join(errors.getvalue().split())
