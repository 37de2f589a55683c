"""A VHDX that was not closed cleanly reads as it does once qemu has replayed its log; the file itself is left alone."""

from __future__ import annotations

import shutil
import struct
import uuid
from typing import TYPE_CHECKING

import pytest

from reberth.filesystems.volumes import open_volumes
from reberth.model.errors import ReberthError
from reberth.sources import vhdx_log
from reberth.sources.crc32c import crc32c
from reberth.sources.disk import open_disk
from tests.sources.test_differencing import raw_disk, reads_as
from tests.support.differencing import MIB, locator_of, write_vhdx
from tests.support.disks import run
from tests.support.vhdx_log import PAGE, Change, changes, entry, log_region, with_log

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A VHDX before and after qemu wrote to it: new blocks, old blocks, and a page that became zeros."""
    folder = tmp_path_factory.mktemp("states")
    content = bytearray(raw_disk(6))
    content[MIB : 3 * MIB], content[4 * MIB : 5 * MIB] = bytes(2 * MIB), b"q" * MIB
    (folder / "disk.raw").write_bytes(content)
    disk = folder / "disk.vhdx"
    run("qemu-img", "convert", "-f", "raw", "-O", "vhdx", "-o", "block_size=1M", folder / "disk.raw", disk)
    before = disk.read_bytes()
    for write in ("-P 1 0 1024", "-P 0x5a 1100000 300000", "-P 7 2M 4k", "-P 0 4M 8k"):
        run("qemu-io", "-f", "vhdx", "-c", f"write {write}", disk)
    after = disk.read_bytes()
    # qemu does not make a file longer when it replays, unless its end is no whole MiB.
    return before.ljust(len(after), b"\0"), after


def replayed_by_qemu(disk: Path) -> bytes:
    """What qemu reads from a copy of the disk, whose log it replays."""
    copy, raw = disk.with_suffix(".copy.vhdx"), disk.with_suffix(".raw")
    shutil.copy(disk, copy)
    run("qemu-img", "check", "-q", "-r", "all", "-f", "vhdx", copy)
    run("qemu-img", "convert", "-f", "vhdx", "-O", "raw", copy, raw)
    return raw.read_bytes()


def same_as_qemu(disk: Path) -> bytes:
    """Compare all sectors with qemu's, and that the file is as it was."""
    before = disk.read_bytes(), disk.stat().st_mtime_ns
    opened = open_disk(disk)
    assert opened.replayed == (disk.name,)
    expected = replayed_by_qemu(disk)
    reads_as(opened, expected)
    opened.source.close()
    assert (disk.read_bytes(), disk.stat().st_mtime_ns) == before
    return expected


