"""What the user gave becomes the disks of one server: parents are none, checkpoints stand for their chain."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from reberth.filesystems.volumes import open_volumes
from reberth.model.errors import ReberthError
from reberth.sources.given import sort_out
from tests.sources.test_chain import CONTENT, NEW, vhd
from tests.support.differencing import locator_of, write_vhd_child, write_vhdx

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def checkpoint(path: Path, parent: Path, number: int, *, age: int = 0) -> Path:
    """A VHDX child of ``parent``; ``age`` in seconds."""
    write_vhdx(path, NEW, {0}, locator_of(parent), data_write=UUID(int=number))
    os.utime(path, (1_700_000_000 - age,) * 2)
    return path


def names(paths: Sequence[Path]) -> list[str]:
    return [item.path.name for item in sort_out(paths)]


def test_parents_are_not_disks_of_their_own_in_whatever_order(tmp_path: Path) -> None:
    base = write_vhdx(tmp_path / "web.vhdx", CONTENT)
    middle = checkpoint(tmp_path / "web_1.avhdx", base, 1)
    child = checkpoint(tmp_path / "web_2.avhdx", middle, 2)
    data = vhd(tmp_path / "data.vhd")
    assert names([child, middle, base, data]) == ["web_2.avhdx", "data.vhd"]
    assert names([data, base, middle, child]) == ["data.vhd", "web_2.avhdx"]
    # The one between is found beside its child.
    assert names([base, child]) == ["web_2.avhdx"]
    with open_volumes([base, child, data]) as volumes:
        assert [(item.id, item.name, item.format, item.parents) for item in volumes.sources] == [
            ("disk0", "web_2.avhdx", "vhdx-differencing", ("web_1.avhdx", "web.vhdx")),
            ("disk1", "data.vhd", "vhd-dynamic", ()),
        ]


def test_a_machines_folder_stands_for_the_newest_checkpoint_of_each_disk(tmp_path: Path) -> None:
    """A state that the server was set back from is another branch on the same parent."""
    disks, snapshots = tmp_path / "web" / "Virtual Hard Disks", tmp_path / "web" / "Snapshots"
    disks.mkdir(parents=True)
    snapshots.mkdir()
    system, data = write_vhdx(disks / "web.vhdx", CONTENT), vhd(disks / "data.vhd")
    old = checkpoint(disks / "web_old.avhdx", system, 1, age=500)
    checkpoint(disks / "web_older.avhdx", old, 2, age=400)
    checkpoint(disks / "web_new.avhdx", system, 3, age=100)
    write_vhd_child(snapshots / "data_1.avhd", data, NEW, {0}, relative="..\\Virtual Hard Disks\\data.vhd")
    (tmp_path / "web" / "web.vmcx").touch()
    given = sort_out([tmp_path / "web"])
    assert [(item.path.name, item.older) for item in given] == [
        ("data_1.avhd", ()),
        ("web_new.avhdx", ("web_older.avhdx",)),
    ]
    with open_volumes([tmp_path / "web"]) as volumes:
        assert [(item.name, item.parents, item.older) for item in volumes.sources] == [
            ("data_1.avhd", ("data.vhd",), ()),
            ("web_new.avhdx", ("web.vhdx",), ("web_older.avhdx",)),
        ]
        assert volumes.sources[1].size == len(CONTENT)


def test_disks_that_share_a_template_are_disks_of_their_own(tmp_path: Path) -> None:
    """Only checkpoints (.avhd, .avhdx) are states of one disk; named one by one they are all wanted."""
    base = write_vhdx(tmp_path / "template.vhdx", CONTENT)
    for number in (1, 2):
        checkpoint(tmp_path / f"disk{number}.vhdx", base, number, age=number)
        checkpoint(tmp_path / f"state{number}.avhdx", base, 2 + number, age=number)
    assert names([tmp_path]) == ["disk1.vhdx", "disk2.vhdx", "state1.avhdx"]
    assert names([tmp_path / "state1.avhdx", tmp_path / "state2.avhdx"]) == ["state1.avhdx", "state2.avhdx"]


def test_a_folder_that_holds_a_parent_is_only_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "vm").mkdir()
    (tmp_path / "bases").mkdir()
    base = write_vhdx(tmp_path / "bases" / "2012.vhdx", CONTENT)
    vhd(tmp_path / "bases" / "another.vhd")
    child = checkpoint(tmp_path / "vm" / "web.vhdx", base, 1)
    for paths in ([child, tmp_path / "bases"], [tmp_path / "bases", tmp_path / "vm"], [tmp_path / "vm", base]):
        assert names(paths) == ["web.vhdx"]
    with open_volumes([tmp_path / "bases", child]) as volumes:
        assert [item.name for item in volumes.sources] == ["web.vhdx"]
    # Without such a child it is a machine's folder.
    assert names([tmp_path / "bases"]) == ["2012.vhdx", "another.vhd"]


def test_the_copy_of_a_drive_is_a_volume_whatever_lies_on_it(tmp_path: Path) -> None:
    for name in ("files/Backups", "server/WINDOWS", "data/System Volume Information"):
        (tmp_path / name).mkdir(parents=True)
    folders = [tmp_path / name for name in ("files", "server", "data")]
    for place in (tmp_path / "files" / "Backups", *folders[1:]):
        vhd(place / "left over.vhd")
    assert names(folders) == ["files", "server", "data"]
    with open_volumes(folders) as volumes:
        assert [item.format for item in volumes.sources] == ["folder"] * 3


def test_what_cannot_be_told_stays_and_says_why_when_it_is_opened(tmp_path: Path) -> None:
    base = write_vhdx(tmp_path / "web.vhdx", CONTENT)
    child = checkpoint(tmp_path / "web_1.avhdx", base, 1)
    base.unlink()
    assert names([child, tmp_path / "gone.vhd"]) == ["web_1.avhdx", "gone.vhd"]
    for path, code in ((tmp_path, "source.parent-missing"), (tmp_path / "gone.vhd", "source.not-found")):
        with pytest.raises(ReberthError) as caught:
            open_volumes([path])
        assert caught.value.code == code
