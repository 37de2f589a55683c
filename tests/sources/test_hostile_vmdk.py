"""A VMDK that is damaged, or made to do harm: an error that names it, and never other bytes than the disk's."""

from __future__ import annotations

import os
import struct
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from reberth.model.errors import ReberthError
from reberth.sources.disk import open_disk
from tests.sources.test_chain import refused
from tests.sources.test_differencing import raw_disk
from tests.sources.test_vmdk import CONTENT, SUBFORMATS, read, vmdk
from tests.support.damage import damaged_copies, read_whatever
from tests.support.differencing import MIB, SECTOR
from tests.support.vmdk import write_cowd, write_descriptor, write_sesparse, write_stream

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("more", ["\n" * 900_000, "a=" + " " * 900_000 + '"b"c"', "a =" * 300_000, "RWa " * 220_000])
def test_a_hostile_descriptor_is_read_in_one_go(tmp_path: Path, more: str) -> None:
    """Patterns that try each way to divide a line would take hours."""
    content = raw_disk(43)
    (tmp_path / "web-flat.vmdk").write_bytes(content)
    read(
        write_descriptor(tmp_path / "web.vmdk", [more, f'RW {len(content) // SECTOR} FLAT "web-flat.vmdk" 0']), content
    )


@pytest.mark.parametrize(
    "line",
    [
        "RW " * 300_000,
        "RW 1 " + " " * 900_000,
        'RW 1234567890123456 FLAT "web-flat.vmdk" 0',
        'RW 8 FLAT "web-flat.vmdk" -8',
        "rdonly 8",
        "#" * (1 << 20),
    ],
)
def test_a_descriptor_that_is_not_understood_never_becomes_a_shorter_disk(tmp_path: Path, line: str) -> None:
    """What follows a part that is left out would lie in the wrong place."""
    (tmp_path / "web-flat.vmdk").write_bytes(raw_disk(43))
    image = write_descriptor(tmp_path / "web.vmdk", ['RW 8 FLAT "web-flat.vmdk" 0', line, "RW 8 ZERO"])
    assert refused(image) == ("source.damaged", {"name": "web.vmdk", "part": "VMDK descriptor"})


def test_a_disk_of_several_extents_has_its_descriptor_elsewhere(tmp_path: Path) -> None:
    """One that is in its first extent would be that extent alone."""
    image = vmdk(tmp_path / "web.vmdk", "monolithicSparse")
    data = image.read_bytes()
    at = data.index(b"\n# The Disk Data Base")
    _set(image, at, b"\nRW 4192256 ZERO\n#")
    assert refused(image) == ("source.damaged", {"name": "web.vmdk", "part": "VMDK descriptor"})


