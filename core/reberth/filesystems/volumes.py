"""The volumes of one server across all the disks the user gave."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec

from reberth.filesystems.detection import detect_file_system
from reberth.filesystems.folder import FolderTree
from reberth.filesystems.links import MAX_HOPS, link_target
from reberth.filesystems.ntfs import NtfsTree
from reberth.model.content import to_backslashes
from reberth.model.errors import ReberthError
from reberth.model.finding import Finding
from reberth.model.inventory import SourceInfo, VolumeInfo
from reberth.sources.chain import with_other_times
from reberth.sources.disk import Disk, open_disk
from reberth.sources.given import newer_beside, sort_out
from reberth.sources.partitions import read_partitions
from reberth.sources.window import Window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from reberth.filesystems.tree import Entry, FileTree
    from reberth.model.content import ContentRef
    from reberth.model.finding import Severity

_WIM_MAGIC = b"MSWIM\0\0\0"
# A volume that begins where the image already ends.
_CUT_OFF = "cut-off"


class Found(NamedTuple):
    """A file or folder with the tree that holds it."""

    tree: FileTree
    entry: Entry


class Volumes:
    """Sources, volumes and their trees. Use as a context manager; not for sharing between threads.

    Attributes:
        sources: What the user gave, in order.
        volumes: What is on it, in order of source and partition; letters appear once they are assigned.
        findings: What is doubtful about the disks themselves.
    """

    def __init__(self) -> None:
        self.sources: tuple[SourceInfo, ...] = ()
        self.volumes: tuple[VolumeInfo, ...] = ()
        self.findings: tuple[Finding, ...] = ()
        self._disks: dict[str, Disk] = {}
        self._trees: dict[str, FileTree] = {}
        self._mount_points: dict[str, str] = {}

    def __enter__(self) -> Self:
        """The volumes are open already."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Let go of all files."""
        self.close()

    def close(self) -> None:
        """Close trees, then disks; one that cannot be closed does not leave the others open."""
        with contextlib.ExitStack() as closing:
            for disk in self._disks.values():
                closing.callback(disk.source.close)
            for tree in self._trees.values():
                closing.callback(tree.close)
            self._trees.clear()
            self._disks.clear()

    def add_disk(self, source_id: str, disk: Disk, older: tuple[str, ...] = ()) -> None:
        """Take in a disk image and its partitions; ``older`` are checkpoints left out in favour of it."""
        self._disks[source_id] = disk
        for name in disk.replayed:
            self.doubt("source.log-replayed", "info", name=name)
        if disk.unclean:
            self.doubt("source.not-closed", "action", name=disk.name)
        partitions = read_partitions(disk)
        scheme = partitions[0].scheme if partitions else "none"
        size = disk.source.size
        self.sources += (SourceInfo(source_id, disk.name, disk.format, size, scheme, disk.parents, older),)
        for part in partitions:
            there = min(part.size, disk.source.size - part.offset)
            kind = part.special or (
                detect_file_system(Window(disk.source, part.offset, there)) if there > 0 else _CUT_OFF
            )
            volume_id = f"{source_id}.partition{part.number}"
            volume = VolumeInfo(volume_id, source_id, kind, "", part.offset, part.size, "", part.signature)
            self.volumes += (volume,)

    def doubt(self, code: str, severity: Severity, **params: str | int) -> None:
        """Take in what is doubtful about the disk ``name``."""
        self.findings += (Finding(code, severity, str(params["name"]), params),)

    def add_tree(self, source: SourceInfo, volume: VolumeInfo, tree: FileTree) -> None:
        """Take in a source that is a tree already: a WIM image, a folder."""
        self.sources += (source,)
        self.volumes += (volume,)
        self._trees[volume.id] = tree

    def tree(self, volume_id: str) -> FileTree:
        """The tree of a volume, opened when first asked for.

        Raises:
            ReberthError: ``filesystem.not-supported`` for a volume we cannot read, ``filesystem.ntfs-damaged``,
                ``source.truncated``.
        """
        if volume_id in self._trees:
            return self._trees[volume_id]
        volume = self._volume(volume_id)
        if volume.file_system == _CUT_OFF:
            name, have = self._disks[volume.source].name, self._disks[volume.source].source.size
            raise ReberthError("source.truncated", name=name, offset=volume.offset, need=volume.size, have=have)
        if volume.file_system != "ntfs":
            raise ReberthError("filesystem.not-supported", volume=volume_id, kind=volume.file_system)
        window = Window(self._disks[volume.source].source, volume.offset, volume.size)
        tree = NtfsTree(volume_id, window)
        self._trees[volume_id] = tree
        self._update(volume_id, label=tree.label)
        return tree

    def _volume(self, volume_id: str) -> VolumeInfo:
        """The volume of an id.

        Raises:
            ReberthError: ``filesystem.no-such-volume``.
        """
        for volume in self.volumes:
            if volume.id == volume_id:
                return volume
        known = ", ".join(volume.id for volume in self.volumes)
        raise ReberthError("filesystem.no-such-volume", volume=volume_id, known=known)

    def _update(self, volume_id: str, *, letter: str | None = None, label: str | None = None) -> None:
        """Replace what became known of a volume."""
        volume = self._volume(volume_id)
        changed = msgspec.structs.replace(
            volume,
            letter=volume.letter if letter is None else letter,
            label=volume.label if label is None else label,
        )
        self.volumes = tuple(changed if item.id == volume_id else item for item in self.volumes)

    def assign_letters(self, letters: Mapping[str, str]) -> None:
        """Set drive letters by volume id. A letter taken away from another volume leaves that without."""
        for volume_id, letter in letters.items():
            for other in self.volumes:
                if other.letter == letter.upper() and other.id != volume_id:
                    self._update(other.id, letter="")
            self._update(volume_id, letter=letter.upper())

    def assign_mount_points(self, mount_points: Mapping[str, str]) -> None:
        """Tell which volume a mount folder's GUID (lower case, without braces) means."""
        self._mount_points = {guid.lower(): volume_id for guid, volume_id in mount_points.items()}

    def resolve(self, path: str) -> Found | None:
        r"""Find ``D:\site`` on the server, following junctions, links and mount folders inside the supplied volumes.

        None where the drive or the path is not there, or a link leads out or in circles.

        Raises:
            ReberthError: ``filesystem.not-supported``, ``filesystem.folder-unreadable``.
        """
        start = self._root_of(path)
        return None if start is None else self._follow(*start)

    def find(self, ref: ContentRef) -> Found | None:
        """Find a reference of the inventory, following links as :meth:`resolve` does."""
        return self._follow(ref.volume, ref.path)

    def _root_of(self, path: str) -> tuple[str, str] | None:
        """Volume id and path on it for a Windows path with a drive letter or volume GUID."""
        path = to_backslashes(path).removeprefix("\\\\?\\")
        if path[:7].lower() == "volume{":
            guid, _, rest = path[7:].partition("}")
            volume_id = self._mount_points.get(guid.lower())
            return None if volume_id is None else (volume_id, rest)
        if path[1:2] != ":":
            return None
        for volume in self.volumes:
            if volume.letter and volume.letter == path[0].upper():
                return volume.id, path[2:]
        return None

    def _follow(self, volume_id: str, path: str) -> Found | None:
        """Walk down part by part, jumping at each link."""
        for _ in range(MAX_HOPS):
            tree = self.tree(volume_id)
            found = tree.find(path)
            if found is not None and not found.reparse_tag:
                return Found(tree, found)
            target = link_target(tree, path, found)
            if target is None:
                return None
            if target.startswith("\\"):
                path = target
                continue
            start = self._root_of(target)
            if start is None:
                return None
            volume_id, path = start
        return None


