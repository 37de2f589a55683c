"""The sample server with a checkpoint: neither the parent nor the child reads as a server without the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from reberth_resources.sample_disk import sample_disk
from tests.support.differencing import SECTOR, locator_of, write_vhd_child, write_vhdx
from tests.support.disks import convert, run

if TYPE_CHECKING:
    from pathlib import Path

WHERE = "D:\\Base\\web01"


class Checkpoint(NamedTuple):
    """The sample disk as it is, its older state, and the disk on top of that, which lie in folders of their own."""

    whole: Path
    parent: Path
    child: Path


def make_checkpoint(folder: Path, family: str) -> Checkpoint:
    """A chain of ``vhd`` or ``vhdx``; every other sector that holds something is in the child."""
    whole = sample_disk(folder)
    raw = folder / "whole.raw"
    run("qemu-img", "convert", "-O", "raw", whole, raw)
    content = raw.read_bytes()
    older = bytearray(content)
    numbers = range(1, len(content) // SECTOR, 2)
    owned = [number for number in numbers if content[number * SECTOR : (number + 1) * SECTOR] != bytes(SECTOR)]
    for number in owned:
        older[number * SECTOR : (number + 1) * SECTOR] = b"\xaa" * SECTOR
    raw.write_bytes(older)
    (folder / "vm").mkdir()
    (folder / "base").mkdir()
    parent = convert(raw, folder / "base" / f"web01.{family}", f"{family}-dynamic")
    raw.unlink()
    child, path = folder / "vm" / f"web01_1A2B.a{family}", f"{WHERE}.{family}"
    if family == "vhd":
        write_vhd_child(child, parent, content, owned, relative="", absolute=path)
    else:
        locator = locator_of(parent, relative_path="..\\gone\\web01.vhdx", absolute_win32_path=path)
        write_vhdx(child, content, owned, locator, data_write=UUID(int=1))
    return Checkpoint(whole, parent, child)