def test_a_small_extent_has_no_directory_of_terabytes(tmp_path: Path) -> None:
    """Hundreds of lines may name one file, whose header claims the largest disk that there is."""
    target = tmp_path / "web-s001.vmdk"
    header = struct.pack("<4sIIQQQQIQQQ", b"KDMV", 1, 0, (64 << 40) // SECTOR, 128, 0, 0, 512, 0, 1, 128)
    target.write_bytes(header.ljust(SECTOR, b"\0"))
    os.truncate(target, 16 * MIB)
    image = write_descriptor(tmp_path / "web.vmdk", ['RW 8 SPARSE "web-s001.vmdk"'] * 20)
    tracemalloc.start()
    read(image, bytes(20 * 8 * SECTOR))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * MIB
    # Nor does a table of almost nothing make one.
    _set(target, 20, struct.pack("<Q", 1))
    assert refused(image) == ("source.damaged", {"name": "web-s001.vmdk", "part": "VMDK grain directory"})


def _set(image: Path, place: int, data: bytes) -> None:
    with image.open("r+b") as file:
        file.seek(place)
        file.write(data)


# Of the header: the offset of a field of a sparse extent, and what a hostile one has there.
_HEADER = {
    "version": (4, struct.pack("<I", 9)),
    "capacity": (12, struct.pack("<Q", 1 << 54)),
    "grain of 2^40": (20, struct.pack("<Q", 1 << 40)),
    "grain that is no power of two": (20, struct.pack("<Q", 100)),
    "no entries": (44, struct.pack("<I", 0)),
    "many entries": (44, struct.pack("<I", 1 << 31)),
    "directory beyond the end": (56, struct.pack("<Q", 1 << 53)),
    "descriptor beyond the end": (28, struct.pack("<Q", 1 << 53)),
    "text": (73, b"\n \n\n"),
}


@pytest.mark.parametrize("name", _HEADER)
def test_a_hostile_header(tmp_path: Path, name: str) -> None:
    image = vmdk(tmp_path / "web.vmdk", "monolithicSparse", raw_disk(3))
    _set(image, *_HEADER[name])
    code, params = refused(image)
    expected = {"source.not-supported-yet"} if name == "version" else {"source.damaged", "source.truncated"}
    assert code in expected
    assert params["name"] == "web.vmdk"


def test_a_header_without_line_ends_says_so_itself(tmp_path: Path) -> None:
    """Flag 0 is whether the four characters are there."""
    image = vmdk(tmp_path / "web.vmdk", "monolithicSparse")
    flags = struct.unpack_from("<I", image.read_bytes(), 8)[0]
    _set(image, 73, bytes(4))
    assert refused(image)[0] == "source.damaged"
    _set(image, 8, struct.pack("<I", flags & ~1))
    read(image, CONTENT)


@pytest.mark.parametrize("cut", [1, 512, 4096, 2 * MIB])
def test_a_stream_that_was_cut_off(tmp_path: Path, cut: int) -> None:
    image = write_stream(tmp_path / "web.vmdk", CONTENT)
    os.truncate(image, image.stat().st_size - cut)
    assert refused(image)[0] == "source.damaged"


def test_a_grain_in_the_wrong_place_is_an_error_and_no_content(tmp_path: Path) -> None:
    image = write_stream(tmp_path / "web.vmdk", CONTENT)
    data = image.read_bytes()
    directory = struct.unpack_from("<Q", data, len(data) - 1024 + 56)[0] * SECTOR
    table = struct.unpack_from("<I", data, directory)[0] * SECTOR
    _set(image, table, data[table + 4 : table + 8])
    disk = open_disk(image)
    with pytest.raises(ReberthError) as caught:
        disk.source.read_at(0, 512)
    disk.source.close()
    assert caught.value.params == {"name": "web.vmdk", "part": "VMDK grain marker"}


@pytest.mark.parametrize(
    "kind", ["monolithicSparse", "streamOptimized", "stream", "VMFSSPARSE", "SESPARSE", "descriptor"]
)
def test_damage_never_ends_in_anything_but_an_error(tmp_path: Path, kind: str) -> None:
    content = raw_disk(40, 2 * MIB)
    target = tmp_path / "web.vmdk"
    count = len(content) // SECTOR
    if kind in SUBFORMATS:
        vmdk(target, kind, content)
    elif kind == "stream":
        write_stream(target, content)
    elif kind == "descriptor":
        (tmp_path / "web-flat.vmdk").write_bytes(content)
        write_descriptor(target, [f'RW {count} VMFS "web-flat.vmdk"'])
    else:
        target = tmp_path / "web-delta.vmdk"
        write_cowd(target, content, range(count)) if kind == "VMFSSPARSE" else write_sesparse(target, content, range(9))
        write_descriptor(tmp_path / "web.vmdk", [f'RW {count} {kind} "web-delta.vmdk"'])
    codes = set()
    for data in damaged_copies(target.read_bytes(), 41, 150):
        target.write_bytes(data)
        codes.add(read_whatever(tmp_path / "web.vmdk"))
    assert {"", "source.damaged"} <= codes or {"", "source.truncated"} <= codes
    assert "source.unreadable" not in codes
