"""A folder of the host as a server's drive."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from reberth.filesystems import folder as folder_room
from reberth.filesystems.folder import FolderTree
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from pathlib import Path

SYMLINK, DEDUPLICATED, CLOUD_FOLDER = 0xA000000C, 0x80000013, 0x9000301A


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    drive = tmp_path / "drive"
    (drive / "inetpub" / "Shop").mkdir(parents=True)
    (drive / "inetpub" / "Shop" / "Default.aspx").write_bytes(b"page")
    return drive


def read(tree: FolderTree, path: str, offset: int = 0, length: int | None = None) -> bytes:
    entry = tree.find(path)
    assert entry is not None
    return b"".join(tree.chunks(entry, offset, length))


def test_names_ignore_case_and_the_exact_one_wins(drive: Path) -> None:
    (drive / "inetpub" / "Shop" / "default.ASPX").write_bytes(b"other")
    tree = FolderTree("folder0.root", drive)
    assert read(tree, r"\INETPUB\shop\default.ASPX") == b"other"
    assert read(tree, r"\inetpub\SHOP\DEFAULT.aspx") in {b"page", b"other"}
    assert read(tree, r"\inetpub\Shop\Default.aspx", 1, 2) == b"ag"
    assert tree.find(r"\inetpub\Shop\Default.aspx\below") is None


def test_a_folder_given_through_a_link_is_the_folder(drive: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(drive)
    assert read(FolderTree("folder0.root", link), r"\inetpub\Shop\Default.aspx") == b"page"


def test_links_inside_are_shown_and_not_followed(drive: Path) -> None:
    (drive / "way").symlink_to("inetpub/Shop")
    (drive / "out").symlink_to("/etc/hostname")
    tree = FolderTree("folder0.root", drive)
    for name, target in (("way", r"inetpub\Shop"), ("out", r"\etc\hostname")):
        entry = tree.find(f"\\{name}")
        assert entry is not None
        assert (entry.reparse_tag, entry.target) == (SYMLINK, target)
        with pytest.raises(ReberthError) as caught:
            list(tree.chunks(entry))
        assert caught.value.code == "filesystem.file-elsewhere"
    assert tree.find(r"\way\Default.aspx") is None


def test_a_pipe_is_nothing_to_wait_for(drive: Path) -> None:
    os.mkfifo(drive / "pipe")
    tree = FolderTree("folder0.root", drive)
    entry = tree.find("\\pipe")
    assert entry is not None
    with pytest.raises(ReberthError) as caught:
        list(tree.chunks(entry))
    assert caught.value.code == "filesystem.file-elsewhere"


@pytest.mark.parametrize("name", [b"a\\b", b"caf\xe9", b"uD800", "日本".encode()])
def test_any_name_of_the_host_leads_back_to_its_file(drive: Path, name: bytes) -> None:
    (drive / os.fsdecode(name)).write_bytes(name)
    tree = FolderTree("folder0.root", drive)
    root = tree.find("\\")
    assert root is not None
    [found] = [entry for entry in tree.list(root) if not entry.directory]
    assert "\\" not in found.name
    assert read(tree, found.path) == name


def test_a_share_that_went_away_is_an_error(drive: Path) -> None:
    tree = FolderTree("folder0.root", drive)
    entry = tree.find(r"\inetpub\Shop\Default.aspx")
    assert entry is not None
    drive.rename(drive.with_name("gone"))
    for act in (lambda: tree.find(r"\inetpub"), lambda: tree.list(entry), lambda: list(tree.chunks(entry))):
        with pytest.raises(ReberthError) as caught:
            act()
        assert caught.value.code.startswith("filesystem.")


def test_a_file_that_became_shorter_is_an_error(drive: Path) -> None:
    tree = FolderTree("folder0.root", drive)
    entry = tree.find(r"\inetpub\Shop\Default.aspx")
    assert entry is not None
    (drive / "inetpub" / "Shop" / "Default.aspx").write_bytes(b"pa")
    with pytest.raises(ReberthError) as caught:
        list(tree.chunks(entry))
    assert caught.value.code == "filesystem.file-unreadable"


@pytest.mark.parametrize(("tag", "shown"), [(DEDUPLICATED, 0), (CLOUD_FOLDER, 0), (0xA0000003, 0xA0000003)])
def test_what_windows_reads_through_itself_is_no_link(drive: Path, tag: int, shown: int) -> None:
    status = SimpleNamespace(
        st_mode=0o100644, st_size=4, st_mtime_ns=5, st_ino=6, st_dev=7, st_file_attributes=0x420, st_reparse_tag=tag
    )
    tree = FolderTree("folder0.root", drive)
    entry = tree._entry("a", "\\a", cast("os.stat_result", status), str(drive / "a"))
    assert (entry.reparse_tag, entry.size) == (shown, 4)


def test_windows_is_asked_by_long_paths(drive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_room, "long_path", lambda path: path.replace("short", "drive"))
    tree = FolderTree("folder0.root", drive.with_name("short"))
    assert read(tree, r"\inetpub\Shop\Default.aspx") == b"page"
