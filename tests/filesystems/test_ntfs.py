"""NTFS volumes made by ntfs-3g: bytes, names, links and times, and what cannot be read said so."""

from __future__ import annotations

import ctypes
import os
import random
import struct
from typing import TYPE_CHECKING

import pytest

from reberth.filesystems import libwim
from reberth.filesystems.content_walk import walk_content
from reberth.filesystems.libwim import LZX, XPRESS
from reberth.filesystems.tree import PIECE
from reberth.filesystems.volumes import Found, Volumes, open_volumes
from reberth.filesystems.walk import walk
from reberth.model.errors import ReberthError
from tests.support.disks import make_ntfs, set_reparse_point

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reberth.filesystems.tree import Entry, FileTree

MIB = 1 << 20
SECOND = 10**9
MIXED = random.Random(5).randbytes(3 * MIB + 77)
WORDS = b"public class Shop { } // using namespace \r\n" * 9000
# What .exe files are full of, and what pyfwnt's LZX reads wrongly: relative calls.
CALLS = b"".join(b"\xe8" + struct.pack("<i", n % 7000 - 300) + b"\x55\x8b\xec" for n in range(20_000))
DEDUPLICATED = 0x80000013
WOF = 0x80000017


def set_wof(file: Path, data: bytes, algorithm: int, lost: int = 0) -> None:
    """Compress a file in place as ``compact /exe`` does; ``lost`` bytes of the end are not there."""
    kind, size = [(XPRESS, 4096), (LZX, 32768), (XPRESS, 8192), (XPRESS, 16384)][algorithm]
    library = ctypes.CDLL(next(libwim.library_names()))
    library.wimlib_compress.restype = ctypes.c_size_t
    handle = ctypes.c_void_p()
    assert library.wimlib_create_compressor(kind, ctypes.c_size_t(size), 50, ctypes.byref(handle)) == 0
    chunks = []
    for place in range(0, len(data), size):
        piece = data[place : place + size]
        buffer = ctypes.create_string_buffer(len(piece))
        room = ctypes.c_size_t(len(piece) - 1)
        length = library.wimlib_compress(piece, ctypes.c_size_t(len(piece)), buffer, room, handle)
        chunks.append(buffer.raw[:length] if length else piece)
    library.wimlib_free_compressor(handle)
    ends = [sum(map(len, chunks[:number])) for number in range(1, len(chunks))]
    with file.open("wb") as out:
        out.truncate(len(data))
    stored = struct.pack(f"<{len(ends)}I", *ends) + b"".join(chunks)
    os.setxattr(file, "user.WofCompressedData", stored[: len(stored) - lost])
    set_tag(file, WOF, struct.pack("<IIII", 1, 2, 1, algorithm))


def set_tag(file: Path, tag: int, data: bytes) -> None:
    os.setxattr(file, "system.ntfs_reparse_data", struct.pack("<IHH", tag, len(data), 0) + data)


def populate(root: Path) -> None:
    site = root / "inetpub" / "wwwroot"
    site.mkdir(parents=True)
    (site / "mixed.bin").write_bytes(MIXED)
    (site / "empty.txt").write_bytes(b"")
    (site / "Ünïcode 日本.txt").write_bytes(b"x")
    os.link(site / "mixed.bin", root / "link.bin")
    for name in ("Case.txt", "case.txt"):
        (site / name).write_text(name)
    with (root / "sparse.bin").open("wb") as file:
        file.seek(2 * MIB)
        file.write(b"end")
    packed = root / "packed"
    packed.mkdir()
    os.setxattr(packed, "system.ntfs_attrib_be", (0x810).to_bytes(4, "big"))
    (packed / "words.txt").write_bytes(WORDS)
    os.utime(site / "empty.txt", ns=(0, 1_400_000_000 * SECOND + 123_456_700))
    (root / "way").mkdir()
    set_reparse_point(root / "way", r"C:\inetpub")
    (root / "near").write_bytes(b"")
    set_reparse_point(root / "near", r"inetpub\wwwroot\mixed.bin", symlink=True)
    (root / "dedup.bin").write_bytes(bytes(100))
    set_tag(root / "dedup.bin", DEDUPLICATED, bytes(80))
    for algorithm in range(4):
        set_wof(root / f"wof{algorithm}.bin", WORDS if algorithm != 1 else CALLS, algorithm)
    set_wof(root / "mixed.wof", WORDS[:40_000] + MIXED[:10_000] + CALLS[:5000], 0)
    set_wof(root / "odd.wof", WORDS, 0)
    set_tag(root / "odd.wof", WOF, struct.pack("<IIII", 1, 2, 1, 9))
    set_wof(root / "image.wof", WORDS, 0)
    set_tag(root / "image.wof", WOF, struct.pack("<IIII", 1, 1, 1, 0))
    set_wof(root / "torn.wof", WORDS, 0, lost=1000)


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ntfs(tmp_path_factory.mktemp("ntfs") / "c.ntfs", 24 * MIB, populate)


@pytest.fixture(scope="module")
def volumes(volume: Path) -> Iterator[Volumes]:
    with open_volumes([volume]) as opened:
        opened.assign_letters({opened.volumes[0].id: "C"})
        yield opened


@pytest.fixture(scope="module")
def tree(volumes: Volumes) -> FileTree:
    return volumes.tree(volumes.volumes[0].id)


def entry(tree: FileTree, path: str) -> Entry:
    found = tree.find(path)
    assert found is not None
    return found


def read(tree: FileTree, path: str, offset: int = 0, length: int | None = None) -> bytes:
    pieces = list(tree.chunks(entry(tree, path), offset, length))
    assert all(0 < len(piece) <= PIECE for piece in pieces)
    return b"".join(pieces)


