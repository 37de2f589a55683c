"""A VMDK reads, byte by byte, as the disk that it was made from, and as qemu-img reads it."""

from __future__ import annotations

import lzma
import os
import random
from typing import TYPE_CHECKING

import pytest

from reberth.sources.disk import open_disk
from reberth.sources.given import parents_among, sort_out
from tests.sources.test_chain import refused
from tests.sources.test_differencing import raw_disk, reads_as, written_to
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.differencing import MIB, SECTOR, write_vhdx
from tests.support.disks import run
from tests.support.vmdk import write_cowd, write_descriptor, write_sesparse, write_stream

if TYPE_CHECKING:
    from pathlib import Path

SUBFORMATS = {
    "monolithicSparse": "vmdk-sparse",
    "monolithicFlat": "vmdk-flat",
    "twoGbMaxExtentSparse": "vmdk-sparse",
    "twoGbMaxExtentFlat": "vmdk-flat",
    "streamOptimized": "vmdk-stream",
}
# The last grain is not a whole one.
CONTENT = raw_disk(21) + random.Random(1).randbytes(3 * SECTOR)


def vmdk(path: Path, subformat: str, content: bytes = CONTENT) -> Path:
    """An image made by qemu-img."""
    raw = path.with_suffix(".raw")
    raw.write_bytes(content)
    run("qemu-img", "convert", "-f", "raw", "-O", "vmdk", "-o", f"subformat={subformat}", raw, path)
    raw.unlink()
    return path


def as_qemu_reads(path: Path) -> bytes:
    """The disk by the oracle."""
    raw = path.with_suffix(".oracle")
    run("qemu-img", "convert", "-f", "vmdk", "-O", "raw", path, raw)
    return raw.read_bytes()


def read(path: Path, content: bytes, *places: Path, kind: str = "") -> tuple[str, ...]:
    """Compare a disk with what it holds; its parents."""
    disk = open_disk(path, places)
    try:
        reads_as(disk, content)
        assert disk.format == (kind or disk.format)
    finally:
        disk.source.close()
    return disk.parents


@pytest.mark.parametrize("subformat", SUBFORMATS)
def test_every_kind_that_qemu_makes(tmp_path: Path, subformat: str) -> None:
    image = vmdk(tmp_path / "web.vmdk", subformat)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    assert read(image, CONTENT, kind=SUBFORMATS[subformat]) == ()
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}


def test_a_stream_as_vmware_exports_it(tmp_path: Path) -> None:
    """The directory is at the end, where a program ends that cannot go back; qemu-img writes it at the start."""
    content = raw_disk(22) + bytes(40 * MIB) + random.Random(2).randbytes(3 * SECTOR)
    image = write_stream(tmp_path / "web-disk1.vmdk", content)
    read(image, content, kind="vmdk-stream")
    assert as_qemu_reads(image) == content


@pytest.mark.parametrize("subformat", ["twoGbMaxExtentSparse", "twoGbMaxExtentFlat"])
def test_a_disk_of_several_extents(tmp_path: Path, subformat: str) -> None:
    """Pieces are read across their border; the disk is larger than 2 GiB."""
    image, border = tmp_path / "web.vmdk", 2 << 30
    run("qemu-img", "create", "-f", "vmdk", "-o", f"subformat={subformat}", image, "4G")
    run("qemu-io", "-f", "vmdk", "-c", f"write -q -P 7 {border - MIB} 2M", "-c", "write -q -P 9 1M 64k", image)
    disk = open_disk(image)
    assert len([path for path in tmp_path.iterdir() if path != image]) == 2
    piece = disk.source.read_at(border - MIB - 512, 2 * MIB + 1024)
    assert piece == bytes(512) + b"\7" * (2 * MIB) + bytes(512)
    assert disk.source.read_at(MIB, 65537) == b"\x09" * 65536 + b"\0"
    assert disk.source.size == 4 << 30
    disk.source.close()


