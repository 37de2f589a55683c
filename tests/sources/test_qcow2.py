"""A QCOW2 reads, byte by byte, as the disk that it was made from, and as qemu-img reads it."""

from __future__ import annotations

import lzma
import random
import struct
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from reberth.model.errors import ReberthError
from reberth.sources.disk import open_disk
from reberth.sources.given import sort_out
from tests.sources.test_chain import refused
from tests.sources.test_differencing import raw_disk, reads_as
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.damage import damaged_copies, read_whatever
from tests.support.differencing import MIB, SECTOR
from tests.support.disks import convert, run

if TYPE_CHECKING:
    from pathlib import Path

# Text packs, noise does not; the last cluster is not a whole one.
CONTENT = raw_disk(51) + b"text and more text " * 80_000 + random.Random(1).randbytes(3 * SECTOR)
CONTENT += bytes(-len(CONTENT) % SECTOR)


def qcow2(path: Path, options: str = "compat=1.1", content: bytes = CONTENT, *, packed: bool = False) -> Path:
    """An image made by qemu-img."""
    raw = path.with_suffix(".raw")
    raw.write_bytes(content)
    flags = ("-c",) if packed else ()
    run("qemu-img", "convert", *flags, "-f", "raw", "-O", "qcow2", "-o", options, raw, path)
    raw.unlink()
    return path


def as_qemu_reads(path: Path) -> bytes:
    """The disk by the oracle."""
    raw = path.with_suffix(".oracle")
    run("qemu-img", "convert", "-f", "qcow2", "-O", "raw", path, raw)
    return raw.read_bytes()


def overlay(path: Path, parent: str, *commands: str, options: str = "compat=1.1", kind: str = "qcow2") -> Path:
    """A QCOW2 on top of a backing file, with what ``commands`` of qemu-io wrote to it."""
    run("qemu-img", "create", "-f", "qcow2", "-b", parent, "-F", kind, "-o", options, path)
    run("qemu-io", "-f", "qcow2", *(part for command in commands for part in ("-c", command)), path)
    return path


def read(path: Path, content: bytes, *places: Path) -> tuple[str, ...]:
    """Compare a disk with what it holds; its format and its parents."""
    disk = open_disk(path, places)
    try:
        reads_as(disk, content)
    finally:
        disk.source.close()
    return (disk.format, *disk.parents)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize(
    "options",
    [
        "compat=0.10",
        "compat=1.1",
        "cluster_size=512",
        "cluster_size=2M",
        "extended_l2=on",
        "extended_l2=on,cluster_size=16k",
        "preallocation=metadata",
    ],
)
def test_every_kind_that_qemu_makes(tmp_path: Path, options: str, *, packed: bool) -> None:
    if packed and "preallocation" in options:
        options = "lazy_refcounts=on"
    image = qcow2(tmp_path / "web.qcow2", options, packed=packed)
    before = image.read_bytes(), image.stat().st_mtime_ns
    assert read(image, CONTENT) == ("qcow2",)
    assert before == (image.read_bytes(), image.stat().st_mtime_ns)


@pytest.mark.parametrize("options", ["compat=0.10", "compat=1.1", "extended_l2=on"])
def test_a_chain_of_backing_files(tmp_path: Path, options: str) -> None:
    """Written, zeroed and discarded clusters hide the parent's; the child is larger than its parents."""
    qcow2(tmp_path / "base.qcow2", packed=True)
    overlay(tmp_path / "middle.qcow2", "base.qcow2", "write -q -P 3 1M 200k", "write -q -z 2M 300k")
    child = tmp_path / "web.qcow2"
    commands = ("write -q -P 5 1100k 3k", "write -q -z 4M 70k", "write -q -P 6 5M 512", "discard -q 3M 256k")
    overlay(child, "middle.qcow2", *commands, options=options)
    run("qemu-img", "resize", "-q", child, "+3M")
    run("qemu-io", "-f", "qcow2", "-c", f"write -q -P 8 {len(CONTENT) + MIB} 1k", child)
    content = as_qemu_reads(child)
    assert len(content) == len(CONTENT) + 3 * MIB
    assert content[MIB : MIB + 1024] == b"\3" * 1024
    assert read(child, content) == ("qcow2-differencing", "middle.qcow2", "base.qcow2")
    assert [item.path.name for item in sort_out([tmp_path])] == ["web.qcow2"]


