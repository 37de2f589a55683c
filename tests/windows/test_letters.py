"""Drive letters across disks, as the server knew them."""

from __future__ import annotations

import struct
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from reberth.filesystems.volumes import open_volumes
from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.model.finding import Finding
from reberth.verbs.scan import ScanRequest, scan
from reberth.windows.server import read_windows
from tests.support.disks import Part, make_disk
from tests.support.servers import write_server
from tests.support.trees import MemoryTree, memory_volumes
from tests.windows.machines import machine

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.filesystems.volumes import Volumes
    from reberth.model.inventory import Inventory

SYSTEM = "disk0.partition1"
MBR = [struct.pack("<IQ", 0x1000 + number, 1 << 20) for number in range(4)]
GPT = [b"DMIO:ID:" + UUID(int=number + 1).bytes_le for number in range(4)]
GUID = "0d15c000-0000-4000-8000-0000000000aa"
USB = "_??_USBSTOR#Disk&Ven_x".encode("utf-16-le")


def drive(letter: str) -> str:
    return f"\\DosDevices\\{letter}:"


def server(mounted: dict[str, bytes], disks: list[bytes], **options: Any) -> Volumes:
    """A system disk and data disks, known to MountedDevices by the given data."""
    trees = [
        MemoryTree(f"disk{number}.partition1", {"\\here.txt": str(number).encode()}) for number in range(len(disks))
    ]
    trees[0] = machine(mounted=mounted, **options)
    signatures: dict[str, Any] = {tree.volume: data.hex() for tree, data in zip(trees, disks, strict=True)}
    return memory_volumes(*trees, **signatures)


def letters(volumes: Volumes) -> str:
    return " ".join(volume.letter or "-" for volume in volumes.volumes)


@pytest.mark.parametrize("disks", [MBR, GPT, [MBR[0], GPT[1], MBR[2], GPT[3]]])
@pytest.mark.parametrize("order", ["CDEF", "CFED", "CXAD"])
def test_letters_of_four_disks(disks: list[bytes], order: str) -> None:
    mounted = {drive(letter): data for letter, data in zip(order, disks, strict=True)}
    volumes = server(mounted, disks)
    told: list[Finding] = []
    read_windows(volumes, notice=told.append)
    assert letters(volumes) == " ".join(order)
    assert told == []
    found = volumes.resolve(f"{order[2]}:\\here.txt")
    assert found is not None
    assert found.tree.volume == "disk2.partition1"


@pytest.mark.parametrize(
    ("mounted", "expected"),
    [
        ({}, "C - -"),
        ({drive("D"): MBR[1]}, "C D -"),
        ({drive("d"): MBR[1]}, "C D -"),
        ({drive("C"): MBR[1], drive("D"): MBR[0]}, "C - -"),
        ({drive("D"): MBR[1][:8]}, "C - -"),
        ({drive("D"): MBR[1][:4] + bytes(8)}, "C - -"),
        ({drive("A"): USB, drive("E"): b"", drive("D"): MBR[2]}, "C - D"),
        ({"\\DosDevices\\": MBR[1], "\\DosDevices\\DE:": MBR[2], "\\dosdevices": MBR[1]}, "C - -"),
        ({drive("Ä"): MBR[1], drive("1"): MBR[2]}, "C - -"),
        ({drive("D"): MBR[1], drive("E"): MBR[1]}, "C D -"),
    ],
)
def test_what_mounted_devices_does_not_tell(mounted: dict[str, bytes], expected: str) -> None:
    volumes = server(mounted, MBR[:3])
    read_windows(volumes)
    assert letters(volumes) == expected


@pytest.mark.parametrize("data", [MBR[0], b""])
def test_the_system_volume_has_the_letter_of_its_windows(data: bytes) -> None:
    volumes = server({drive("C"): MBR[1], drive("E"): data}, [MBR[0], MBR[1]], system_root="E:\\Windows")
    assert read_windows(volumes).system_root == "E:\\Windows"
    assert letters(volumes) == "E C"


def test_a_letter_of_a_disk_that_is_not_supplied_is_told() -> None:
    told: list[Finding] = []
    mounted = {drive("D"): MBR[1], drive("F"): GPT[3], drive("E"): MBR[2], drive("Z"): USB, "\\??\\Volume{x}": MBR[3]}
    read_windows(server(mounted, MBR[:2]), notice=told.append)
    assert told == [
        Finding(
            "windows.drive-not-supplied",
            "info",
            "",
            {"drive": f"{letter}:"},
            (Evidence("registry", "SYSTEM\\MountedDevices", drive(letter)),),
        )
        for letter in "EF"
    ]


