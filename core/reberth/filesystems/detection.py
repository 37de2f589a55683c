"""Which file system a partition holds, by its first bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reberth.sources.window import Window

# Offset, magic, name as in :class:`reberth.model.inventory.VolumeInfo`.
_MAGICS: tuple[tuple[int, bytes, str], ...] = (
    (3, b"-FVE-FS-", "bitlocker"),
    (3, b"NTFS    ", "ntfs"),
    (3, b"EXFAT   ", "exfat"),
    (3, b"ReFS", "refs"),
    # BitLocker To Go looks like FAT32; only this GUID (4967d63b-2e29-4ad8-8399-f6a339e3d001) tells it apart.
    (424, bytes.fromhex("3bd66749292ed84a8399f6a339e3d001"), "bitlocker-to-go"),
    (54, b"FAT", "fat"),
    (82, b"FAT32", "fat"),
    (0, b"XFSB", "xfs"),
    (0, b"LUKS\xba\xbe", "luks"),
    (512, b"LABELONE", "lvm"),
    (1080, b"\x53\xef", "ext"),
    (4086, b"SWAPSPACE2", "swap"),
    (65600, b"_BHRfS_M", "btrfs"),
)
_NEEDED = 65608


def detect_file_system(window: Window) -> str:
    """Name of the file system, ``unknown`` where none is recognised.

    Raises:
        ReberthError: ``source.truncated``, ``source.unreadable``.
    """
    start = window.read_at(0, min(_NEEDED, window.size))
    for offset, magic, name in _MAGICS:
        if start[offset : offset + len(magic)] == magic:
            return name
    return "unknown"