@pytest.mark.parametrize("parts", [1, 4])
@pytest.mark.parametrize("start", [0, PAGE * 3, MIB - PAGE, MIB - PAGE * 9])
def test_a_log_that_holds_all_that_was_written(
    tmp_path: Path, states: tuple[bytes, bytes], parts: int, start: int
) -> None:
    """In one entry and in several, from the log's start and round its end, behind what older entries have left."""
    before, after = states
    written = changes(before, after, log_region(before))
    assert any(change.zeros for change in written)
    size = -(-len(written) // parts)
    entries: list[bytes] = []
    for number in range(parts):
        piece = written[number * size : (number + 1) * size]
        entries.append(entry(100 + number, start, piece, len(before), len(after)))
    old = entry(99, 0, [Change(3 * MIB, b"\xff" * PAGE)], len(before), len(before), uuid.UUID(int=5))
    disk = tmp_path / "disk.vhdx"
    disk.write_bytes(with_log(with_log(before, [old], (start + MIB // 2) % MIB), entries, start))
    # Of a sequence that goes on at the log's start qemu replays the second half alone.
    broken = parts > 1 and start + sum(map(len, entries)) > MIB
    read = content_of(disk, disk.read_bytes()) if broken else same_as_qemu(disk)
    assert read == content_of(tmp_path / "after.vhdx", after)


def content_of(path: Path, image: bytes) -> bytes:
    """What the disk of an image reads as."""
    path.write_bytes(image)
    disk = open_disk(path)
    try:
        return disk.source.read_at(0, disk.source.size)
    finally:
        disk.source.close()


def test_the_file_was_not_yet_as_long_as_the_log_makes_it(tmp_path: Path, states: tuple[bytes, bytes]) -> None:
    before, after = states
    short = before[: len(before.rstrip(b"\0")) + -len(before.rstrip(b"\0")) % MIB]
    assert len(short) < len(after)
    dirty = with_log(short, [entry(1, 0, changes(before, after, log_region(before)), len(short), len(after))])
    assert content_of(tmp_path / "disk.vhdx", dirty) == content_of(tmp_path / "after.vhdx", after)


def test_it_is_told(tmp_path: Path, states: tuple[bytes, bytes]) -> None:
    before, after = states
    disk = tmp_path / "disk.vhdx"
    disk.write_bytes(with_log(before, [entry(1, 0, changes(before, after, log_region(before)), 0, 0)]))
    with open_volumes([disk]) as volumes:
        assert [(item.code, item.severity, item.params) for item in volumes.findings] == [
            ("source.log-replayed", "info", {"name": "disk.vhdx"})
        ]


def test_only_the_active_sequence_counts(tmp_path: Path, states: tuple[bytes, bytes]) -> None:
    """Entries before the tail are in the file already; a sequence of lower numbers is what a former round left."""
    before, after = states
    written = changes(before, after, log_region(before))
    ends = len(before), len(after)
    wrong = [Change(written[0].offset, b"\xff" * PAGE), Change(written[-1].offset, zeros=PAGE)]
    first = entry(200, 0, wrong, *ends)
    entries = [first, entry(201, len(first), written[:5], *ends), entry(202, len(first), written[5:], *ends)]
    former = entry(50, MIB // 2, wrong, *ends)
    disk = tmp_path / "disk.vhdx"
    disk.write_bytes(with_log(with_log(before, [former], MIB // 2), entries))
    same_as_qemu(disk)


def test_later_entries_win_over_earlier_ones(tmp_path: Path, states: tuple[bytes, bytes]) -> None:
    before, after = states
    written = [change for change in changes(before, after, log_region(before)) if not change.zeros]
    ends = len(before), len(after)
    place = written[-1].offset
    filled = Change(place, b"\x11" * PAGE)
    for number, last in enumerate(([Change(place, zeros=PAGE)], [Change(place, zeros=PAGE), filled])):
        first = entry(7, 0, [*written, filled], *ends)
        disk = tmp_path / f"{number}.vhdx"
        disk.write_bytes(with_log(before, [first, entry(8, 0, last, *ends)]))
        same_as_qemu(disk)


def test_a_log_without_entries_is_no_trouble(tmp_path: Path, states: tuple[bytes, bytes]) -> None:
    disk = tmp_path / "disk.vhdx"
    disk.write_bytes(with_log(states[1], []))
    opened = open_disk(disk)
    assert opened.replayed == ()
    reads_as(opened, replayed_by_qemu(disk))


def test_a_parent_with_a_dirty_log(tmp_path: Path) -> None:
    content = raw_disk(8)
    parent = write_vhdx(tmp_path / "base.vhdx", content)
    image = parent.read_bytes()
    page = b"\x77" * PAGE
    place = 4 * MIB
    parent.write_bytes(with_log(image, [entry(1, 0, [Change(place, page)], len(image), len(image))]))
    child = write_vhdx(tmp_path / "a.avhdx", content, {9}, locator_of(parent), data_write=uuid.UUID(int=3))
    opened = open_disk(child)
    assert opened.replayed == ("base.vhdx",)
    whole = open_disk(parent)
    assert opened.source.read_at(0, len(content)) == whole.source.read_at(0, len(content)) != content
    opened.source.close()
    whole.source.close()


# --- logs that do not hold


def refused(path: Path, image: bytes) -> str:
    path.write_bytes(image)
    with pytest.raises(ReberthError) as caught:
        open_disk(path)
    return caught.value.code


def test_a_log_that_does_not_hold_is_refused(tmp_path: Path, states: tuple[bytes, bytes]) -> None:
    before, after = states
    written = changes(before, after, log_region(before))[:3]
    ends = len(before), len(after)
    disk = tmp_path / "disk.vhdx"
    whole = entry(5, 0, written, *ends)
    assert refused(disk, with_log(before, [entry(5, PAGE, written, *ends)])) == "source.vhdx-dirty-log"
    assert refused(disk, with_log(before, [entry(5, 0, [Change(4097, bytes(PAGE))], *ends)])) == "source.vhdx-dirty-log"
    assert refused(disk, with_log(before, [entry(5, 0, written, 1 << 40, 1 << 40)])) == "source.truncated"
    for place, value in ((64, b"what"), (64 + 24, b"\x09"), (PAGE, b"what"), (PAGE + 4, b"\x01"), (24, b"\x04")):
        broken = bytearray(whole)
        broken[place : place + len(value)] = value
        struct.pack_into("<I", broken, 4, 0)
        struct.pack_into("<I", broken, 4, crc32c(bytes(broken)))
        assert refused(disk, with_log(before, [bytes(broken)])) == "source.vhdx-dirty-log", place


def test_the_first_entry_may_be_torn(tmp_path: Path, states: tuple[bytes, bytes]) -> None:
    """The power went while it was written: nothing of it counts, and nothing of it is in the file."""
    before, after = states
    torn = bytearray(entry(5, 0, changes(before, after, log_region(before)), len(before), len(after)))
    torn[-100] ^= 1
    disk = tmp_path / "disk.vhdx"
    disk.write_bytes(with_log(before, [bytes(torn)]))
    assert same_as_qemu(disk) == content_of(tmp_path / "before.vhdx", before)


def test_a_hostile_log_costs_no_time(
    tmp_path: Path, states: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries at every place, each as long as the log: checksums of two rounds at most."""
    before, _ = states
    summed: list[int] = []

    def counting(data: bytes) -> int:
        summed.append(len(data))
        return crc32c(data[:1])

    monkeypatch.setattr(vhdx_log, "crc32c", counting)
    head = bytearray(entry(5, 0, [], 0, 0)[:PAGE])
    struct.pack_into("<I", head, 8, MIB)
    assert refused(tmp_path / "disk.vhdx", with_log(before, [bytes(head)] * 256)) == "source.vhdx-dirty-log"
    assert sum(summed) <= 2 * MIB
    image = bytearray(with_log(before, []))
    header = max((64 << 10, 128 << 10), key=lambda place: struct.unpack_from("<Q", image, place + 8)[0])
    struct.pack_into("<I", image, header + 68, 0xFFF00000)
    struct.pack_into("<I", image, header + 4, 0)
    struct.pack_into("<I", image, header + 4, crc32c(bytes(image[header : header + PAGE])))
    assert refused(tmp_path / "disk.vhdx", bytes(image)) == "source.vhdx-dirty-log"
