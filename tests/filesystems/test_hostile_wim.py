"""WIM files that somebody made to do harm: each ends in an error that says what is wrong, or in what is whole."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from reberth.filesystems.volumes import Volumes, open_volumes
from reberth.filesystems.walk import walk
from reberth.model.errors import ReberthError
from tests.filesystems.handmade_wim import FILE, FOLDER, LINK, Node, hand_wim, metadata, sha1

if TYPE_CHECKING:
    from pathlib import Path

TEXT = b"whole and well"
JUNCTION = 0xA0000003


@pytest.fixture
def wim(tmp_path: Path) -> Path:
    return tmp_path / "a.wim"


def opened(wim: Path, data: bytes) -> Volumes:
    wim.write_bytes(data)
    return open_volumes([wim])


def paths(volumes: Volumes) -> list[str]:
    tree = volumes.tree("wim0.image1")
    root = tree.find("\\")
    assert root is not None
    return [entry.path for entry in walk(tree, root)]


def read(volumes: Volumes, path: str, offset: int = 0, length: int | None = None) -> bytes:
    tree = volumes.tree("wim0.image1")
    entry = tree.find(path)
    assert entry is not None
    return b"".join(tree.chunks(entry, offset, length))


def refused(wim: Path, data: bytes) -> str:
    with pytest.raises(ReberthError) as caught:
        opened(wim, data)
    return caught.value.code


def test_the_maker_makes_what_is_read(wim: Path) -> None:
    image = metadata(Node("a", FOLDER, children=(Node("b.txt", digest=sha1(TEXT)),)), Node("c.txt"))
    with opened(wim, hand_wim(image, TEXT)) as volumes:
        assert paths(volumes) == ["\\a", "\\a\\b.txt", "\\c.txt"]
        assert read(volumes, "\\A\\B.TXT") == TEXT


@pytest.mark.parametrize(
    "image",
    [
        metadata(Node("a", FOLDER, children="")),
        metadata(Node("a", FOLDER, children=(Node("b", FOLDER, children="\\a"),))),
        metadata(*(Node(f"{n}", FOLDER, children="\\x") for n in range(9)), Node("x", FOLDER, children=(Node("y"),))),
        metadata(Node("", FOLDER, children=(Node("b"),))),
    ],
    ids=["itself", "above", "shared", "without a name"],
)
def test_folders_that_are_at_two_places_are_an_error(wim: Path, image: bytes) -> None:
    with opened(wim, hand_wim(image)) as volumes, pytest.raises(ReberthError) as caught:
        paths(volumes)
    assert caught.value.code == "filesystem.folder-unreadable"


def test_a_name_of_half_a_letter_or_with_a_backslash_meets_no_other(wim: Path) -> None:
    image = metadata(
        Node("a", FOLDER, children=(Node("b.txt", digest=sha1(TEXT)),)), Node("a\\b.txt"), Node(b"o\0d\0d\0!")
    )
    with opened(wim, hand_wim(image, TEXT)) as volumes:
        assert paths(volumes) == ["\\a", "\\a\\b.txt", "\\a/u005Cb.txt", "\\odd"]
        assert read(volumes, "\\a/u005Cb.txt") == b""
        assert read(volumes, "\\a\\b.txt") == TEXT


@pytest.mark.parametrize("image", [b"", b"\0\0\0", metadata()[:60], struct.pack("<II", 0xFFFFFFF0, 9) + bytes(200)])
def test_metadata_that_is_too_short_is_refused(wim: Path, image: bytes) -> None:
    assert refused(wim, hand_wim(image)) == "source.damaged"


@pytest.mark.parametrize(
    ("filetime", "expected"), [(0, 0), (2**64 - 1, 2**63 - 1), (116_444_736_000_000_000 + 10_000_000, 10**9)]
)
def test_times_that_no_other_system_knows_are_brought_to_what_it_knows(wim: Path, filetime: int, expected: int) -> None:
    with opened(wim, hand_wim(metadata(Node("a", written=filetime)))) as volumes:
        entry = volumes.tree("wim0.image1").find("\\a")
        assert entry is not None
        assert entry.modified == expected


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"form": 4}, "filesystem.file-damaged"),
        ({"form": 4, "size": 0}, ""),
        ({"form": 4, "size": 2**62}, "filesystem.file-damaged"),
        ({"form": 4, "chunk": 3000, "flags": 0}, "filesystem.file-damaged"),
        ({"form": 4, "chunk": 32768, "flags": 0x20002, "size": 2**40}, "filesystem.file-damaged"),
        ({"size": 2**62}, "filesystem.file-damaged"),
        ({"flags": 0x20002, "chunk": 0}, "source.damaged"),
        ({"flags": 0x20002, "chunk": 0x80000000}, "source.damaged"),
        ({"flags": 0x2, "chunk": 32768}, "source.damaged"),
    ],
)
def test_impossible_sizes_are_refused(wim: Path, options: dict[str, int], code: str) -> None:
    data = hand_wim(metadata(Node("a", digest=sha1(TEXT))), TEXT, **options)  # type: ignore[arg-type]
    if code.startswith("source."):
        assert refused(wim, data) == code
        return
    with opened(wim, data) as volumes, pytest.raises(ReberthError) as caught:
        read(volumes, "\\a")
    assert caught.value.code == "filesystem.file-damaged"


@pytest.mark.parametrize("number", ["²", "9" * 5000, "0x", "", "-1", "1_0"])
def test_numbers_of_the_description_that_are_none_are_passed_over(wim: Path, number: str) -> None:
    xml = (
        f'<WIM><IMAGE INDEX="{number}"/><IMAGE INDEX="1"><NAME>S</NAME><TOTALBYTES>{number}</TOTALBYTES></IMAGE></WIM>'
    )
    with opened(wim, hand_wim(metadata(), xml=xml)) as volumes:
        assert (volumes.sources[0].detail, volumes.sources[0].size) == ("1 of 1: S", 0)


def test_a_description_with_entities_gives_none(wim: Path) -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    xml = entities + '<WIM><IMAGE INDEX="1"><NAME>&b;</NAME></IMAGE></WIM>'
    with opened(wim, hand_wim(metadata(), xml=xml)) as volumes:
        assert volumes.sources[0].detail == "1 of 1"


def test_a_link_whose_data_is_not_what_it_was_leads_nowhere(wim: Path) -> None:
    target = "C:\\a".encode("utf-16-le")
    data = struct.pack("<HHHH", 0, len(target), 0, 0) + target
    image = metadata(Node("a"), Node("way", LINK, digest=sha1(data), tag=JUNCTION))
    whole = hand_wim(image, data)
    with opened(wim, whole) as volumes:
        found = volumes.tree("wim0.image1").find("\\way")
        assert found is not None
        assert found.target == "C:\\a"
    with opened(wim, whole.replace(target, "C:\\b".encode("utf-16-le"))) as volumes:
        assert paths(volumes) == ["\\a", "\\way"]
        found = volumes.tree("wim0.image1").find("\\way")
        assert found is not None
        assert (found.target, found.reparse_tag) == ("", JUNCTION)


def test_a_part_from_the_middle_of_a_damaged_file_is_not_given(wim: Path) -> None:
    content = bytes(range(256)) * 16
    whole = hand_wim(metadata(Node("a", FILE, sha1(content))), content)
    with opened(wim, whole) as volumes:
        assert read(volumes, "\\a", 1000, 300) == content[1000:1300]
        assert read(volumes, "\\a", 4000, 300) == content[4000:]
        assert read(volumes, "\\a", 5000, 300) == b""
    for offset, length in ((1000, 300), (0, 5000)):
        with opened(wim, whole.replace(content, content[:9] + b"!" + content[10:])) as volumes:
            with pytest.raises(ReberthError) as caught:
                read(volumes, "\\a", offset, length)
            assert caught.value.code == "filesystem.file-damaged"
