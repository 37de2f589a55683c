"""The formats of virtual disks that know parents, told apart by content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reberth.sources.image_file import ImageFile
from reberth.sources.qcow2 import MAGIC, read_qcow2
from reberth.sources.vhd import COOKIE, read_vhd
from reberth.sources.vhdx import SIGNATURE, read_vhdx
from reberth.sources.vmdk import is_vmdk, read_vmdk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reberth.sources.linkage import Linkage
    from reberth.sources.source import ByteSource, NamedSource

_SECTOR, _START = 512, 32


class VirtualDisk(Protocol):
    """What the headers of a disk say, whatever its format."""

    @property
    def file(self) -> NamedSource:
        """The image."""
        ...

    @property
    def format(self) -> str:
        """As in :class:`reberth.model.inventory.SourceInfo`."""
        ...

    @property
    def size(self) -> int:
        """Virtual size in bytes."""
        ...

    @property
    def linkage(self) -> Linkage:
        """Its place in a chain."""
        ...

    @property
    def sector_size(self) -> int:
        """Bytes of a logical sector."""
        ...

    @property
    def replayed(self) -> bool:
        """Whether it was not closed cleanly, so that a log had to be applied."""
        ...

    @property
    def unclean(self) -> bool:
        """Whether it says that it was open for writing when it was copied, or when its machine crashed."""
        ...

    def open(self, parent: ByteSource | None) -> ByteSource:
        """The disk's bytes, on top of ``parent``, which it closes."""
        ...


def read_virtual_disk(file: ImageFile, places: Sequence[Path] = ()) -> VirtualDisk | None:
    """What the headers of a virtual disk say; None for a file of no such format.

    Args:
        file: The image.
        places: Files and folders in which the extents of a VMDK may be, beside its own folder.

    Raises:
        ReberthError: ``source.damaged``, ``source.vhdx-dirty-log``, ``source.not-supported-yet``,
            ``source.truncated``, ``source.unreadable``, ``source.encrypted``, ``source.vmdk-extent``.
    """
    start = file.read_at(0, min(_START, file.size))
    if start.startswith(SIGNATURE):
        return read_vhdx(file)
    if start.startswith(MAGIC):
        return read_qcow2(file)
    if is_vmdk(start):
        return read_vmdk(file, places)
    tail = file.read_at(file.size - _SECTOR, _SECTOR) if file.size >= _SECTOR else b""
    # Old tools wrote footers of 511 bytes, so the cookie may stand one byte later.
    return read_vhd(file) if COOKIE in {start[:8], tail[:8], tail[1:9]} else None


def linkage_of(path: Path) -> Linkage | None:
    """A file's place in a chain of disks; None where it is of no format that has chains.

    Raises:
        ReberthError: As :func:`read_virtual_disk` and :class:`ImageFile`.
    """
    file = ImageFile(path)
    try:
        disk = read_virtual_disk(file)
        return None if disk is None else disk.linkage
    finally:
        file.close()