@pytest.mark.parametrize("kind", ["raw", "vhdx", "vmdk", "vpc"])
def test_a_backing_file_of_another_format(tmp_path: Path, kind: str) -> None:
    """What it is tells its content, as always."""
    raw = tmp_path / "base.img"
    content = CONTENT[: 6 * MIB]
    raw.write_bytes(content)
    base = raw
    if kind == "vmdk":
        base = tmp_path / "base.vmdk"
        run("qemu-img", "convert", "-f", "raw", "-O", "vmdk", raw, base)
    elif kind != "raw":
        base = convert(raw, tmp_path / f"base.{kind}", "vhdx-dynamic" if kind == "vhdx" else "vhd-dynamic")
    child = overlay(tmp_path / "web.qcow2", base.name, "write -q -P 3 1M 64k", kind=kind)
    assert read(child, content[:MIB] + b"\3" * 65536 + content[MIB + 65536 :]) == ("qcow2-differencing", base.name)


def test_a_backing_file_is_known_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "vm").mkdir()
    (tmp_path / "bases").mkdir()
    base = qcow2(tmp_path / "bases" / "base.qcow2")
    other = qcow2(tmp_path / "bases" / "other.qcow2", content=CONTENT[::-1])
    # The full path that the child remembers is that of another machine; the file is looked for where the user says.
    child = overlay(tmp_path / "vm" / "web.qcow2", str(base), "write -q -P 3 1M 64k")
    missing = {"name": "web.qcow2", "parent": "base.qcow2", "path": str(base)}
    assert refused(child) == ("source.parent-missing", missing)
    assert refused(child, other) == ("source.parent-missing", missing)
    content = as_qemu_reads(child)
    for place in (base, tmp_path / "bases"):
        assert read(child, content, other, place) == ("qcow2-differencing", "base.qcow2")
    # A path from the child's folder would let a hostile image name any disk here.
    outside = overlay(tmp_path / "vm" / "other.qcow2", "../bases/base.qcow2", "write -q -P 3 1M 64k")
    assert refused(outside)[1] == {"name": "other.qcow2", "parent": "base.qcow2", "path": "../bases/base.qcow2"}
    assert read(outside, content, base) == ("qcow2-differencing", "base.qcow2")
    # Files of one name in two folders are not one disk.
    same = qcow2(tmp_path / "base.qcow2")
    assert [item.path for item in sort_out([child, base, same])] == [child, same]


@pytest.mark.parametrize("name", ["web.qcow2", "json:{}", "nbd://127.0.0.1/disk", "..", "\\\\server\\share\\x", "\0a"])
def test_a_backing_file_that_leads_nowhere(tmp_path: Path, name: str) -> None:
    image = qcow2(tmp_path / "web.qcow2", content=CONTENT[:MIB])
    data = bytearray(image.read_bytes())
    data[8:20] = struct.pack(">QI", 65536 - 1024, len(name))
    data[65536 - 1024 : 65536 - 1024 + len(name)] = name.encode()
    image.write_bytes(data)
    assert refused(image)[0] == ("source.parent-loop" if name == "web.qcow2" else "source.parent-missing")


def test_a_circle_of_backing_files(tmp_path: Path) -> None:
    qcow2(tmp_path / "a.qcow2")
    overlay(tmp_path / "b.qcow2", "a.qcow2", "write -q 0 512")
    run("qemu-img", "rebase", "-u", "-f", "qcow2", "-b", "b.qcow2", "-F", "qcow2", tmp_path / "a.qcow2")
    assert refused(tmp_path / "b.qcow2") == ("source.parent-loop", {"name": "b.qcow2", "parent": "b.qcow2"})


def test_the_state_that_is_read_is_the_current_one(tmp_path: Path) -> None:
    """Snapshots inside the file are states that the server has left."""
    image = qcow2(tmp_path / "web.qcow2")
    run("qemu-img", "snapshot", "-c", "before", image)
    run("qemu-io", "-f", "qcow2", "-c", "write -q -P 3 1M 2M", image)
    assert read(image, CONTENT[:MIB] + b"\3" * 2 * MIB + CONTENT[3 * MIB :]) == ("qcow2",)


