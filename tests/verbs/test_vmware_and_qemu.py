"""The sample server as VMDK and QCOW2 is the server that it is as VHDX."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from msgspec import structs

from reberth.model.events import silent
from reberth.model.requests import ConvertRequest, ScanRequest
from reberth.verbs.convert import convert
from reberth.verbs.scan import scan
from reberth_resources.sample_disk import sample_disk
from tests.support.disks import run
from tests.verbs.test_checkpoints import contents, look

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.model.inventory import Inventory
    from reberth.model.plan import Plan


class Sample(NamedTuple):
    """The sample disk, and what is found on it and made of it."""

    disk: Path
    inventory: Inventory
    plan: Plan
    files: dict[str, tuple[bytes, int]]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("sample")
    disk = sample_disk(folder)
    result = convert(ConvertRequest((str(disk),), str(folder / "out")), silent)
    return Sample(disk, scan(ScanRequest((str(disk),)), silent), result.plan, contents(folder / "out"))


def _image(disk: Path, folder: Path, kind: str) -> Path:
    """The disk in another format; of ``qcow2-differencing``, half of it is in the backing file."""
    family, _, subformat = kind.partition("-")
    image = folder / f"web01.{family}"
    options = {"vmdk": f"subformat={subformat}", "qcow2": "compat=1.1"}[family]
    packed = ("-c",) if subformat in {"packed", "differencing"} else ()
    target = folder / "base.qcow2" if subformat == "differencing" else image
    run("qemu-img", "convert", *packed, "-O", family, "-o", options, disk, target)
    if subformat == "differencing":
        run("qemu-img", "create", "-f", "qcow2", "-b", "base.qcow2", "-F", "qcow2", image)
        # What the child holds is the parent's own content, written again; the parent then loses it.
        raw = folder / "half"
        run("qemu-img", "dd", "-O", "raw", "bs=1M", "count=20", f"if={target}", f"of={raw}")
        run("qemu-io", "-f", "qcow2", "-c", f"write -q -s {raw} 0 20M", image)
        run("qemu-io", "-f", "qcow2", "-c", "write -q -P 170 0 20M", target)
        raw.unlink()
    return image


KINDS = {
    "vmdk-monolithicSparse": "vmdk-sparse",
    "vmdk-twoGbMaxExtentFlat": "vmdk-flat",
    "vmdk-streamOptimized": "vmdk-stream",
    "qcow2-packed": "qcow2",
    "qcow2-differencing": "qcow2-differencing",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_scan_and_a_conversion_are_those_of_the_vhdx(sample: Sample, tmp_path: Path, kind: str) -> None:
    (tmp_path / "vm").mkdir()
    image = _image(sample.disk, tmp_path / "vm", kind)
    inventory = scan(ScanRequest((str(image),)), silent)
    [source], [expected] = inventory.sources, sample.inventory.sources
    assert (source.id, source.name, source.format, source.size) == ("disk0", image.name, KINDS[kind], expected.size)
    assert structs.replace(inventory, sources=sample.inventory.sources) == sample.inventory
    # The folder of the machine stands for its disk, whatever files that has.
    assert scan(ScanRequest((str(tmp_path / "vm"),)), silent) == inventory
    result = convert(ConvertRequest((str(image),), str(tmp_path / "out")), silent)
    assert result.plan == sample.plan
    made = contents(tmp_path / "out")
    assert len(made) > 20
    assert [name for name in sample.files if made.get(name) != sample.files[name]] == []
    assert made.keys() == sample.files.keys()


def test_an_extent_is_asked_for_and_belongs_to_its_disk(sample: Sample, tmp_path: Path) -> None:
    """What the wizard shows: the disk and what it lacks; then one disk, though two files were given."""
    (tmp_path / "elsewhere").mkdir()
    image = _image(sample.disk, tmp_path, "vmdk-monolithicFlat")
    flat = (tmp_path / "web01-flat.vmdk").rename(tmp_path / "elsewhere" / "web01-flat.vmdk")
    alone = look(image)
    assert (alone.problem, alone.params) == ("source.extent-missing", {"name": image.name, "extent": flat.name})
    both = look(image, image, flat)
    assert (both.problem, both.computer, both.parents) == ("", "WEB01", (str(flat),))
