"""From real images to build folders: every content file equal by hash, whatever it comes from and is called."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reberth.model.events import silent
from reberth.model.plan import CarriedOver, Undecided
from reberth.model.selection import Selection
from reberth.verbs.convert import ConvertRequest, ConvertResult, convert
from tests.support.disks import Part, capture_wim, make_disk
from tests.support.disks import convert as convert_image
from tests.verbs.servers import SITES, TARGETS, expected, fill_site, seen, system_drive

if TYPE_CHECKING:
    from tests.support.disks import MadeDisk

LOCAL = "Müller & Söhne"
REMOTE = [site for site in SITES if site != LOCAL]


def _fill_data(root: Path) -> None:
    for site in REMOTE:
        fill_site(root, site)


class TwoDisks:
    """A server on two disks, raw; C: knows from its registry which letter the other one has."""

    def __init__(self, folder: Path, scheme: str) -> None:
        self.data: MadeDisk = make_disk(folder / "data.raw", [Part(40, _fill_data)], scheme, identity=1)
        mounted = {"\\DosDevices\\D:": self.data.mounted_devices[0]}
        fill = partial(system_drive, mounted=mounted)
        self.system: MadeDisk = make_disk(
            folder / "system.raw", [Part(8, kind="empty"), Part(64, lambda root: fill(root, *SITES))], "gpt"
        )


@pytest.fixture(scope="module", params=["gpt", "mbr"])
def two_disks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TwoDisks:
    return TwoDisks(tmp_path_factory.mktemp("disks"), request.param)


def _check(result: ConvertResult, *sites: str) -> None:
    """Each site's root is there once, with exactly its files, and every site is carried over."""
    roots = {root.target: root.name for root in result.plan.contents}
    assert set(roots) == {TARGETS[site] for site in sites}
    for site in sites:
        assert seen(Path(result.folder) / roots[TARGETS[site]]) == expected(site)
    carried = {item.name for item in result.plan.outcomes if item.kind == "site" and isinstance(item, CarriedOver)}
    assert carried == set(sites)


@pytest.mark.parametrize(("first", "second"), [("vhdx-dynamic", "vhd-fixed"), ("vhd-dynamic", "vhdx-fixed")])
def test_two_disks(two_disks: TwoDisks, tmp_path: Path, first: str, second: str) -> None:
    system = convert_image(two_disks.system.path, tmp_path / "c.bin", first)
    data = convert_image(two_disks.data.path, tmp_path / "d.bin", second)
    # The order in which the disks are given does not matter.
    result = convert(ConvertRequest((str(data), str(system)), str(tmp_path / "out")), silent)
    _check(result, *SITES)


def test_raw_disks_and_a_selection(two_disks: TwoDisks, tmp_path: Path) -> None:
    paths = (str(two_disks.system.path), str(two_disks.data.path))
    chosen = Selection(sites=("100% o'brien^S",))
    _check(convert(ConvertRequest(paths, str(tmp_path / "out"), chosen), silent), "100% O'Brien^s")


def test_a_missing_disk_is_named(two_disks: TwoDisks, tmp_path: Path) -> None:
    """Without the second disk the sites on D: have no content, and the result says so."""
    result = convert(ConvertRequest((str(two_disks.system.path),), str(tmp_path / "out")), silent)
    assert {root.target for root in result.plan.contents if root.files} == {TARGETS[LOCAL]}
    lost = {item.name: item.code for item in result.plan.outcomes if isinstance(item, Undecided)}
    assert lost == dict.fromkeys(REMOTE, "iis.drive-not-supplied")


@pytest.mark.parametrize("compression", ["XPRESS", "LZX"])
def test_wim(tmp_path: Path, compression: str) -> None:
    source = tmp_path / "source"
    system_drive(source, LOCAL)
    image = capture_wim(source, tmp_path / "server.wim", compression)
    _check(convert(ConvertRequest((str(image),), str(tmp_path / "out")), silent), LOCAL)


def test_folder_of_a_32_bit_server(tmp_path: Path) -> None:
    """Windows Server 2008 for x86: pools run 32-bit in the image."""
    source = tmp_path / "source"
    options = {"architecture": "x86", "version": "6.0", "build": 6003, "iis": "7.0", "product": "Windows Server 2008"}
    system_drive(source, LOCAL, **options)
    result = convert(ConvertRequest((str(source),), str(tmp_path / "out")), silent)
    _check(result, LOCAL)
    assert result.inventory.windows.architecture == "x86"
    stylesheet = (tmp_path / "out" / "setup" / "iis.xslt").read_text(encoding="utf-8")
    assert 'enable32BitAppOnWin64="true"' in stylesheet


def test_the_same_image_gives_the_same_bytes(tmp_path: Path) -> None:
    """Wherever and whenever it runs: names of folders, time of day and environment must not show."""
    source = tmp_path / "source"
    system_drive(source, LOCAL)
    image = capture_wim(source, tmp_path / "server.wim")
    outputs = [tmp_path / "one", tmp_path / "elsewhere" / "two"]
    for output in outputs:
        convert(ConvertRequest((str(image),), str(output)), silent)
    assert seen(outputs[0]) == seen(outputs[1])
    times = [{(f.relative_to(o), f.stat().st_mtime_ns) for f in o.rglob("*") if f.is_file()} for o in outputs]
    assert times[0] == times[1]
