"""Parents are found by where they should be and known by who they are; what stands in the way is told by name."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from reberth.model.errors import ReberthError
from reberth.sources import chain
from reberth.sources.chain import Chains
from reberth.sources.disk import open_disk
from tests.support.differencing import MIB, locator_of, vhd_identity, write_vhd_child, write_vhdx
from tests.support.disks import convert

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = bytes(510) + b"\x55\xaa" + b"parent" * 1000
CONTENT += bytes(2 * MIB - len(CONTENT))
NEW = b"child".ljust(512) + CONTENT[512:]


def vhd(path: Path) -> Path:
    raw = path.with_suffix(".raw")
    raw.write_bytes(CONTENT)
    convert(raw, path, "vhd-dynamic")
    raw.unlink()
    return path


def refused(path: Path, *places: Path) -> tuple[str, dict[str, str | int]]:
    """The code and the places of the error."""
    with pytest.raises(ReberthError) as caught:
        open_disk(path, places)
    return caught.value.code, caught.value.params


def found(path: Path, *places: Path) -> list[Path]:
    """The parents of a disk; it can be read as well."""
    disk = open_disk(path, places)
    assert disk.source.read_at(0, 5) == b"child"
    disk.source.close()
    return [member.path for member in Chains(places).chain(path)[1:]]


@pytest.mark.parametrize(
    ("relative", "place"),
    [
        (".\\Base.VHD", "vm/base.vhd"),
        ("..\\Base Disks\\Base.vhd", "BASE disks/base.vhd"),
        ("gone\\base.vhd", "vm/base.vhd"),
        ("..\\base.vhd", "base.vhd"),
        ("", "vm/base.vhd"),
    ],
    ids=["letters", "folder", "beside", "above", "absolute-only"],
)
def test_a_parent_is_found_by_relative_path_or_beside(tmp_path: Path, relative: str, place: str) -> None:
    (tmp_path / "vm").mkdir()
    (tmp_path / place).parent.mkdir(exist_ok=True)
    parent = vhd(tmp_path / place)
    child = tmp_path / "vm" / "web.avhd"
    write_vhd_child(child, parent, NEW, {0}, relative=relative, absolute="D:\\VMs\\Base.vhd")
    assert [path.resolve() for path in found(child)] == [parent.resolve()]


def test_a_relative_path_is_taken_from_the_childs_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vm").mkdir()
    parent = vhd(tmp_path / "base.vhd")
    write_vhd_child(tmp_path / "vm" / "web.avhd", parent, NEW, {0}, relative="..\\base.vhd")
    monkeypatch.chdir(tmp_path / "vm")
    assert [path.resolve() for path in found(type(parent)("web.avhd"))] == [parent]


def test_a_parent_that_the_user_names_is_known_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "vm").mkdir()
    (tmp_path / "elsewhere" / "Virtual Hard Disks").mkdir(parents=True)
    parent = vhd(tmp_path / "elsewhere" / "Virtual Hard Disks" / "copy of base.vhd")
    other = vhd(tmp_path / "elsewhere" / "a.vhd")
    child = write_vhd_child(tmp_path / "vm" / "web.avhd", parent, NEW, {0}, relative="..\\gone\\base.vhd")
    assert refused(child, other)[0] == "source.parent-missing"
    assert found(child, other, child, parent) == [parent]
    assert found(child, tmp_path / "elsewhere") == [parent]
    renamed = parent.rename(tmp_path / "base.bin")
    assert found(child, renamed) == [renamed]


def test_a_missing_parent_is_asked_for_by_name(tmp_path: Path) -> None:
    parent = write_vhdx(tmp_path / "base.vhdx", CONTENT)
    where = "C:\\ClusterStorage\\Volume1\\Base\\base.vhdx"
    middle = write_vhdx(
        tmp_path / "web_1.avhdx", NEW, {0}, locator_of(parent, absolute_win32_path=where), data_write=UUID(int=1)
    )
    child = write_vhdx(tmp_path / "web_2.avhdx", NEW, {0}, locator_of(middle), data_write=UUID(int=2))
    parent.unlink()
    missing = {"name": "web_1.avhdx", "parent": "base.vhdx", "path": where}
    assert refused(child) == refused(middle) == ("source.parent-missing", missing)


@pytest.mark.parametrize("path", ["\\\\evil\\share\\base.vhd", "//evil/share/base.vhd", "C:\\base.vhd", "C:base.vhd"])
def test_only_relative_paths_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Windows would sign in at a server that a hostile disk names."""
    parent = vhd(tmp_path / "other.vhd")
    child = write_vhd_child(tmp_path / "web.avhd", parent, NEW, {0}, relative=path, absolute=path)
    asked: list[str] = []
    real = os.stat

    def stat(name: str, **more: Any) -> os.stat_result:
        asked.append(str(name))
        return real(name, **more)

    monkeypatch.setattr(os, "stat", stat)
    assert refused(child)[0] == "source.parent-missing"
    assert asked
    assert not [name for name in asked if "evil" in name or "C:" in name]


