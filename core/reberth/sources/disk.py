"""Recognise an image by what is in it, whatever its name says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.sources.chain import Chains
from reberth.sources.image_file import ImageFile
from reberth.sources.raw import RawDisk
from reberth.sources.virtual_disk import read_virtual_disk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reberth.sources.source import ByteSource
    from reberth.sources.virtual_disk import VirtualDisk

_SECTOR = 512
_START = 64 << 10
# Formats that people will try; each is told by name that it cannot be read yet. Offset, magic, name.
_KNOWN_OTHERS: tuple[tuple[int, bytes, str], ...] = (
    (64, b"\x7f\x10\xda\xbe", "VDI"),
    (0, b"EVF\x09\x0d\x0a\xff\x00", "E01"),
    (0, b"EVF2\x0d\x0a\x81\x00", "Ex01"),
    (0, b"WithoutFreeSpace", "Parallels disk"),
    (0, b"WithouFreSpacExt", "Parallels disk"),
    (0, b"QED\0", "QED"),
    (32769, b"CD001", "ISO 9660"),
    (0, b"regf", "registry hive"),
    (0, b"TAPE", "backup (bkf)"),
)
# What a disk may be inside of.
_ARCHIVES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"PK\x03\x04", "ZIP archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (0, b"\x1f\x8b", "gzip archive"),
    (0, b"\xfd7zXZ\x00", "xz archive"),
    (0, b"Rar!", "RAR archive"),
    (0, b"BZh", "bzip2 archive"),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (0, b"MSCF", "cabinet"),
    (257, b"ustar", "OVA or other tar archive"),
)


class Disk(NamedTuple):
    """A virtual disk that can be read.

    Attributes:
        name: File name.
        format: As in :class:`reberth.model.inventory.SourceInfo`.
        source: Its bytes.
        sector_size: Logical sector size in bytes: 512 or 4096.
        parents: File names of the disks that it is on top of, the nearest first.
        replayed: File names of those of these disks that were not closed cleanly, so that their log was applied.
        unclean: Whether it says that it was not closed, and has no log; of its parents that does not matter.
    """

    name: str
    format: str
    source: ByteSource
    sector_size: int = _SECTOR
    parents: tuple[str, ...] = ()
    replayed: tuple[str, ...] = ()
    unclean: bool = False


def open_disk(path: Path, places: Sequence[Path] = ()) -> Disk:
    """Open a disk image, read-only; a differencing disk with its parents.

    Args:
        path: The image.
        places: Files and folders in which parents and extents may be, beside the folders of those that need them.

    Raises:
        ReberthError: ``source.not-found``, ``source.locked``, ``source.no-access``, ``source.empty``,
            ``source.not-supported-yet``, ``source.packed``, ``source.encrypted``, ``source.vhdx-dirty-log``,
            ``source.damaged``, ``source.truncated``, ``source.not-recognised``, ``source.parent-size``,
            ``source.parent-sectors``, and those of :meth:`reberth.sources.chain.Chains.chain` and
            :meth:`reberth.sources.vmdk.Vmdk.open`.
    """
    *parents, child = (member.path for member in reversed(Chains(places).chain(path)))
    disk: Disk | None = None
    for parent in parents:
        disk = _open(parent, disk, places)
    return _open(child, disk, places)


def _open(path: Path, parent: Disk | None, places: Sequence[Path]) -> Disk:
    """Open one file, on top of ``parent`` if it has one; where that fails, both are closed."""
    file: ImageFile | None = None
    try:
        file = ImageFile(path)
        image = read_virtual_disk(file, places)
        return _recognise(file) if image is None else _opened(image, parent)
    except BaseException:
        for opened in (file, parent.source if parent else None):
            if opened is not None:
                opened.close()
        raise


def _opened(image: VirtualDisk, parent: Disk | None) -> Disk:
    """A virtual disk, on top of its parent if it has one."""
    name = image.file.name
    replayed: tuple[str, ...] = (name,) if image.replayed else ()
    # Asked before the disk is open: what cannot be told leaves no open file.
    unclean = image.unclean
    if parent is None:
        return Disk(name, image.format, image.open(None), image.sector_size, (), replayed, unclean)
    # Disks of other formats can be enlarged by themselves, over zeros.
    if image.linkage.family in {"vhd", "vmdk"} and image.size != parent.source.size:
        sizes = {"need": image.size, "have": parent.source.size}
        raise ReberthError("source.parent-size", name=name, parent=parent.name, **sizes)
    if image.sector_size != parent.sector_size:
        sectors = {"need": image.sector_size, "have": parent.sector_size}
        raise ReberthError("source.parent-sectors", name=name, parent=parent.name, **sectors)
    parents = (parent.name, *parent.parents)
    replayed += parent.replayed
    return Disk(name, image.format, image.open(parent.source), image.sector_size, parents, replayed, unclean)


def _recognise(file: ImageFile) -> Disk:
    """A file of no format that has chains: what cannot be read by its magic, then raw disks."""
    if not file.size:
        raise ReberthError("source.empty", name=file.name)
    start = file.read_at(0, min(_START, file.size))
    for offset, magic, name in _KNOWN_OTHERS:
        if start[offset : offset + len(magic)] == magic:
            raise ReberthError("source.not-supported-yet", name=file.name, format=name)
    for offset, magic, name in _ARCHIVES:
        if start[offset : offset + len(magic)] == magic:
            raise ReberthError("source.packed", name=file.name, format=name)
    if start[510:512] == b"\x55\xaa" or start[3:11] == b"NTFS    " or _is_unix_volume(start):
        return Disk(file.name, "raw", RawDisk(file, file.size))
    if not any(start):
        raise ReberthError("source.blank", name=file.name)
    raise ReberthError("source.not-recognised", name=file.name)


def _is_unix_volume(start: bytes) -> bool:
    """A volume without partition table of Linux: readable as a disk, so that the answer can name it."""
    return start[1080:1082] == b"\x53\xef" or start[:4] == b"XFSB"