def _feature(image: Path, bit: int) -> Path:
    data = bytearray(image.read_bytes())
    data[79 - bit // 8] |= 1 << bit % 8
    image.write_bytes(data)
    return image


def test_a_disk_that_was_not_closed_is_read_as_qemu_does(tmp_path: Path) -> None:
    image = _feature(qcow2(tmp_path / "web.qcow2"), 0)
    assert read(image, CONTENT) == ("qcow2",)


@pytest.mark.parametrize(("bit", "code"), [(1, "source.damaged"), (2, "source.not-supported-yet"), (40, "")])
def test_features_that_change_the_meaning_are_refused(tmp_path: Path, bit: int, code: str) -> None:
    image = _feature(qcow2(tmp_path / "web.qcow2"), bit)
    assert refused(image)[0] == (code or "source.not-supported-yet")


def test_an_encrypted_disk_is_said_to_be_so(tmp_path: Path) -> None:
    image = tmp_path / "web.qcow2"
    secret = ("--object", "secret,id=key,data=geheim")
    options = "encrypt.format=aes,encrypt.key-secret=key"
    run("qemu-img", "create", *secret, "-f", "qcow2", "-o", options, image, "1M")
    assert refused(image) == ("source.encrypted", {"name": "web.qcow2"})


def test_what_is_compressed_with_zstd_is_refused_and_never_zeros(tmp_path: Path) -> None:
    """A disk that names zstd, and of which no cluster is compressed, is read."""
    assert read(qcow2(tmp_path / "plain.qcow2", "compression_type=zstd"), CONTENT) == ("qcow2",)
    disk = open_disk(qcow2(tmp_path / "web.qcow2", "compression_type=zstd", packed=True))
    with pytest.raises(ReberthError) as caught:
        disk.source.read_at(0, disk.source.size)
    disk.source.close()
    assert (caught.value.code, caught.value.params["format"]) == (
        "source.not-supported-yet",
        "QCOW2, compressed with zstd",
    )


# Offset of a field of the header, and what a hostile one has there.
_HEADER = {
    "version 1": (4, struct.pack(">I", 1)),
    "clusters of 256 bytes": (20, struct.pack(">I", 8)),
    "clusters of 4 MiB": (20, struct.pack(">I", 22)),
    "no size": (24, bytes(8)),
    "a size of 2^62": (24, struct.pack(">Q", 1 << 62)),
    "a size of 2^50 and a table for it": (24, struct.pack(">QII", 1 << 50, 0, 0x7FFFFFFF)),
    "a table beyond the end": (40, struct.pack(">Q", 1 << 60)),
    "a name beyond the end": (8, struct.pack(">QI", 1 << 60, 100)),
    "a long name": (8, struct.pack(">QI", 512, 1 << 30)),
}


@pytest.mark.parametrize("name", _HEADER)
def test_a_hostile_header(tmp_path: Path, name: str) -> None:
    image = qcow2(tmp_path / "web.qcow2")
    data = bytearray(image.read_bytes())
    place, field = _HEADER[name]
    data[place : place + len(field)] = field
    image.write_bytes(data)
    tracemalloc.start()
    code, params = refused(image)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert code in {"source.damaged", "source.truncated", "source.not-supported-yet"}
    assert params["name"] == "web.qcow2"
    assert peak < 4 * MIB


def test_subclusters_need_clusters_of_16_kib(tmp_path: Path) -> None:
    image = qcow2(tmp_path / "web.qcow2", "cluster_size=8k")
    assert refused(_feature(image, 4)) == ("source.damaged", {"name": "web.qcow2", "part": "QCOW2 header"})


@pytest.mark.parametrize("options", ["compat=1.1", "extended_l2=on"])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_damage_never_ends_in_anything_but_an_error(tmp_path: Path, options: str, *, packed: bool) -> None:
    """Tables are at multiples of a cluster; a good half of the changes hit them."""
    image = qcow2(tmp_path / "web.qcow2", f"{options},cluster_size=16k", raw_disk(52, 2 * MIB), packed=packed)
    original = image.read_bytes()
    first = struct.unpack_from(">Q", original, 40)[0]
    second = struct.unpack_from(">Q", original, first)[0] & 0x00FFFFFFFFFFFE00
    chance = random.Random(53)
    codes = set()
    for data in damaged_copies(original, 54, 100):
        broken = bytearray(data)
        for place in (first, second + chance.randrange(16) * 8):
            if chance.random() < 0.5 and place + 8 <= len(broken):
                broken[place + chance.randrange(8)] ^= 1 << chance.randrange(8)
        image.write_bytes(broken)
        codes.add(read_whatever(image))
    assert {"", "source.damaged", "source.truncated"} <= codes
    assert "source.unreadable" not in codes


@needs_corpus
def test_an_image_made_by_others(tmp_path: Path) -> None:
    image = tmp_path / "image.qcow2"
    image.write_bytes(lzma.decompress((CORPUS / "disk-images" / "dfvfs__windows_volume.qcow2.xz").read_bytes()))
    assert read(image, as_qemu_reads(image)) == ("qcow2",)
