"""The volumes of one server: letters, mount folders, and what a volume that cannot be read says."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reberth.filesystems.volumes import kind_of, open_volumes
from reberth.host.opening import open_for_reading
from reberth.model.content import ContentRef
from reberth.model.errors import ReberthError
from tests.filesystems.handmade_wim import FILE, Node, hand_wim, metadata, sha1
from tests.filesystems.test_content_walk import LinkedTree
from tests.support.disks import MIB, Part, make_disk
from tests.support.trees import MemoryTree, memory_volumes

if TYPE_CHECKING:
    from pathlib import Path

GUID = "0d15c000-0000-4000-8000-000000000101"


def test_a_letter_belongs_to_one_volume_only() -> None:
    volumes = memory_volumes(MemoryTree("v", {r"\a": b""}), MemoryTree("w", {r"\b": b""}))
    volumes.assign_letters({"v": "c", "w": "d"})
    volumes.assign_letters({"w": "C"})
    assert [volume.letter for volume in volumes.volumes] == ["", "C"]
    found = volumes.resolve(r"c:/B")
    assert found is not None
    assert (found.tree.volume, found.entry.path) == ("w", r"\b")
    assert volumes.resolve(r"D:\b") is None
    assert volumes.resolve("relative") is None


def test_a_mount_folder_leads_to_its_volume() -> None:
    mount = f"Volume{{{GUID.upper()}}}\\"
    volumes = memory_volumes(LinkedTree("v", {}, {r"\data": mount}), MemoryTree("w", {r"\b\c.txt": b""}))
    assert volumes.find(ContentRef("v", r"\data\b")) is None
    volumes.assign_mount_points({GUID: "w"})
    found = volumes.find(ContentRef("v", r"\data\b\c.txt"))
    assert found is not None
    assert found.tree.volume == "w"


def test_links_in_a_circle_lead_nowhere() -> None:
    volumes = memory_volumes(LinkedTree("v", {}, {r"\a": r"\b", r"\b": r"\a"}))
    assert volumes.find(ContentRef("v", r"\a\x")) is None


def test_a_volume_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ReberthError) as caught:
        memory_volumes(MemoryTree("v", {})).assign_letters({"x": "D"})
    assert (caught.value.code, caught.value.params["known"]) == ("filesystem.no-such-volume", "v")


def test_what_a_volume_holds_and_that_it_cannot_be_read(tmp_path: Path) -> None:
    disk = make_disk(tmp_path / "d.img", [Part(8), Part(4, kind="ext4"), Part(2, kind="empty")])
    with open_volumes([disk.path]) as volumes:
        assert [volume.file_system for volume in volumes.volumes] == ["ntfs", "ext", "unknown"]
        assert volumes.tree("disk0.partition1").find("\\") is not None
        assert volumes.volumes[0].label == "Test"
        with pytest.raises(ReberthError) as caught:
            volumes.tree("disk0.partition2")
        assert caught.value.code == "filesystem.not-supported"


def test_a_volume_behind_the_end_of_a_cut_image_says_so(tmp_path: Path) -> None:
    disk = make_disk(tmp_path / "d.img", [Part(2), Part(2)], "mbr")
    with disk.path.open("r+b") as file:
        file.truncate(3 * MIB)
    with open_volumes([disk.path]) as volumes, pytest.raises(ReberthError) as caught:
        volumes.tree("disk0.partition2")
    assert caught.value.code == "source.truncated"


def test_everything_is_closed_together() -> None:
    trees = MemoryTree("v", {}), MemoryTree("w", {})
    with memory_volumes(*trees):
        assert not any(tree.closed for tree in trees)
    assert all(tree.closed for tree in trees)


def test_a_tree_that_cannot_be_closed_does_not_leave_the_others_open() -> None:
    class Stuck(MemoryTree):
        def close(self) -> None:
            raise OSError(self.volume)

    trees = [MemoryTree("a", {}), Stuck("b", {}), MemoryTree("c", {})]
    volumes = memory_volumes(*trees)
    with pytest.raises(OSError, match="b"):
        volumes.close()
    assert [tree.closed for tree in trees] == [True, False, True]
    volumes.close()


def test_what_is_refused_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk, wim, torn = tmp_path / "disk.img", tmp_path / "image.wim", tmp_path / "torn.wim"
    make_disk(disk, [Part(4)])
    words = b"words" * 99
    wim.write_bytes(hand_wim(metadata(Node("a.txt", FILE, sha1(words))), words))
    torn.write_bytes(wim.read_bytes()[:-40])
    opened: list[int] = []
    closed: list[int] = []
    closing = os.close

    def note(path: str) -> int:
        opened.append(open_for_reading(path))
        return opened[-1]

    def noted(handle: int) -> None:
        closed.append(handle)
        closing(handle)

    monkeypatch.setattr("reberth.sources.image_file.open_for_reading", note)
    monkeypatch.setattr(os, "close", noted)
    for paths, image in (([disk, wim], "no such image"), ([disk, torn], "")):
        with pytest.raises(ReberthError):
            open_volumes(paths, image)
    monkeypatch.undo()
    assert len(opened) >= 4
    assert sorted(closed) == sorted(opened)


def test_kinds_of_paths(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"MSWIM\0\0\0more")
    (tmp_path / "b").write_bytes(b"MSWI")
    names = ("", "a", "b", "gone")
    assert [kind_of(tmp_path / name) for name in names] == ["folder", "wim", "disk", "disk"]
