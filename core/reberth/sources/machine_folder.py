"""The folder of a virtual machine, and the names in it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_DISKS = (".vhd", ".vhdx", ".avhd", ".avhdx", ".vmdk", ".qcow2", ".vdi")
# Which blocks of a disk have changed, for backup programs of VMware: no disk.
_NO_DISKS = ("-ctk.vmdk",)
# Names that VMware gives to extents.
_EXTENT = re.compile(r".*-(?:flat|delta|sesparse|[sf]\d{3})\.vmdk", re.IGNORECASE)
# Where Hyper-V keeps disks below a machine's folder. Any other folder may be anything: backups on a server's drive.
_DISK_FOLDERS = frozenset({"virtual hard disks", "snapshots"})
# What only the copy of a drive has.
_DRIVE_MARKS = frozenset(
    {"windows", "inetpub", "program files", "users", "documents and settings", "system volume information"}
    | {"$recycle.bin", "recycler"}
)
# The folders of a Hyper-V or VMware machine hold a few dozen files.
_MOST_ENTRIES = 5000
_MOST_DISKS = 64


def machine_disks(folder: Path) -> tuple[Path, ...]:
    """The disk images in a virtual machine's folder; none in a folder that is the copy of a drive, or in a file.

    Raises:
        ReberthError: ``source.unreadable``.
    """
    if not is_folder(folder):
        return ()
    images = disks_below(folder)
    return () if images and any(name.lower() in _DRIVE_MARKS for name in _names(folder)) else images


def disks_below(folder: Path) -> tuple[Path, ...]:
    """The disk images in a folder and in Hyper-V's folders in it, by their names; what may be extents comes last.

    Raises:
        ReberthError: ``source.unreadable``.
    """
    found: list[Path] = []
    try:
        inner = [folder / name for name in _names(folder) if name.lower() in _DISK_FOLDERS]
        for place in (folder, *filter(is_folder, inner)):
            names = [name for name in _names(place) if name.lower().endswith(_DISKS)]
            found += [place / name for name in names if not name.lower().endswith(_NO_DISKS)]
    except OSError as error:
        raise ReberthError("source.unreadable", name=folder.name, reason=error.strerror or str(error)) from error
    # A disk of hundreds of extents shall not hide the file that names them.
    found.sort(key=lambda path: _EXTENT.fullmatch(path.name) is not None)
    return tuple(found[:_MOST_DISKS])


def is_folder(path: Path) -> bool:
    """Whether it is a folder; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def find_below(folder: Path, path: str) -> Path | None:
    r"""The file that ``..\base\Web01.VHDX`` means from a folder, whatever the case of its letters here.

    None where it is not there, and for a path that is not relative: a name in a hostile image shall not make Windows
    sign in at somebody's server.
    """
    parts = path.replace("/", "\\").split("\\")
    if not parts[0] or any(":" in part or "\0" in part for part in parts):
        return None
    place = folder.absolute()
    try:
        for part in parts:
            if part == "..":
                place = place.parent
            elif part not in {"", "."}:
                place = _named(place, part)
        return place if place.is_file() else None
    except OSError:
        return None


def find_given(folder: Path, name: str, places: Iterable[Path]) -> Path | None:
    """The file of a name in a folder or in what the user gave: files, and folders of files."""
    if found := find_below(folder, name):
        return found
    for place in places:
        if not is_folder(place):
            if place.name.lower() == name.lower():
                return place
        elif found := find_below(place, name):
            return found
    return None


def lock_beside(path: Path) -> str:
    """Name of what VMware puts beside a disk while its machine runs; "" for none.

    On Windows and Linux that is a folder with files in it, elsewhere a file.
    """
    lock = path.with_name(f"{path.name}.lck")
    try:
        return lock.name if lock.is_file() or (lock.is_dir() and any(lock.iterdir())) else ""
    except OSError:
        return lock.name


def _named(folder: Path, name: str) -> Path:
    """The entry of a name: as written, else in other letters; Windows would not see a difference."""
    if not (folder / name).exists():
        for other in _names(folder):
            if other.lower() == name.lower():
                return folder / other
    return folder / name


def _names(folder: Path) -> list[str]:
    """Names in a folder, sorted; not more than a machine's folder has."""
    names = []
    try:
        with os.scandir(folder) as entries:
            for entry, _ in zip(entries, range(_MOST_ENTRIES), strict=False):
                names.append(entry.name)
    except PermissionError:
        return []
    return sorted(names, key=str.lower)
