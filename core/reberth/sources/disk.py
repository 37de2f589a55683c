"""Recognise an image by what is in it, whatever its name says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.sources import vhd, vhdx
from reberth.sources.image_file import ImageFile
from reberth.sources.raw import RawDisk

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.sources.source import ByteSource

_SECTOR = 512
_START = 64 << 10
# Formats that people will try; each is told by name that it cannot be read yet. Offset, magic, name.
_KNOWN_OTHERS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"KDMV", "VMDK"),
    (0, b"# Disk DescriptorFile", "VMDK descriptor"),
    (0, b"COWD", "VMDK (ESX)"),
    (0, b"QFI\xfb", "QCOW2"),
    (64, b"\x7f\x10\xda\xbe", "VDI"),
    (0, b"EVF\x09\x0d\x0a\xff\x00", "E01"),
    (0, b"EVF2\x0d\x0a\x81\x00", "Ex01"),
    (0, b"WithoutFreeSpace", "Parallels disk"),
    (0, b"WithouFreSpacExt", "Parallels disk"),
    (0, b"QED\0", "QED"),
    (32769, b"CD001", "ISO 9660"),
    (0, b"PK\x03\x04", "ZIP archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (0, b"\x1f\x8b", "gzip archive"),
    (0, b"\xfd7zXZ\x00", "xz archive"),
    (0, b"Rar!", "RAR archive"),
    (0, b"BZh", "bzip2 archive"),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (0, b"MSCF", "cabinet"),
    (257, b"ustar", "TAR archive (OVA)"),
    (0, b"regf", "registry hive"),
    (0, b"TAPE", "backup (bkf)"),
)


class Disk(NamedTuple):
    """A virtual disk that can be read.

    Attributes:
        name: File name.
        format: As in :class:`reberth.model.inventory.SourceInfo`.
        source: Its bytes.
        sector_size: Logical sector size in bytes: 512 or 4096.
    """

    name: str
    format: str
    source: ByteSource
    sector_size: int = _SECTOR


def open_disk(path: Path) -> Disk:
    """Open a disk image, read-only.

    Raises:
        ReberthError: ``source.not-found``, ``source.locked``, ``source.no-access``, ``source.empty``,
            ``source.not-supported-yet``, ``source.differencing``, ``source.vhdx-dirty-log``, ``source.damaged``,
            ``source.truncated``, ``source.not-recognised``.
    """
    file = ImageFile(path)
    try:
        return _recognise(file)
    except BaseException:
        file.close()
        raise


def _recognise(file: ImageFile) -> Disk:
    """Try the formats, strongest signature first."""
    if not file.size:
        raise ReberthError("source.empty", name=file.name)
    start = file.read_at(0, min(_START, file.size))
    if start.startswith(vhdx.SIGNATURE):
        kind, disk, sector_size = vhdx.open_vhdx(file)
        return Disk(file.name, kind, disk, sector_size)
    tail = file.read_at(file.size - _SECTOR, _SECTOR) if file.size >= _SECTOR else b""
    # Old tools wrote footers of 511 bytes, so the cookie may stand one byte later.
    if vhd.COOKIE in {start[:8], tail[:8], tail[1:9]}:
        return Disk(file.name, *vhd.open_vhd(file))
    for offset, magic, name in _KNOWN_OTHERS:
        if start[offset : offset + len(magic)] == magic:
            raise ReberthError("source.not-supported-yet", name=file.name, format=name)
    if start[510:512] == b"\x55\xaa" or start[3:11] == b"NTFS    " or _is_unix_volume(start):
        return Disk(file.name, "raw", RawDisk(file, file.size))
    if not any(start):
        raise ReberthError("source.blank", name=file.name)
    raise ReberthError("source.not-recognised", name=file.name)


def _is_unix_volume(start: bytes) -> bool:
    """A volume without partition table of Linux: readable as a disk, so that the answer can name it."""
    return start[1080:1082] == b"\x53\xef" or start[:4] == b"XFSB"
