"""A server whose last changes are in a checkpoint: with its parent it is the same server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec import structs

from reberth.model.events import silent
from reberth.model.recognition import Recognised, RecogniseRequest
from reberth.model.requests import ConvertRequest, ScanRequest
from reberth.verbs.convert import convert
from reberth.verbs.recognising import recognise
from reberth.verbs.scan import scan
from tests.support.checkpoints import WHERE, Checkpoint, make_checkpoint
from tests.support.differencing import write_vhd_child
from tests.support.disks import convert as convert_image


@pytest.fixture(scope="module", params=["vhd", "vhdx"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    return make_checkpoint(tmp_path_factory.mktemp("checkpoint"), request.param)


def look(path: Path, *beside: Path) -> Recognised:
    found: list[Recognised] = []
    recognise(RecogniseRequest((str(path),), beside=tuple(str(other) for other in beside)), found.append, silent)
    return found[0]


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(file.relative_to(folder)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_it_is_recognised_once_its_parent_is_among_the_paths(made: Checkpoint) -> None:
    alone = look(made.child)
    name = made.parent.name
    told = {"name": made.child.name, "parent": name, "path": f"{WHERE}{made.parent.suffix}"}
    assert (alone.problem, alone.params, alone.source) == ("source.parent-missing", told, None)
    for place in (made.parent, made.parent.parent):
        both = look(made.child, place, made.child)
        assert (both.problem, both.computer, both.source.parents if both.source else ()) == ("", "WEB01", (name,))
        assert both.parents == ((str(made.parent),) if place == made.parent else ())


def test_a_scan_and_a_conversion_are_those_of_the_merged_disk(made: Checkpoint, tmp_path: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (made.parent, made.child)}
    [merged] = scan(ScanRequest((str(made.whole),)), silent).sources
    inventory = scan(ScanRequest((str(made.parent), str(made.child))), silent)
    [source] = inventory.sources
    assert (source.id, source.name, source.parents) == ("disk0", made.child.name, (made.parent.name,))
    assert structs.replace(inventory, sources=(merged,)) == scan(ScanRequest((str(made.whole),)), silent)
    convert(ConvertRequest((str(made.whole),), str(tmp_path / "merged")), silent)
    convert(ConvertRequest((str(made.child), str(made.parent.parent)), str(tmp_path / "chain")), silent)
    plain, chained = contents(tmp_path / "merged"), contents(tmp_path / "chain")
    assert len(plain) > 20
    assert chained.keys() == plain.keys()
    assert [name for name in plain if chained[name] != plain[name]] == []
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before}


def test_the_folder_of_a_machine_with_a_parent_in_an_odd_place(tmp_path: Path) -> None:
    """The checkpoint would not find it by itself, so that it is one of the disks to remember."""
    for folder in ("vm/Snapshots", "vm/Virtual Hard Disks"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "raw").write_bytes(bytes(510) + b"\x55\xaa" + bytes(1 << 20))
    base = convert_image(tmp_path / "raw", tmp_path / "vm" / "Virtual Hard Disks" / "renamed.vhd", "vhd-dynamic")
    content = bytes(510) + b"\x55\xaa" + bytes((1 << 20) - 512)
    child = tmp_path / "vm" / "Snapshots" / "web.avhd"
    size = int.from_bytes(base.read_bytes()[-512:][48:56], "big")
    write_vhd_child(child, base, content.ljust(size, b"\0"), {0}, relative="..\\web.vhd")
    machine = look(tmp_path / "vm")
    assert machine.inside == (str(child), str(base))
    beside = look(child, *map(Path, machine.inside))
    assert (beside.problem, beside.parents) == ("", (str(base),))


def test_a_parent_with_another_time_is_doubted(tmp_path: Path) -> None:
    """An old VHD remembers when its parent was written last; its id does not change with the content."""
    made = make_checkpoint(tmp_path, "vhd")
    findings = {}
    for name, stamp, time in (
        ("none", 0, 1_300_000_000),
        ("same", 353_315_200, 1_300_000_000),
        ("summer", 353_315_200, 1_300_003_600),
        ("later", 353_315_200, 1_300_090_000),
    ):
        data = bytearray(made.child.read_bytes())
        data[512 + 56 : 512 + 60] = stamp.to_bytes(4, "big")
        data[512 + 36 : 512 + 40] = bytes(4)
        data[512 + 36 : 512 + 40] = (~sum(data[512:1536]) & 0xFFFFFFFF).to_bytes(4, "big")
        child = tmp_path / f"{name}.avhd"
        child.write_bytes(data)
        os.utime(made.parent, (time, time))
        found = scan(ScanRequest((str(child), str(made.parent))), silent).findings
        findings[name] = [item.params for item in found if item.code == "source.parent-time"]
    told = {"name": "later.avhd", "parent": "web01.vhd"}
    assert findings == {"none": [], "same": [], "summer": [], "later": [told]}
