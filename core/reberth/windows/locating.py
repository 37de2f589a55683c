"""Which of the supplied volumes a server's Windows is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from reberth.filesystems.tree import FileTree
    from reberth.filesystems.volumes import Volumes

_READABLE = frozenset({"ntfs", "wim", "folder"})
_LINUX = frozenset({"ext", "xfs", "btrfs", "lvm", "luks", "swap"})


class WindowsPlace(NamedTuple):
    r"""A Windows folder: its tree and its path there (``\Windows``)."""

    tree: FileTree
    path: str


def locate_windows(volumes: Volumes) -> WindowsPlace:
    """Find the Windows folder. Of several systems the one with IIS is taken, else the first.

    Raises:
        ReberthError: ``windows.not-found``, ``windows.linux-disk``, ``windows.bitlocker``, ``windows.storage-spaces``.
    """
    found: list[WindowsPlace] = []
    for volume in volumes.volumes:
        if volume.file_system not in _READABLE:
            continue
        tree = volumes.tree(volume.id)
        for name in ("\\Windows", "\\WINNT"):
            if tree.find(f"{name}\\System32\\config\\SYSTEM") and tree.find(f"{name}\\System32\\config\\SOFTWARE"):
                found.append(WindowsPlace(tree, name))
                break
    if not found:
        raise _nothing(volumes)
    with_iis = [item for item in found if _has_iis(item)]
    return (with_iis or found)[0]


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