def test_the_users_letters_are_stronger() -> None:
    told: list[Finding] = []
    volumes = server({drive("D"): MBR[1], drive("E"): MBR[3]}, MBR[:3])
    read_windows(volumes, {"disk2.partition1": "d", "disk1.partition1": "E"}, told.append)
    assert letters(volumes) == "C E D"
    assert told == []
    with pytest.raises(ReberthError) as raised:
        read_windows(server({}, MBR[:2]), {"disk7.partition1": "D"})
    assert raised.value.code == "filesystem.no-such-volume"


def test_a_data_disk_mounted_in_a_folder() -> None:
    mounted = {f"\\??\\Volume{{{GUID.upper()}}}": MBR[1], "\\??\\Volume{short}": MBR[1]}
    volumes = server(mounted, MBR[:2])
    read_windows(volumes)
    found = volumes.resolve(f"\\\\?\\Volume{{{GUID}}}\\here.txt")
    assert found is not None
    assert found.tree.volume == "disk1.partition1"
    assert volumes.resolve("\\\\?\\Volume{short}\\here.txt") is None


def leave_note(letter: str, root: Path) -> None:
    (root / f"{letter}.txt").write_text(letter)


@pytest.fixture(scope="module")
def real_disks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A GPT system disk and an MBR data disk whose partitions are known by letters against their order."""
    folder = tmp_path_factory.mktemp("disks")
    parts = [Part(6, partial(leave_note, letter)) for letter in "FDE"]
    data = make_disk(folder / "data.raw", parts, "mbr")
    mounted = dict(zip(map(drive, "FDE"), data.mounted_devices, strict=True))
    gpt = b"DMIO:ID:" + UUID("0d15c000-0000-4000-8000-000000000102").bytes_le
    system = make_disk(
        folder / "system.raw",
        [Part(2, kind="empty"), Part(24, lambda root: write_server(root, mounted={**mounted, drive("C"): gpt}))],
    )
    assert system.mounted_devices[1] == gpt
    return system.path, data.path


@pytest.mark.parametrize("swapped", [False, True])
def test_real_disks(real_disks: tuple[Path, Path], *, swapped: bool) -> None:
    system, data = real_disks
    with open_volumes([data, system] if swapped else [system, data]) as volumes:
        windows = read_windows(volumes)
        assert windows.volume == ("disk1" if swapped else "disk0") + ".partition2"
        assert letters(volumes) == ("F D E - C" if swapped else "- C F D E")
        for letter in "DEF":
            found = volumes.resolve(f"{letter}:\\{letter}.TXT")
            assert found is not None
            assert b"".join(found.tree.chunks(found.entry)) == letter.encode()


def scanned(folder: Path, *more: Path, given: tuple[tuple[str, str], ...] = ()) -> Inventory:
    return scan(ScanRequest(tuple(map(str, (folder, *more))), letters=given), lambda _: None)


def test_a_site_on_a_disk_that_is_not_supplied(tmp_path: Path) -> None:
    """It is told for the site and for the server, until the user supplies the disk and its letter."""
    (tmp_path / "data" / "shop").mkdir(parents=True)
    write_server(tmp_path / "c", sites={"Shop": "D:\\shop"}, mounted={drive("D"): MBR[1]})
    inventory = scanned(tmp_path / "c")
    assert inventory.iis is not None
    assert inventory.iis.sites[0].applications[0].virtual_directories[0].problem == "iis.drive-not-supplied"
    told = {item.code: item.params for item in inventory.findings}
    assert told["iis.drive-not-supplied"] == {"path": "D:\\shop", "drive": "D:"}
    assert told["windows.drive-not-supplied"] == {"drive": "D:"}
    inventory = scanned(tmp_path / "c", tmp_path / "data", given=(("folder1.root", "D"),))
    assert inventory.iis is not None
    content = inventory.iis.sites[0].applications[0].virtual_directories[0].content
    assert content is not None
    assert (content.volume, content.path) == ("folder1.root", "\\shop")
    assert not {"iis.drive-not-supplied", "windows.drive-not-supplied"} & {item.code for item in inventory.findings}