def test_a_vhdx_parent_that_was_written_to_later_is_refused(tmp_path: Path) -> None:
    parent = write_vhdx(tmp_path / "base.vhdx", CONTENT)
    child = write_vhdx(tmp_path / "web.avhdx", NEW, {0}, locator_of(parent), data_write=UUID(int=1))
    write_vhdx(parent, CONTENT, data_write=UUID(int=9))
    told = {"name": "web.avhdx", "parent": "base.vhdx"}
    assert refused(child) == ("source.parent-changed", told)
    write_vhdx(parent, CONTENT, data_write=UUID(int=9), disk=UUID(int=8))
    assert refused(child) == ("source.parent-other", told)
    parent.write_bytes(CONTENT)
    assert refused(child) == ("source.parent-other", told)
    kept = write_vhdx(tmp_path / "backup.vhdx", CONTENT)
    assert found(child, kept) == [kept]


def test_the_second_linkage_counts_too(tmp_path: Path) -> None:
    """[MS-VHDX] 2.6.2.6.3: the parent is one of the two."""
    parent = write_vhdx(tmp_path / "base.vhdx", CONTENT)
    right = locator_of(parent)["parent_linkage"]
    locator = locator_of(parent, parent_linkage=f"{{{UUID(int=77)}}}", parent_linkage2=right)
    assert found(write_vhdx(tmp_path / "web.avhdx", NEW, {0}, locator, data_write=UUID(int=1))) == [parent]


def test_another_vhd_of_the_same_name_is_refused(tmp_path: Path) -> None:
    parent = vhd(tmp_path / "base.vhd")
    child = write_vhd_child(tmp_path / "web.avhd", parent, NEW, {0}, parent_identity=b"somebody else's.")
    assert refused(child) == ("source.parent-other", {"name": "web.avhd", "parent": "base.vhd"})
    parent.write_bytes(parent.read_bytes()[:-1000])
    (tmp_path / "base.vhd").write_bytes(b"conectix" + bytes(9000))
    assert refused(child) == ("source.damaged", {"name": "base.vhd", "part": "VHD footer"})


def test_sizes_and_sectors_must_fit(tmp_path: Path) -> None:
    parent = vhd(tmp_path / "base.vhd")
    child = write_vhd_child(tmp_path / "web.avhd", parent, NEW + bytes(MIB), {0})
    sizes = {"name": "web.avhd", "parent": "base.vhd", "need": 3 * MIB, "have": 2 * MIB}
    assert refused(child) == ("source.parent-size", sizes)
    large = write_vhdx(tmp_path / "base.vhdx", CONTENT, sector_size=4096)
    child = write_vhdx(tmp_path / "web.avhdx", NEW, {0}, locator_of(large), data_write=UUID(int=1))
    sectors = {"name": "web.avhdx", "parent": "base.vhdx", "need": 512, "have": 4096}
    assert refused(child) == ("source.parent-sectors", sectors)


# --- hostile children


def test_a_disk_that_is_its_own_parent(tmp_path: Path) -> None:
    base = vhd(tmp_path / "base.vhd")
    same = b"sixteen bytes id"
    child = tmp_path / "web.vhd"
    write_vhd_child(child, base, NEW, {0}, relative=".\\web.vhd", identity=same, parent_identity=same)
    assert refused(child) == ("source.parent-loop", {"name": "web.vhd", "parent": "web.vhd"})


def test_disks_that_are_parents_of_each_other(tmp_path: Path) -> None:
    def link(name: str, number: int) -> dict[str, str]:
        return {"parent_linkage": f"{{{UUID(int=number)}}}", "relative_path": name}

    first = write_vhdx(tmp_path / "a.vhdx", NEW, {0}, link("b.vhdx", 2), data_write=UUID(int=1))
    second = write_vhdx(tmp_path / "b.vhdx", NEW, {0}, link("a.vhdx", 1), data_write=UUID(int=2))
    assert refused(first) == ("source.parent-loop", {"name": "a.vhdx", "parent": "a.vhdx"})
    assert refused(second, first)[0] == "source.parent-loop"
    into = write_vhdx(tmp_path / "c.vhdx", NEW, {0}, link("b.vhdx", 2), data_write=UUID(int=3))
    assert refused(into)[0] == "source.parent-loop"


