"""WIM files made by wimlib: every byte, every name, every damage."""

from __future__ import annotations

import hashlib
import os
import random
from typing import TYPE_CHECKING

import pytest

from reberth.filesystems.volumes import Volumes, open_volumes
from reberth.filesystems.walk import walk
from reberth.model.errors import ReberthError
from reberth.windows.access import explicit_entries
from tests.support.disks import capture_wim, make_ntfs, set_access, set_reparse_point

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1 << 20


def populate(root: Path) -> None:
    chance = random.Random(7)
    for number in range(40):
        folder = root / f"Folder {number % 7}" / "Ünïcode 日本"
        folder.mkdir(parents=True, exist_ok=True)
        size = chance.choice([0, 1, 700, 32767, 32768, 32769, 200_000])
        text = b"using System; " * (size // 14 + 1)
        (folder / f"file{number:02d}.txt").write_bytes(text[: size // 2] + chance.randbytes(size - size // 2))
    (root / "zeros.bin").write_bytes(bytes(3 * MIB))
    (root / "program.exe").write_bytes(b"\xe8\x01\x02\x03\x00" * 40_000 + chance.randbytes(50_000))
    (root / "copy.txt").write_bytes(b"same")
    os.link(root / "copy.txt", root / "link.txt")
    (root / "way").mkdir()
    set_reparse_point(root / "way", r"C:\Folder 1")
    (root / "guarded").mkdir()
    set_access(root / "guarded", [("S-1-5-32-568", 0x1301BF)], inherited=[("S-1-5-18", 0x1F01FF)])


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_ntfs(tmp_path_factory.mktemp("wim") / "c.ntfs", 40 * MIB, populate)


def hashes(volumes: Volumes) -> dict[str, str]:
    tree = volumes.tree(volumes.volumes[0].id)
    root = tree.find("\\")
    assert root is not None
    return {
        entry.path: hashlib.sha256(b"".join(tree.chunks(entry))).hexdigest()
        for entry in walk(tree, root)
        if not entry.directory
    }


@pytest.fixture(scope="module")
def expected(volume: Path) -> dict[str, str]:
    with open_volumes([volume]) as volumes:
        found = hashes(volumes)
    assert len(found) == 44
    return found


@pytest.mark.parametrize("compression", ["none", "XPRESS", "LZX", "SOLID"])
def test_every_file_is_equal(volume: Path, expected: dict[str, str], compression: str, tmp_path: Path) -> None:
    image = capture_wim(volume, tmp_path / "a.wim", compression)
    with open_volumes([image]) as volumes:
        assert hashes(volumes) == expected
        assert volumes.sources[0].format == "wim"
        volumes.assign_letters({"wim0.image1": "C"})
        found = volumes.resolve(r"C:\WAY\ünïcode 日本")
        assert found is not None
        assert found.entry.path == r"\Folder 1\Ünïcode 日本"
        guarded = volumes.resolve(r"C:\guarded")
        assert guarded is not None
        entries = explicit_entries(guarded.tree.security(guarded.entry))
        assert [(item.sid, item.rights) for item in entries] == [("S-1-5-32-568", 0x1301BF)]


def test_one_of_several_images_is_chosen(volume: Path, tmp_path: Path) -> None:
    image = capture_wim(volume, tmp_path / "a.wim", name="First")
    small = tmp_path / "small"
    small.mkdir()
    (small / "only.txt").write_text("x")
    capture_wim(small, image, name="Second")
    for wanted in ("2", "second"):
        with open_volumes([image], wanted) as volumes:
            assert list(hashes(volumes)) == ["\\only.txt"]
            assert volumes.sources[0].detail == "2 of 2: Second"
    for wanted, code in (
        ("", "source.wim-choice"),
        ("3", "source.wim-no-such-image"),
        ("x", "source.wim-no-such-image"),
    ):
        with pytest.raises(ReberthError) as caught:
            open_volumes([image], wanted)
        assert caught.value.code == code
        assert "2: Second" in str(caught.value.params["images"])


def test_damage_is_named_and_never_read_over(volume: Path, expected: dict[str, str], tmp_path: Path) -> None:
    whole = capture_wim(volume, tmp_path / "a.wim", "LZX").read_bytes()
    chance = random.Random(11)
    broken = tmp_path / "b.wim"
    refused = 0
    for number in range(60):
        data = bytearray(whole)
        if number % 3:
            for _ in range(3):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            data = data[: chance.randrange(len(data))]
        broken.write_bytes(data)
        try:
            with open_volumes([broken]) as volumes:
                tree = volumes.tree("wim0.image1")
                root = tree.find("\\")
                assert root is not None
                for entry in walk(tree, root):
                    if not entry.directory and not entry.reparse_tag:
                        digest = hashlib.sha256(b"".join(tree.chunks(entry))).hexdigest()
                        assert digest == expected[entry.path]
        except ReberthError:
            refused += 1
    assert refused > 30
