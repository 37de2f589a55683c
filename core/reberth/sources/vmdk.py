"""VMDK of "Virtual Disk Format 5.0" (VMware, 2011): a descriptor, and the extents that it names."""

from __future__ import annotations

import struct
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.sources.image_file import ImageFile
from reberth.sources.joined_disk import JoinedDisk, Zeros
from reberth.sources.linkage import Linkage, ParentLink
from reberth.sources.machine_folder import find_given, lock_beside
from reberth.sources.raw import RawDisk
from reberth.sources.table_map import TableMap
from reberth.sources.vmdk_descriptor import MAX_DESCRIPTOR, SIGNATURE, Descriptor, Extent, parse_descriptor
from reberth.sources.vmdk_sparse import SIGNATURES, read_sparse
from reberth.sources.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reberth.sources.source import ByteSource
    from reberth.sources.vmdk_grains import SparseExtent

_FLAT, _SPARSE = frozenset({"FLAT", "VMFS"}), frozenset({"SPARSE", "VMFSSPARSE", "SESPARSE"})
# One file each is open at a time; a program may have some thousand.
_MOST_EXTENTS = 512
# VMware's largest disks have 62 TiB.
_MAX_SIZE = 64 << 40
# The CID of a disk that was never written to is always the same.
_NEVER_WRITTEN = 0xFFFFFFFE


class Vmdk(NamedTuple):
    """What a descriptor says, or the header and the descriptor of a sparse extent that is the whole disk.

    Attributes:
        file: The descriptor's file.
        format: ``vmdk-flat``, ``vmdk-sparse``, ``vmdk-stream`` or ``vmdk-differencing``.
        size: Virtual size in bytes.
        linkage: Its place in a chain.
        extents: Its parts, in order.
        embedded: The extent that ``file`` is; None where it holds nothing but the descriptor.
        places: Files and folders in which extents may be, beside the descriptor's own folder.
        sector_size: Bytes of a logical sector.
        replayed: Never: a VMDK has no log.
    """

    file: ImageFile
    format: str
    size: int
    linkage: Linkage
    extents: tuple[Extent, ...]
    embedded: SparseExtent | None = None
    places: Sequence[Path] = ()
    sector_size: int = 512
    replayed: bool = False

    @property
    def unclean(self) -> bool:
        """Whether one of its sparse extents says so ("uncleanShutdown"); one that is missing says nothing.

        Raises:
            ReberthError: As :func:`read_sparse` and :class:`ImageFile`.
        """
        if self.embedded is not None:
            return self.embedded.unclean
        names = dict.fromkeys(extent.name for extent in self.extents if extent.kind in _SPARSE and extent.name)
        paths = (find_given(self.file.path.parent, name, self.places) for name in names)
        return any(_is_unclean(path) for path in paths if path is not None)

    def open(self, parent: ByteSource | None) -> ByteSource:
        """The disk's bytes; ``parent`` for a snapshot, which closes it.

        Raises:
            ReberthError: ``source.damaged``, ``source.truncated``, ``source.extent-missing``, ``source.lock-left``,
                ``source.raw-device``, ``source.not-supported-yet``, and as :class:`ImageFile`.
        """
        if lock := lock_beside(self.file.path):
            raise ReberthError("source.lock-left", name=self.file.name, lock=lock)
        parts: list[ByteSource] = []
        start = 0
        try:
            for extent in self.extents:
                below = Window(parent, start, max(0, min(extent.size, parent.size - start))) if parent else None
                parts.append(self._part(extent, below))
                start += extent.size
        except BaseException:
            for part in parts:
                part.close()
            raise
        return JoinedDisk(self.file, parts, parent)

    def _part(self, extent: Extent, parent: ByteSource | None) -> ByteSource:
        """The bytes of one extent."""
        if self.embedded is not None:
            return TableMap(self.file, extent.size, self.embedded.tables(extent.size), parent)
        if extent.kind == "ZERO":
            return Zeros(extent.size)
        if extent.kind not in _FLAT | _SPARSE or not extent.name:
            raise ReberthError("source.raw-device", name=self.file.name, kind=extent.kind)
        path = find_given(self.file.path.parent, extent.name, self.places)
        if path is None:
            raise ReberthError("source.extent-missing", name=self.file.name, extent=extent.name)
        file = ImageFile(path)
        try:
            return _flat(file, extent) if extent.kind in _FLAT else _sparse(file, extent, parent)
        except BaseException:
            file.close()
            raise


