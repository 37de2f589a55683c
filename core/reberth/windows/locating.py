"""Which of the supplied volumes a server's Windows is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.filesystems.tree import FileTree
    from reberth.filesystems.volumes import Volumes

_READABLE = frozenset({"ntfs", "wim", "folder"})
_LINUX = frozenset({"ext", "xfs", "btrfs", "lvm", "luks", "swap"})


class WindowsPlace(NamedTuple):
    r"""A Windows folder: its tree and its path there (``\Windows``)."""

    tree: FileTree
    path: str


def locate_windows(volumes: Volumes, notice: Callable[[Finding], None]) -> WindowsPlace:
    """Find the Windows folder. Of several systems the one with IIS is taken, else the first.

    Args:
        volumes: The server's volumes.
        notice: Told of volumes that cannot be read, and of systems that are passed over.

    Raises:
        ReberthError: ``windows.not-found``, ``windows.linux-disk``, ``windows.bitlocker``, ``windows.storage-spaces``;
            what is wrong with a volume where that may be why there is no Windows.
    """
    found: list[WindowsPlace] = []
    broken: list[ReberthError] = []
    for volume in volumes.volumes:
        if volume.file_system not in _READABLE:
            continue
        try:
            place = _windows_on(volumes.tree(volume.id))
        except ReberthError as error:
            broken.append(error)
            notice(Finding("windows.volume-unreadable", "action", "", {"volume": volume.id}))
            continue
        if place is not None:
            found.append(place)
    if not found:
        raise broken[0] if broken else _nothing(volumes)
    chosen = ([item for item in found if _has_iis(item)] or found)[0]
    if len(found) > 1:
        others = ", ".join(item.tree.volume for item in found if item is not chosen)
        notice(Finding("windows.several", "info", "", {"volume": chosen.tree.volume, "others": others}))
    return chosen


def _windows_on(tree: FileTree) -> WindowsPlace | None:
    """The Windows folder of a volume."""
    for name in ("\\Windows", "\\WINNT"):
        if tree.find(f"{name}\\System32\\config\\SYSTEM") and tree.find(f"{name}\\System32\\config\\SOFTWARE"):
            return WindowsPlace(tree, name)
    return None


def _has_iis(place: WindowsPlace) -> bool:
    """Whether an IIS of any version has its configuration there."""
    base = f"{place.path}\\System32\\inetsrv"
    names = ("config\\applicationHost.config", "MetaBase.xml", "MetaBase.bin")
    return any(place.tree.find(f"{base}\\{name}") is not None for name in names)


def _nothing(volumes: Volumes) -> ReberthError:
    """What to say when no Windows is there: name what is."""
    kinds = {volume.file_system for volume in volumes.volumes}
    names = ", ".join(f"{volume.id} ({volume.file_system})" for volume in volumes.volumes) or "-"
    if any(kind.startswith("bitlocker") for kind in kinds):
        return ReberthError("windows.bitlocker", found=names)
    if kinds & {"ldm", "storage-spaces"}:
        return ReberthError("windows.storage-spaces", found=names)
    if kinds & _LINUX and not kinds & _READABLE:
        return ReberthError("windows.linux-disk", found=names)
    return ReberthError("windows.not-found", found=names)