def test_a_chain_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chain._MOST_PARENTS >= 50, "Hyper-V allows that many checkpoints"
    monkeypatch.setattr(chain, "_MOST_PARENTS", 3)
    parent = write_vhdx(tmp_path / "0.vhdx", CONTENT)
    for number in range(1, 5):
        child = tmp_path / f"{number}.vhdx"
        parent = write_vhdx(child, NEW, {0}, locator_of(parent), data_write=UUID(int=number))
    assert len(found(tmp_path / "3.vhdx")) == 3
    assert refused(tmp_path / "4.vhdx") == ("source.chain-too-long", {"name": "4.vhdx", "most": 3})


def test_locators_that_do_not_hold_are_passed_over(tmp_path: Path) -> None:
    """The header names the parent as well."""
    parent = vhd(tmp_path / "base.vhd")
    child = write_vhd_child(tmp_path / "web.avhd", parent, NEW, {0}, absolute="D:\\base.vhd")
    data = bytearray(child.read_bytes())
    for place, (length, offset) in ((576, (0xFFFFFFF0, 0)), (600, (64, 1 << 63)), (624, (4, 0))):
        code = b"W2ru" if place < 624 else b"\xff\xff\xff\xff"
        struct.pack_into(">4sIIIQ", data, 512 + place, code, 1, length, 0, offset)
    struct.pack_into(">I", data, 512 + 36, 0)
    struct.pack_into(">I", data, 512 + 36, ~sum(data[512:1536]) & 0xFFFFFFFF)
    child.write_bytes(data)
    assert found(child) == [parent]


@pytest.mark.parametrize(
    "locator",
    [{}, {"relative_path": ".\\base.vhdx"}, {"parent_linkage": "{no guid}"}, {"parent_linkage": f"{{{UUID(int=0)}}}"}],
    ids=["nothing", "no-linkage", "no-guid", "zeros"],
)
def test_a_vhdx_child_must_say_who_its_parent_is(tmp_path: Path, locator: dict[str, str]) -> None:
    write_vhdx(tmp_path / "base.vhdx", CONTENT, data_write=UUID(int=0))
    child = write_vhdx(tmp_path / "web.avhdx", NEW, {0}, locator)
    assert refused(child) == ("source.damaged", {"name": "web.avhdx", "part": "VHDX parent locator"})


def test_a_vhd_child_must_say_who_its_parent_is(tmp_path: Path) -> None:
    parent = vhd(tmp_path / "base.vhd")
    assert any(vhd_identity(parent))
    child = write_vhd_child(tmp_path / "web.avhd", parent, NEW, {0}, parent_identity=bytes(16))
    assert refused(child) == ("source.damaged", {"name": "web.avhd", "part": "VHD parent unique ID"})


@pytest.mark.parametrize("entry", [0, (1 << 44 << 20) // 2 | 6, 6])
def test_a_sector_bitmap_that_is_not_there(tmp_path: Path, entry: int) -> None:
    parent = write_vhdx(tmp_path / "base.vhdx", CONTENT)
    child = write_vhdx(tmp_path / "web.avhdx", NEW, {0}, locator_of(parent), data_write=UUID(int=1))
    data = bytearray(child.read_bytes())
    struct.pack_into("<Q", data, 3 * MIB + 8 * 4096, entry & (1 << 64) - 1)
    child.write_bytes(data)
    assert refused(child)[0] in {"source.damaged", "source.truncated"}


@pytest.mark.parametrize("keep", [5 * MIB, 4 * MIB + 100, 3 * MIB + 100, MIB, 70_000, 600])
def test_a_child_that_is_cut_off(tmp_path: Path, keep: int) -> None:
    parent = write_vhdx(tmp_path / "base.vhdx", CONTENT)
    child = write_vhdx(tmp_path / "web.avhdx", NEW, {0}, locator_of(parent), data_write=UUID(int=1))
    child.write_bytes(child.read_bytes()[:keep])
    assert refused(child)[0] in {"source.damaged", "source.truncated"}
    base = vhd(tmp_path / "base.vhd")
    child = write_vhd_child(tmp_path / "web.avhd", base, NEW, {0})
    child.write_bytes(child.read_bytes()[: min(keep, 8192 + 512 + 512 + 100)])
    assert refused(child)[0] in {"source.damaged", "source.truncated"}


def test_an_absurd_vhdx_locator_is_told_as_damaged(tmp_path: Path) -> None:
    parent = write_vhdx(tmp_path / "base.vhdx", CONTENT)
    child = write_vhdx(tmp_path / "web.avhdx", NEW, {0}, locator_of(parent), data_write=UUID(int=1))
    data = bytearray(child.read_bytes())
    place = data.index("parent_linkage".encode("utf-16-le")) - 20 - 24
    struct.pack_into("<H", data, place + 18, 0xFFFF)
    struct.pack_into("<IIHH", data, place + 20, 0xFFFFFFF0, 0xFFFFFFF0, 0xFFFF, 0xFFFF)
    child.write_bytes(data)
    assert refused(child) == ("source.damaged", {"name": "web.avhdx", "part": "VHDX parent locator"})