def open_volumes(paths: Sequence[Path], wim_image: str = "", beside: Sequence[Path] = ()) -> Volumes:
    """Open disk images, WIM files and folders as the volumes of one server.

    Args:
        paths: In any order; ids count per kind in the order given, but parents of other disks do not count.
        wim_image: Index or name of the image in a WIM.
        beside: More files and folders in which parents of differencing disks may be.

    Raises:
        ReberthError: ``source.*``, ``component.libwim-missing``.
    """
    volumes = Volumes()
    counts = {"disk": 0, "wim": 0, "folder": 0}
    try:
        for path, chain, older in sort_out(paths, beside):
            kind = kind_of(path)
            source_id = f"{kind}{counts[kind]}"
            counts[kind] += 1
            if kind == "folder":
                tree = FolderTree(f"{source_id}.root", path)
                source = SourceInfo(source_id, path.name or str(path), "folder")
                volumes.add_tree(source, VolumeInfo(tree.volume, source_id, "folder"), tree)
            elif kind == "wim":
                # Imported here: listing a disk need not wait for what only a WIM file needs.
                from reberth.filesystems.wim import open_wim  # noqa: PLC0415

                volumes.add_tree(*open_wim(path, wim_image, source_id))
            else:
                volumes.add_disk(source_id, open_disk(path, (*paths, *beside)), older)
                # A folder stands for its newest disks; a file may be an older state that somebody took for the disk.
                if path in paths and (newer := newer_beside(path, (*paths, *beside))):
                    volumes.doubt("source.older-state", "action", name=path.name, newer=", ".join(newer))
                for child, parent in with_other_times(chain):
                    volumes.doubt("source.parent-time", "action", name=child.path.name, parent=parent.path.name)
    except BaseException:
        # Whoever cancels, too, leaves no open disk.
        volumes.close()
        raise
    return volumes


def kind_of(path: Path) -> str:
    """``folder``, ``wim`` or ``disk``; what cannot be opened is left to :func:`open_disk` to explain."""
    try:
        if path.is_dir():
            return "folder"
        if not path.is_file():
            return "disk"
        with path.open("rb") as file:
            return "wim" if file.read(8) == _WIM_MAGIC else "disk"
    except OSError:
        return "disk"
