"""The first look: what a path is, what is on it, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.model.events import silent
from reberth.model.recognition import Recognised, RecogniseRequest, SampleRequest
from reberth.verbs.recognising import recognise
from reberth.verbs.sample import sample
from reberth_resources.sample_disk import sample_disk
from tests.support.disks import capture_wim, make_ntfs
from tests.support.servers import write_server

if TYPE_CHECKING:
    from pathlib import Path


def look(*paths: Path, wim_image: str = "") -> list[Recognised]:
    found: list[Recognised] = []
    request = RecogniseRequest(tuple(str(path) for path in paths), wim_image)
    assert recognise(request, found.append, silent) == len(found)
    return found


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_disk(tmp_path_factory.mktemp("sample"))


def test_a_server_a_data_disk_and_something_else(disk: Path, tmp_path: Path) -> None:
    data = make_ntfs(tmp_path / "data.img", 8 << 20)
    broken = tmp_path / "broken.vhdx"
    broken.write_bytes(disk.read_bytes()[: 1 << 20])
    [server, other, odd, gone] = look(disk, data, broken, tmp_path / "gone.vhd")
    assert server.source is not None
    assert (server.source.format, server.product[:14], server.problem) == ("vhdx-dynamic", "Windows Server", "")
    assert "ntfs" in {volume.file_system for volume in server.volumes}
    facts = disk.stat()
    assert (server.file_size, server.modified) == (facts.st_size, facts.st_mtime_ns)
    assert (other.product, other.problem, [item.file_system for item in other.volumes]) == ("", "", ["ntfs"])
    assert (odd.source, odd.problem.split(".")[0]) == (None, "source")
    assert (gone.problem, gone.file_size, gone.params) == ("source.not-found", -1, {"path": str(tmp_path / "gone.vhd")})


def test_a_wim_file_is_told_image_by_image(tmp_path: Path) -> None:
    write_server(tmp_path / "server")
    wim = capture_wim(tmp_path / "server", tmp_path / "image.without-suffix", name="Server")
    (tmp_path / "pe").mkdir()
    (tmp_path / "pe" / "boot.txt").write_text("x")
    capture_wim(tmp_path / "pe", wim, name="PE")
    [asked] = look(wim)
    assert (asked.problem, [(item.number, item.name) for item in asked.images]) == (
        "source.wim-choice",
        [(1, "Server"), (2, "PE")],
    )
    [chosen] = look(wim, wim_image="1")
    assert (chosen.problem, chosen.product[:7], len(chosen.images)) == ("", "Windows", 2)


def test_the_folder_of_a_virtual_machine_names_its_disks(tmp_path: Path) -> None:
    (tmp_path / "vm" / "Virtual Hard Disks").mkdir(parents=True)
    for name in ("web.vhdx", "data.VHD"):
        (tmp_path / "vm" / "Virtual Hard Disks" / name).touch()
    (tmp_path / "vm" / "web.vmcx").touch()
    write_server(tmp_path / "server")
    [machine, server] = look(tmp_path / "vm", tmp_path / "server")
    folder = tmp_path / "vm" / "Virtual Hard Disks"
    assert machine.inside == (str(folder / "data.VHD"), str(folder / "web.vhdx"))
    assert (server.inside, server.source.format if server.source else "") == ((), "folder")


def test_the_sample_is_unpacked_once(tmp_path: Path) -> None:
    first = sample(SampleRequest(str(tmp_path / "a" / "b")), silent)
    assert sample(SampleRequest(str(tmp_path / "a" / "b")), silent) == first
    [found] = look(tmp_path / "a" / "b" / "reberth-sample.vhdx")
    assert (found.path, found.product[:14]) == (first, "Windows Server")
