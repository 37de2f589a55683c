"""Everything below a content root: links followed on the server, circles noticed, an end always reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from reberth.filesystems import content_walk
from reberth.filesystems.content_walk import walk_content
from reberth.filesystems.tree import ENCRYPTED, Entry
from reberth.filesystems.volumes import Found, Volumes
from reberth.filesystems.walk import walk
from reberth.model.inventory import SourceInfo, VolumeInfo
from tests.support.trees import MemoryTree, memory_volumes

if TYPE_CHECKING:
    from collections.abc import Mapping

JUNCTION, DEDUPLICATED = 0xA0000003, 0x80000013


class LinkedTree(MemoryTree):
    """A tree some of whose folders are junctions; ``links`` maps paths to targets, "" for a tag without one."""

    def __init__(self, volume: str, files: Mapping[str, bytes | None], links: Mapping[str, str]) -> None:
        super().__init__(volume, {**files, **dict.fromkeys(links)})
        for path, target in links.items():
            tag = JUNCTION if target else DEDUPLICATED
            self._entries[path] = replace(self._entries[path], reparse_tag=tag, target=target)

    def find(self, path: str) -> Entry | None:
        parts = path.strip("\\").split("\\")
        above = ["\\" + "\\".join(parts[:depth]) for depth in range(1, len(parts))]
        return (
            None if any(item in self._entries and self._entries[item].target for item in above) else super().find(path)
        )


class TurningTree(MemoryTree):
    """A damaged volume: the folder ``in`` of the root, and of each folder below it, is the root again."""

    def list(self, folder: Entry) -> list[Entry]:
        inside = [self._entries[path] for path in ("\\in", "\\too", "\\page.aspx")]
        here = folder.path.rstrip("\\")
        return [replace(item, path=f"{here}\\{item.name}", id=5 if item.directory else item.id) for item in inside]


def visited(volumes: Volumes, path: str = "\\") -> dict[str, str]:
    tree = volumes.tree("v")
    root = tree.find(path)
    assert root is not None
    return {item.path: item.problem for item in walk_content(volumes, Found(tree, root))}


def server(files: Mapping[str, bytes | None], links: Mapping[str, str]) -> Volumes:
    volumes = memory_volumes(LinkedTree("v", files, links), MemoryTree("w", {r"\photos\a.jpg": b"x"}))
    volumes.assign_letters({"v": "C", "w": "D"})
    return volumes


def test_order_and_links_to_other_folders_and_volumes() -> None:
    volumes = server({r"\web\b\x.txt": b"", r"\web\a.txt": b"", r"\other\o.txt": b""}, {r"\web\l": r"D:\photos"})
    assert visited(volumes, "\\web") == {
        "\\a.txt": "",
        "\\b": "",
        "\\l": "",
        "\\b\\x.txt": "",
        "\\l\\a.jpg": "",
    }


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        (r"C:\web", "application.link-in-circle"),
        (r"c:\WEB", "application.link-in-circle"),
        (r"C:\web\in", "application.link-leads-out"),
        (r"E:\gone", "application.link-leads-out"),
        (r"UNC\server\share", "application.link-leads-out"),
        ("", "filesystem.file-elsewhere"),
    ],
)
def test_links_that_cannot_be_followed_are_named(target: str, problem: str) -> None:
    assert visited(server({r"\web\a.txt": b""}, {r"\web\in": target}), "\\web") == {"\\a.txt": "", "\\in": problem}


def test_a_link_to_a_volume_that_cannot_be_read_does_not_end_the_walk() -> None:
    volumes = server({r"\web\z.txt": b""}, {r"\web\in": r"E:\data"})
    volumes.sources += (SourceInfo("disk9", "9.vhd", "raw"),)
    volumes.volumes += (VolumeInfo("disk9.partition1", "disk9", "bitlocker", "E"),)
    assert visited(volumes, "\\web") == {"\\in": "application.link-leads-out", "\\z.txt": ""}


def test_a_folder_may_be_reached_both_by_itself_and_by_a_link() -> None:
    volumes = server({r"\web\lib\deep\x.js": b""}, {r"\web\a": r"C:\web\lib", r"\web\z": r"C:\web\lib"})
    found = visited(volumes, "\\web")
    assert not any(found.values())
    assert {f"\\{name}\\deep\\x.js" for name in ("a", "lib", "z")} <= set(found)


def test_links_to_folders_full_of_links_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_walk, "_MOST_LINKS", 20)
    links = {rf"\d{level}\{name}": rf"C:\d{level + 1}" for level in range(12) for name in "ab"}
    found = visited(server({r"\d12\end.txt": b""}, links), "\\d0")
    assert len([1 for problem in found.values() if not problem]) < 50
    assert set(found.values()) == {"", "application.too-many-links"}


def test_a_damaged_index_that_leads_back_up_is_an_error_of_that_folder() -> None:
    tree = TurningTree("v", {r"\in": None, r"\too": None, r"\page.aspx": b"x"})
    found = visited(memory_volumes(tree))
    assert found == {
        "\\in": "filesystem.folder-unreadable",
        "\\too": "filesystem.folder-unreadable",
        "\\page.aspx": "",
    }


def test_a_plain_walk_over_it_ends_as_well() -> None:
    tree = TurningTree("v", {r"\in": None, r"\too": None, r"\page.aspx": b"x"})
    root = tree.find("\\")
    assert root is not None
    assert [entry.path for entry in walk(tree, root)] == ["\\in", "\\too", "\\page.aspx"]


def test_names_and_files_that_no_image_can_hold_are_named() -> None:
    tree = MemoryTree("v", {r"\A.txt": b"", r"\a.TXT": b"", r"\con.txt": b"", r"\key.pem": b"", r"\dot.": None})
    tree._entries["\\key.pem"] = replace(tree._entries["\\key.pem"], attributes=ENCRYPTED)
    assert visited(memory_volumes(tree)) == {
        "\\A.txt": "",
        "\\a.TXT": "application.name-differs-in-case",
        "\\con.txt": "application.name-reserved",
        "\\key.pem": "filesystem.file-encrypted",
        "\\dot.": "application.name-ends-in-dot",
    }
