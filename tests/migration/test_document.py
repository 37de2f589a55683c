"""The document: everything back as it was, older and broken ones told apart, never half-written."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import msgspec
import pytest

from reberth.migration.document import BuildRecord, Migration, RunSettings, decode, identify, load, save
from reberth.model.edit import Edit
from reberth.model.errors import ReberthError
from reberth.model.selection import Selection

if TYPE_CHECKING:
    from pathlib import Path

FULL = Migration(
    id="0d15c000-0000-4000-8000-000000000001",
    paths=("C:\\disks\\Müller.vhdx", "d.vhd"),
    wim_image="2",
    letters=(("disk1.partition1", "D"),),
    selection=Selection(("Shop", "Default Web Site/日本"), windows="ltsc2025"),
    edits=(Edit("Dockerfile", "@@ -1 +1 @@\n"),),
    tag="shop:1",
    run=RunSettings("hyperv", ("8080:80",), (("TIER", "test"),), 2, "2g"),
    builds=(BuildRecord("sha256:00", "shop:1", "2026-11-24T02:00:00Z", 12.5),),
    seen={"image": "00"},
)


def test_round_trip(tmp_path: Path) -> None:
    file = tmp_path / "shop.reberth"
    save(Migration("x"), file)
    save(FULL, file)
    assert load(file) == FULL
    assert [item.name for item in tmp_path.iterdir()] == ["shop.reberth"]


def test_who_may_read_a_document_is_for_its_folder_and_its_owner_to_say(tmp_path: Path) -> None:
    file = tmp_path / "shop.reberth"
    before = os.umask(0o027)
    try:
        save(FULL, file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        file.chmod(0o604)
        save(FULL, file)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o604


def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    file = tmp_path / ("x" * 247 + ".reberth")
    save(FULL, file)
    assert [item.name for item in tmp_path.iterdir()] == [file.name]


def test_names_that_no_unicode_text_can_have(tmp_path: Path) -> None:
    """A file name of a POSIX host may be any bytes, and one of NTFS any 16-bit numbers."""
    odd = msgspec.structs.replace(FULL, paths=("/disks/\udcff.vhdx",), selection=Selection(("a\ud800",)))
    save(odd, tmp_path / "odd.reberth")
    assert load(tmp_path / "odd.reberth") == odd
    with pytest.raises(ReberthError) as caught:
        decode(b'{"schema": "reberth.migration.1", "id": "\\ud800", "paths": 5}', "x")
    assert caught.value.code == "migration.damaged"


def test_an_older_document_gets_the_usual_choices() -> None:
    assert decode(b'{"schema": "reberth.migration.1", "id": "x", "paths": ["a"]}', "x") == Migration("x", ("a",))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "migration.damaged"),
        (b"{}", "migration.damaged"),
        (b"[" * 100_000, "migration.damaged"),
        (b'{"schema": "something.else"}', "migration.damaged"),
        (b'{"schema": "reberth.migration.1", "id": 5}', "migration.damaged"),
        (b'{"schema": "reberth.migration.2", "id": "x"}', "migration.newer"),
    ],
)
def test_other_files(data: bytes, code: str) -> None:
    with pytest.raises(ReberthError) as caught:
        decode(data, "x.reberth")
    assert caught.value.code == code


def test_a_missing_file_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReberthError) as caught:
        load(tmp_path / "none.reberth")
    assert caught.value.code == "migration.unreadable"
    with pytest.raises(ReberthError) as caught:
        save(FULL, tmp_path / "none" / "x.reberth")
    assert caught.value.code == "output.write-failed"


def test_disks_are_identified_again(tmp_path: Path) -> None:
    names = ("same", "changed", "missing")
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    paths = [str(tmp_path / name) for name in names]
    before = identify(paths)
    (tmp_path / "changed").write_bytes(b"xy")
    (tmp_path / "missing").unlink()
    now = identify(paths)
    assert [one == other for one, other in zip(before, now, strict=True)] == [True, False, False]
    assert (now[1].size, now[2].size) == (2, -1)
