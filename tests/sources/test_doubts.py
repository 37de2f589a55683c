"""A disk that reads well, and may still not be what the user thinks: an older state, or one half written."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from reberth.filesystems.volumes import open_volumes
from tests.sources.test_chain import CONTENT
from tests.sources.test_given import checkpoint
from tests.sources.test_qcow2 import overlay, qcow2
from tests.sources.test_vmdk import esx_snapshot, vmdk
from tests.support.differencing import SECTOR, write_vhdx
from tests.support.vmdk import write_descriptor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def told(paths: Sequence[Path], code: str) -> list[Mapping[str, str | int]]:
    with open_volumes(paths) as volumes:
        found = [item for item in volumes.findings if item.code == code]
    assert {item.severity for item in found} <= {"action"}
    return [item.params for item in found]


@pytest.mark.parametrize("kind", ["vmdk", "vhdx", "qcow2"])
def test_a_disk_that_a_snapshot_beside_it_has_left_behind(tmp_path: Path, kind: str) -> None:
    if kind == "vmdk":
        (tmp_path / "web-flat.vmdk").write_bytes(CONTENT)
        lines = [f'RW {len(CONTENT) // SECTOR} VMFS "web-flat.vmdk"']
        base = write_descriptor(tmp_path / "web.vmdk", lines, content=0x1111)
        child = esx_snapshot(tmp_path, "VMFSSPARSE", base, CONTENT, set())
    elif kind == "vhdx":
        base = write_vhdx(tmp_path / "web.vhdx", CONTENT)
        child = checkpoint(tmp_path / "web_1.avhdx", base, 1)
    else:
        base = qcow2(tmp_path / "web.qcow2", content=CONTENT)
        child = overlay(tmp_path / "web.snap1.qcow2", base.name, "write -q 0 512")
    (tmp_path / "broken.vhdx").write_bytes(b"vhdxfile")
    told_of_base = [{"name": base.name, "newer": child.name}]
    assert told([base], "source.older-state") == told_of_base
    (tmp_path / "broken.vhdx").unlink()
    for paths in ([child], [base, child], [tmp_path]):
        assert told(paths, "source.older-state") == []
    if kind == "vmdk":
        # What holds the bytes of the base is the base, whatever file of it was given.
        told_of_flat = [{"name": "web-flat.vmdk", "newer": child.name}]
        assert told([tmp_path / "web-flat.vmdk"], "source.older-state") == told_of_flat
    child.unlink()
    assert told([base], "source.older-state") == []


@pytest.mark.parametrize("subformat", ["monolithicSparse", "twoGbMaxExtentSparse"])
def test_a_vmdk_of_a_running_machine(tmp_path: Path, subformat: str) -> None:
    """``uncleanShutdown`` of "Hosted Sparse Extent Header"."""
    image = vmdk(tmp_path / "web.vmdk", subformat, CONTENT)
    assert told([image], "source.not-closed") == []
    extent = image if subformat == "monolithicSparse" else tmp_path / "web-s001.vmdk"
    data = bytearray(extent.read_bytes())
    data[72] = 1
    extent.write_bytes(data)
    assert told([image], "source.not-closed") == [{"name": "web.vmdk"}]


def test_a_snapshot_of_a_running_machine_of_esx(tmp_path: Path) -> None:
    """``uncleanShutdown`` of ``COWDisk_Header``; that of a parent does not matter any more."""
    extent = vmdk(tmp_path / "web-s001.vmdk", "monolithicSparse", CONTENT)
    data = bytearray(extent.read_bytes())
    data[72] = 1
    extent.write_bytes(data)
    lines = [f'RW {len(CONTENT) // SECTOR} SPARSE "{extent.name}"']
    base = write_descriptor(tmp_path / "web.vmdk", lines, content=0x1111)
    assert told([base], "source.not-closed") == [{"name": base.name}]
    child = esx_snapshot(tmp_path, "VMFSSPARSE", base, CONTENT, set(range(8)))
    assert told([child], "source.not-closed") == []
    delta = tmp_path / "web-000001-delta.vmdk"
    data = bytearray(delta.read_bytes())
    data[1648:1652] = struct.pack("<I", 1)
    delta.write_bytes(data)
    assert told([child], "source.not-closed") == [{"name": child.name}]


def test_a_qcow2_of_a_running_machine(tmp_path: Path) -> None:
    """The dirty bit."""
    image = qcow2(tmp_path / "web.qcow2", content=CONTENT)
    assert told([image], "source.not-closed") == []
    data = bytearray(image.read_bytes())
    data[79] |= 1
    image.write_bytes(data)
    assert told([image], "source.not-closed") == [{"name": "web.qcow2"}]