def esx_snapshot(folder: Path, kind: str, parent: Path, content: bytes, owned: set[int]) -> Path:
    """A snapshot of ESX; ``owned`` are sectors, of which SESPARSE keeps whole grains."""
    grains = {number // 8 for number in owned}
    line = f'RW {len(content) // SECTOR} {kind} "web-000001-delta.vmdk"'
    if kind == "VMFSSPARSE":
        write_cowd(folder / "web-000001-delta.vmdk", content, owned)
    else:
        write_sesparse(folder / "web-000001-delta.vmdk", content, grains)
    return write_descriptor(
        folder / "web-000001.vmdk", [line], content=0x2222, parent=0x1111, hint=parent.name, kind="vmfsSparse"
    )


@pytest.mark.parametrize("kind", ["VMFSSPARSE", "SESPARSE"])
def test_a_snapshot_of_esx(tmp_path: Path, kind: str) -> None:
    base = raw_disk(31)
    (tmp_path / "web-flat.vmdk").write_bytes(base)
    parent = write_descriptor(tmp_path / "web.vmdk", [f'RW {len(base) // SECTOR} VMFS "web-flat.vmdk"'], content=0x1111)
    content, owned = written_to(base, 32)
    child = esx_snapshot(tmp_path, kind, parent, content, owned)
    assert read(child, content, kind="vmdk-differencing") == ("web.vmdk",)
    assert as_qemu_reads(child) == content


def test_grains_that_are_zeros_hide_the_parent(tmp_path: Path) -> None:
    base = raw_disk(33)
    (tmp_path / "web-flat.vmdk").write_bytes(base)
    lines = [f'RW {len(base) // SECTOR} VMFS "web-flat.vmdk"']
    write_descriptor(tmp_path / "web.vmdk", lines, content=0x1111)
    write_sesparse(tmp_path / "web-000001-sesparse.vmdk", base, {0}, zeroed=range(256, 300))
    lines = [f'RW {len(base) // SECTOR} SESPARSE "web-000001-sesparse.vmdk"']
    child = write_descriptor(tmp_path / "web-000001.vmdk", lines, parent=0x1111, hint="web.vmdk", kind="seSparse")
    content = base[:MIB] + bytes(44 * 4096) + base[MIB + 44 * 4096 :]
    assert read(child, content) == ("web.vmdk",)
    assert as_qemu_reads(child) == content


def test_a_snapshot_of_workstation_made_by_qemu(tmp_path: Path) -> None:
    """The directory entry of a zeroed grain (version 2 of the header) is qemu's as well."""
    vmdk(tmp_path / "web.vmdk", "monolithicSparse")
    child = tmp_path / "web-000001.vmdk"
    options = "subformat=monolithicSparse,zeroed_grain=on"
    run("qemu-img", "create", "-f", "vmdk", "-b", "web.vmdk", "-F", "vmdk", "-o", options, child)
    run("qemu-io", "-f", "vmdk", "-c", "write -q -P 5 1M 70k", "-c", "write -q -z 2M 1M", child)
    content = as_qemu_reads(child)
    assert content != CONTENT
    assert content[2 * MIB : 3 * MIB] == bytes(MIB)
    assert read(child, content, kind="vmdk-differencing") == ("web.vmdk",)


def test_the_parent_of_a_snapshot_has_its_name_and_its_cid(tmp_path: Path) -> None:
    base = raw_disk(34)
    (tmp_path / "web-flat.vmdk").write_bytes(base)
    lines = [f'RW {len(base) // SECTOR} VMFS "web-flat.vmdk"']
    parent = write_descriptor(tmp_path / "web.vmdk", lines, content=0x1111)
    child = esx_snapshot(tmp_path, "VMFSSPARSE", parent, base, set())
    write_descriptor(parent, lines, content=0x3333)
    assert refused(child) == ("source.parent-other", {"name": "web-000001.vmdk", "parent": "web.vmdk"})
    parent.unlink()
    missing = {"name": "web-000001.vmdk", "parent": "web.vmdk", "path": "web.vmdk"}
    assert refused(child) == ("source.parent-missing", missing)
    # Elsewhere it is known by its CID, whatever it is called.
    (tmp_path / "base").mkdir()
    renamed = write_descriptor(tmp_path / "base" / "other.vmdk", lines, content=0x1111)
    assert read(child, base, renamed, tmp_path) == ("other.vmdk",)


def test_a_parent_of_another_size_is_another_disk(tmp_path: Path) -> None:
    base = raw_disk(34)
    (tmp_path / "web-flat.vmdk").write_bytes(base)
    parent = write_descriptor(tmp_path / "web.vmdk", ['RW 8 VMFS "web-flat.vmdk"'], content=0x1111)
    child = esx_snapshot(tmp_path, "VMFSSPARSE", parent, base, set())
    assert refused(child)[0] == "source.parent-size"


def test_a_cid_that_every_new_disk_has_tells_nothing_without_the_name(tmp_path: Path) -> None:
    base = raw_disk(35)
    (tmp_path / "web-flat.vmdk").write_bytes(base)
    lines = [f'RW {len(base) // SECTOR} VMFS "web-flat.vmdk"']
    for name in ("aaa.vmdk", "web.vmdk"):
        write_descriptor(tmp_path / name, lines, content=0xFFFFFFFE)
    delta = [f'RW {len(base) // SECTOR} VMFSSPARSE "web-000001-delta.vmdk"']
    write_cowd(tmp_path / "web-000001-delta.vmdk", base, set())
    child = write_descriptor(tmp_path / "web-000001.vmdk", delta, parent=0xFFFFFFFE, hint="/vmfs/volumes/1/web.vmdk")
    assert read(child, base) == ("web.vmdk",)
    # The other one is a disk of its own, though it has the same CID.
    assert [item.path.name for item in sort_out([tmp_path])] == ["aaa.vmdk", "web-000001.vmdk"]
    (tmp_path / "web.vmdk").unlink()
    assert refused(child, tmp_path)[0] == "source.parent-missing"


def test_a_snapshot_that_was_not_written_to_has_the_cid_of_its_parent(tmp_path: Path) -> None:
    base = raw_disk(35)
    (tmp_path / "web-flat.vmdk").write_bytes(base)
    count = len(base) // SECTOR
    parent = write_descriptor(tmp_path / "web.vmdk", [f'RW {count} VMFS "web-flat.vmdk"'], content=0x1111)
    for number in (1, 2):
        name = f"web-00000{number}"
        write_cowd(tmp_path / f"{name}-delta.vmdk", base, set())
        line = f'RW {count} VMFSSPARSE "{name}-delta.vmdk"'
        child = write_descriptor(
            tmp_path / f"{name}.vmdk", [line], content=0x1111, parent=0x1111, hint=parent.name, kind="vmfsSparse"
        )
        parents = read(child, base)
        assert parents[0] == parent.name
        assert [item.path for item in sort_out([tmp_path])] == [child]
        assert [item.path for item in sort_out([parent, child])] == [child]
        parent = child
    assert parents == ("web-000001.vmdk", "web.vmdk")


def test_a_path_is_followed_only_to_a_disk_that_is_known(tmp_path: Path) -> None:
    base = raw_disk(35)
    for folder in ("vm", "other"):
        (tmp_path / folder).mkdir()
    count = len(base) // SECTOR
    (tmp_path / "other" / "db-flat.vmdk").write_bytes(base)
    write_cowd(tmp_path / "vm" / "web-delta.vmdk", base, set())
    lines = [f'RW {count} VMFS "db-flat.vmdk"'], [f'RW {count} VMFSSPARSE "web-delta.vmdk"']
    for content in (0x1111, 0xFFFFFFFE):
        other = write_descriptor(tmp_path / "other" / "db.vmdk", lines[0], content=content)
        child = write_descriptor(tmp_path / "vm" / "web.vmdk", lines[1], parent=content, hint="..\\other\\db.vmdk")
        if content == 0x1111:
            assert read(child, base) == ("db.vmdk",)
    assert refused(child)[0] == "source.parent-missing"
    assert read(child, base, other) == ("db.vmdk",)


def test_a_snapshot_that_does_not_name_its_parents_cid_is_damaged(tmp_path: Path) -> None:
    image = write_descriptor(tmp_path / "web.vmdk", ["RW 8 ZERO"], hint="base.vmdk")
    image.write_bytes(image.read_bytes().replace(b"parentCID=ffffffff\n", b""))
    assert refused(image)[0] == "source.damaged"


def test_extents_are_found_beside_the_descriptor_or_in_what_was_given(tmp_path: Path) -> None:
    base = raw_disk(36)
    for folder in ("vm", "data"):
        (tmp_path / folder).mkdir()
    flat = tmp_path / "data" / "web-flat.vmdk"
    flat.write_bytes(base)
    count = len(base) // SECTOR
    # Only the name counts: a path in a hostile descriptor leads nowhere.
    path = "..\\data\\web-flat.vmdk"
    image = write_descriptor(tmp_path / "vm" / "web.vmdk", [f'RW {count} FLAT "{path}" 0'], kind="monolithicFlat")
    assert refused(image) == ("source.extent-missing", {"name": "web.vmdk", "extent": "web-flat.vmdk"})
    read(image, base, flat)
    read(image, base, tmp_path / "data")
    flat.rename(tmp_path / "vm" / "WEB-Flat.vmdk")
    read(image, base)


def test_extents_are_no_disks_of_their_own(tmp_path: Path) -> None:
    base = raw_disk(37)
    (tmp_path / "web-flat.vmdk").write_bytes(base)
    (tmp_path / "web-ctk.vmdk").write_bytes(b"changes")
    parent = write_descriptor(tmp_path / "web.vmdk", [f'RW {len(base) // SECTOR} VMFS "web-flat.vmdk"'], content=0x1111)
    child = esx_snapshot(tmp_path, "VMFSSPARSE", parent, base, set())
    split = vmdk(tmp_path / "data.vmdk", "twoGbMaxExtentSparse")
    assert [item.path.name for item in sort_out([tmp_path])] == ["data.vmdk", "web-000001.vmdk"]
    images = sorted(path for path in tmp_path.iterdir() if path.name != "web-ctk.vmdk")
    assert [item.path.name for item in sort_out(images)] == ["data.vmdk", "web-000001.vmdk"]
    belong = {path.name for path in parents_among(child, images)}
    assert belong == {"web.vmdk", "web-flat.vmdk", "web-000001-delta.vmdk"}
    assert refused(tmp_path / "data-s001.vmdk") == ("source.vmdk-extent", {"name": "data-s001.vmdk"})
    assert refused(tmp_path / "web-000001-delta.vmdk")[0] == "source.vmdk-extent"
    # The parent is gone: what is left is still one disk, which says so.
    parent.unlink()
    names = [item.path.name for item in sort_out([tmp_path])]
    assert names == ["data.vmdk", "web-000001.vmdk", "web-flat.vmdk"]
    assert split.exists()


def test_many_extents_do_not_hide_the_disk_that_they_are(tmp_path: Path) -> None:
    lines = [f'RW 8 FLAT "web-f{number:03d}.vmdk" 0' for number in range(1, 101)]
    for number in range(1, 101):
        (tmp_path / f"web-f{number:03d}.vmdk").write_bytes(bytes([number]) * 4096)
    image = write_descriptor(tmp_path / "web.vmdk", lines, kind="twoGbMaxExtentFlat")
    assert [item.path for item in sort_out([tmp_path])] == [image]
    read(image, b"".join(bytes([number]) * 4096 for number in range(1, 101)))
    write_descriptor(image, lines * 6, kind="twoGbMaxExtentFlat")
    assert refused(image)[0] == "source.not-supported-yet"


def test_a_machines_folder_stands_for_the_snapshot_whose_content_is_newest(tmp_path: Path) -> None:
    base = raw_disk(38)
    (tmp_path / "web-flat.vmdk").write_bytes(base)
    write_descriptor(tmp_path / "web.vmdk", [f'RW {len(base) // SECTOR} VMFS "web-flat.vmdk"'], content=0x1111)
    for number, (described, written) in enumerate([(300, 100), (200, 400)], start=1):
        delta, name = f"web-00000{number}-delta.vmdk", tmp_path / f"web-00000{number}.vmdk"
        write_cowd(tmp_path / delta, base, set())
        line = f'RW {len(base) // SECTOR} VMFSSPARSE "{delta}"'
        write_descriptor(name, [line], content=number, parent=0x1111, hint="web.vmdk")
        os.utime(name, (described, described))
        os.utime(tmp_path / delta, (written, written))
    assert [(item.path.name, item.older) for item in sort_out([tmp_path])] == [
        ("web-000002.vmdk", ("web-000001.vmdk",))
    ]


def test_a_running_machine_is_said_to_run(tmp_path: Path) -> None:
    image = vmdk(tmp_path / "web.vmdk", "monolithicSparse")
    lock = tmp_path / "web.vmdk.lck"
    lock.mkdir()
    read(image, CONTENT)
    (lock / "M12345.lck").touch()
    assert refused(image) == ("source.lock-left", {"name": "web.vmdk", "lock": "web.vmdk.lck"})


@pytest.mark.parametrize(
    ("line", "more", "code"),
    [
        ('RW 100 VMFSRDM "web-rdm.vmdk"', "", "source.raw-device"),
        ('RW 100 FLAT "\\\\.\\PhysicalDrive0" 63', "", "source.raw-device"),
        ('RW 100 FLAT "\\\\.\\PhysicalDrive0" 63 partitionUUID 1-2', "", "source.raw-device"),
        ('NOACCESS 100 FLAT "web-flat.vmdk" 0', "", "source.raw-device"),
        ('RW 100 FLAT "web-flat.vmdk" 0', 'encryption.keySafe = "vmware:key/list/(pair/(...))"', "source.encrypted"),
        ('RW 100 FLAT "web-flat.vmdk" 0', "", "source.truncated"),
        ('RW 100 SPARSE "web-flat.vmdk"', "", "source.damaged"),
        ("RW 0 ZERO", "", "source.damaged"),
        ("RW 999999999999999 ZERO", "", "source.damaged"),
        ("nothing at all", "", "source.damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, line: str, more: str, code: str) -> None:
    (tmp_path / "web-flat.vmdk").write_bytes(bytes(99 * SECTOR))
    assert refused(write_descriptor(tmp_path / "web.vmdk", [line], more=more))[0] == code


def test_parts_without_a_file_are_zeros_and_names_have_any_letters(tmp_path: Path) -> None:
    base = raw_disk(39)
    count = len(base) // SECTOR
    (tmp_path / "Büro-flat.vmdk").write_bytes(bytes(MIB) + base)
    lines = [f'RW {count} FLAT "Büro-flat.vmdk" {MIB // SECTOR}', "RW 9 ZERO"]
    for encoding in ("windows-1252", "UTF-8"):
        image = write_descriptor(tmp_path / "web.vmdk", lines, kind="custom", encoding=encoding)
        read(image, base + bytes(9 * SECTOR))


def test_a_vhdx_is_no_parent_of_a_vmdk(tmp_path: Path) -> None:
    content = raw_disk(42)
    write_vhdx(tmp_path / "web.vhdx", content)
    lines = [f"RW {len(content) // SECTOR} ZERO"]
    child = write_descriptor(tmp_path / "web-000001.vmdk", lines, parent=0x1111, hint="web.vhdx")
    assert refused(child)[0] == "source.parent-other"


@needs_corpus
def test_an_image_made_by_others(tmp_path: Path) -> None:
    image = tmp_path / "image.vmdk"
    image.write_bytes(lzma.decompress((CORPUS / "disk-images" / "plaso__image.vmdk.xz").read_bytes()))
    read(image, as_qemu_reads(image))