def _flat(file: ImageFile, extent: Extent) -> ByteSource:
    """An extent whose bytes are a part of its file."""
    need = extent.start + extent.size
    if need > file.size:
        raise ReberthError("source.truncated", name=file.name, offset=0, need=need, have=file.size)
    return RawDisk(file, extent.size, extent.start)


def _sparse(file: ImageFile, extent: Extent, parent: ByteSource | None) -> ByteSource:
    """An extent of grains."""
    sparse = read_sparse(file)
    if sparse is None or sparse.size < extent.size:
        raise ReberthError("source.damaged", name=file.name, part="VMDK extent")
    return TableMap(file, extent.size, sparse.tables(extent.size), parent)


def _is_unclean(path: Path) -> bool:
    file = ImageFile(path)
    try:
        sparse = read_sparse(file)
        return sparse is not None and sparse.unclean
    finally:
        file.close()


def is_vmdk(start: bytes) -> bool:
    """Whether a file that starts so is a VMDK or one of its sparse extents."""
    return start.startswith((SIGNATURE, *SIGNATURES))


def read_vmdk(file: ImageFile, places: Sequence[Path] = ()) -> Vmdk:
    """Read what tells the disk's kind and size, and its parent; its extents are looked for when it is opened.

    Raises:
        ReberthError: ``source.damaged``, ``source.truncated``, ``source.encrypted``, ``source.vmdk-extent``,
            ``source.not-supported-yet``.
    """
    embedded = read_sparse(file)
    if embedded is None:
        descriptor = parse_descriptor(file.read_at(0, min(file.size, MAX_DESCRIPTOR)), file.name)
        extents = descriptor.extents
    else:
        offset, length = embedded.descriptor
        data = file.read_at(offset, min(length, MAX_DESCRIPTOR)) if offset else b""
        # One of several extents has none, or room for one.
        if not data.startswith(SIGNATURE):
            raise ReberthError("source.vmdk-extent", name=file.name)
        descriptor = parse_descriptor(data, file.name)
        if len(descriptor.extents) > 1:
            raise ReberthError("source.damaged", name=file.name, part="VMDK descriptor")
        # Its own line has the name and size that the file had when it was made.
        extents = (Extent("SPARSE", embedded.size),)
    if descriptor.encrypted:
        raise ReberthError("source.encrypted", name=file.name)
    size = sum(extent.size for extent in extents)
    if not 0 < size <= _MAX_SIZE:
        raise ReberthError("source.damaged", name=file.name, part="VMDK descriptor")
    if len(extents) > _MOST_EXTENTS:
        raise ReberthError("source.not-supported-yet", name=file.name, format=f"VMDK, {len(extents)} files")
    names = () if embedded else tuple(dict.fromkeys(extent.name for extent in extents if extent.name))
    return Vmdk(
        file, _format(descriptor, extents, embedded), size, _linkage(descriptor, names), extents, embedded, places
    )


def _linkage(descriptor: Descriptor, names: tuple[str, ...]) -> Linkage:
    """Its CID, and its parent's CID and path."""
    link = None
    if descriptor.parent is not None:
        # A path from the child's folder has neither a drive nor a root. It is followed to the very disk that is meant,
        # which a CID that every new disk has does not tell: a hostile image could name any of them here.
        relative = not PureWindowsPath(descriptor.hint).anchor and descriptor.parent != _NEVER_WRITTEN
        paths = (descriptor.hint,) if descriptor.hint else ()
        link = ParentLink((_identity(descriptor.parent),), *((paths, ()) if relative else ((), paths)))
    # A new snapshot has its parent's, until the first write.
    unique = descriptor.content not in {_NEVER_WRITTEN, descriptor.parent}
    return Linkage("vmdk", _identity(descriptor.content), parent=link, unique=unique, extents=names)


def _identity(content: int) -> bytes:
    return struct.pack("<I", content)


def _format(descriptor: Descriptor, extents: Sequence[Extent], embedded: SparseExtent | None) -> str:
    """The format's name for the inventory."""
    if descriptor.parent is not None:
        return "vmdk-differencing"
    if embedded is not None and embedded.streamed:
        return "vmdk-stream"
    return "vmdk-flat" if all(extent.kind in _FLAT for extent in extents) else "vmdk-sparse"