def refused(tree: FileTree, path: str) -> str:
    with pytest.raises(ReberthError) as caught:
        read(tree, path)
    assert caught.value.params["path"] == path
    return caught.value.code


def test_bytes_of_all_kinds_of_files(tree: FileTree) -> None:
    assert read(tree, r"\inetpub\wwwroot\mixed.bin") == MIXED
    assert read(tree, r"\link.bin", MIB - 5, MIB) == MIXED[MIB - 5 : 2 * MIB - 5]
    assert read(tree, r"\inetpub\wwwroot\empty.txt") == b""
    assert read(tree, r"\sparse.bin") == bytes(2 * MIB) + b"end"
    assert read(tree, r"\packed\words.txt") == WORDS
    assert read(tree, r"\link.bin", len(MIXED) + 5, 10) == b""


def test_the_listing_has_no_file_of_the_file_system_and_is_sorted(tree: FileTree) -> None:
    names = [item.name for item in tree.list(entry(tree, "\\"))]
    assert names == sorted(names, key=str.upper)
    assert not [name for name in names if name.startswith("$")]
    assert {"inetpub", "way", "near"} <= set(names)
    assert len([1 for item in walk(tree, entry(tree, "\\")) if not item.directory]) == 18


def test_names_ignore_case_and_the_exact_one_wins(tree: FileTree) -> None:
    assert entry(tree, r"\INETPUB\WWWROOT\ÜNÏCODE 日本.TXT").name == "Ünïcode 日本.txt"
    assert [read(tree, rf"\inetpub\WWWroot\{name}") for name in ("Case.txt", "case.txt")] == [b"Case.txt", b"case.txt"]
    assert tree.find(r"\inetpub\gone") is None
    assert tree.find(r"\link.bin\below") is None


def test_times_and_identities(tree: FileTree) -> None:
    assert entry(tree, r"\inetpub\wwwroot\empty.txt").modified == 1_400_000_000 * SECOND + 123_456_700
    assert entry(tree, r"\link.bin").id == entry(tree, r"\inetpub\wwwroot\mixed.bin").id != 0


def test_links_are_followed_on_the_volume(volumes: Volumes, tree: FileTree) -> None:
    assert (entry(tree, r"\way").target, entry(tree, r"\near").target) == (r"C:\inetpub", r"inetpub\wwwroot\mixed.bin")
    assert refused(tree, r"\near") == "filesystem.file-elsewhere"
    for path in (r"C:\way\wwwroot\mixed.bin", r"C:\NEAR"):
        found = volumes.resolve(path)
        assert found is not None
        assert found.entry.path == r"\inetpub\wwwroot\mixed.bin"


def test_what_lies_elsewhere_is_an_error_and_never_zeros(tree: FileTree) -> None:
    for name in ("dedup.bin", "image.wof"):
        assert refused(tree, f"\\{name}") == "filesystem.file-elsewhere"


def test_a_damaged_file_does_not_take_its_neighbours_with_it(volumes: Volumes, tree: FileTree) -> None:
    """libfsntfs refuses a file whose kind of compression it does not know, and does not even tell its name."""
    [lost] = [item for item in tree.list(entry(tree, "\\")) if item.problem]
    assert (lost.name[0], lost.path) == ("<", f"\\{lost.name}")
    with pytest.raises(ReberthError) as caught:
        list(tree.chunks(lost))
    assert (caught.value.code, caught.value.params) == ("filesystem.file-unreadable", {"path": lost.path})
    found = walk_content(volumes, Found(tree, entry(tree, "\\")))
    assert (lost.path, "filesystem.file-unreadable") in {(item.path, item.problem) for item in found}


@pytest.mark.parametrize("algorithm", range(4))
def test_what_windows_compressed_in_place_is_read_through(tree: FileTree, algorithm: int) -> None:
    path, expected = f"\\wof{algorithm}.bin", CALLS if algorithm == 1 else WORDS
    found = entry(tree, path)
    assert (found.size, found.reparse_tag) == (len(expected), 0)
    assert read(tree, path) == expected
    assert read(tree, path, 70_000, 40_000) == expected[70_000:110_000]
    assert read(tree, path, len(expected) - 5, 40_000) == expected[-5:]


def test_chunks_that_could_not_be_compressed_are_taken_as_they_are(tree: FileTree) -> None:
    assert read(tree, r"\mixed.wof") == WORDS[:40_000] + MIXED[:10_000] + CALLS[:5000]


def test_a_torn_compressed_file_is_an_error(tree: FileTree) -> None:
    assert refused(tree, r"\torn.wof") == "filesystem.file-unreadable"


def test_without_libwim_a_compressed_file_says_what_it_needs(volume: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libwim, "_library", lambda: None)
    with open_volumes([volume]) as opened:
        alone = opened.tree(opened.volumes[0].id)
        assert refused(alone, r"\wof0.bin") == refused(alone, r"\wof1.bin") == "filesystem.file-needs-libwim"
        assert read(alone, r"\inetpub\wwwroot\mixed.bin") == MIXED


def test_a_volume_whose_mft_is_gone_is_said_to_be_damaged(volume: Path, tmp_path: Path) -> None:
    data = bytearray(volume.read_bytes())
    place = int.from_bytes(data[48:56], "little") * 4096
    data[place : place + 4096] = bytes(4096)
    broken = tmp_path / "b.ntfs"
    broken.write_bytes(data)
    with open_volumes([broken]) as opened, pytest.raises(ReberthError) as caught:
        opened.tree(opened.volumes[0].id)
    assert caught.value.code == "filesystem.ntfs-damaged"
