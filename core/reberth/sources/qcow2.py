"""QCOW2, versions 2 and 3, of QEMU's "Qcow2 Image File Format" (``docs/interop/qcow2.txt``).

The active state is read; internal snapshots are left alone. So are refcounts, which reading does not need: a disk that
was not closed cleanly ("dirty bit") reads as it is, which is told.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.sources.block_map import ABSENT
from reberth.sources.differencing import ZEROS
from reberth.sources.linkage import Linkage, ParentLink
from reberth.sources.table_map import COMPRESSED, TableMap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.sources.image_file import ImageFile
    from reberth.sources.source import ByteSource

MAGIC = b"QFI\xfb"
_HEADER = 80
# "Header", incompatible features: those that a reader must know.
_DIRTY, _CORRUPT, _EXTERNAL_DATA, _COMPRESSION_TYPE, _EXTENDED_L2 = (1 << bit for bit in range(5))
_MIN_CLUSTER_BITS, _MIN_EXTENDED_BITS, _MAX_CLUSTER_BITS = 9, 14, 21
_MAX_L1, _MAX_NAME = 32 << 20, 1023
# Bits 9 to 55 of entries of L1 and L2 are an offset; in L2, bit 62 means compressed and bit 0 zeros.
_OFFSET, _L2_COMPRESSED, _L2_ZERO = 0x00FFFFFFFFFFFE00, 1 << 62, 1
_SUBCLUSTERS = 32
# So much of an L2 table is read at a time; a whole one has up to 2 MiB.
_SLICE = 4096
_SECTOR = 512


class Qcow2(NamedTuple):
    """What the header of a QCOW2 says.

    Attributes:
        file: The image.
        size: Virtual size in bytes.
        linkage: Its place in a chain.
        tables: Where its clusters are.
        sector_size: Bytes of a logical sector.
        replayed: Never: a QCOW2 has no log.
        unclean: Whether it was open for writing ("dirty bit"); QEMU sets that with ``lazy_refcounts`` alone.
    """

    file: ImageFile
    size: int
    linkage: Linkage
    tables: ClusterTables
    sector_size: int = _SECTOR
    replayed: bool = False
    unclean: bool = False

    @property
    def format(self) -> str:
        """``qcow2`` or ``qcow2-differencing``."""
        return "qcow2" if self.linkage.parent is None else "qcow2-differencing"

    def open(self, parent: ByteSource | None) -> ByteSource:
        """The disk's bytes; ``parent`` for one with a backing file, which closes it.

        Raises:
            ReberthError: ``source.damaged``, ``source.truncated``.
        """
        self.tables.read_first_level()
        return TableMap(self.file, self.size, self.tables, parent)


class ClusterTables:
    """The two levels of cluster tables; see :class:`reberth.sources.table_map.Tables`."""

    def __init__(self, file: ImageFile, cluster_bits: int, first: tuple[int, int], *, new: bool, features: int) -> None:
        """Say how they are laid out.

        Args:
            file: The image.
            cluster_bits: The binary logarithm of a cluster's bytes.
            first: Offset and bytes of the L1 table.
            new: Whether bit 0 of an entry means zeros: not in version 2.
            features: The incompatible features.
        """
        self.packed = 1 << cluster_bits
        self._extended = bool(features & _EXTENDED_L2)
        self._zstandard = bool(features & _COMPRESSION_TYPE)
        self.unit = self.packed // (_SUBCLUSTERS if self._extended else 1)
        self._slice = min(_SLICE, self.packed)
        self._slices = self.packed // self._slice
        self.per_table = self._slice // 16 * _SUBCLUSTERS if self._extended else self._slice // 8
        self._file = file
        self._bits = cluster_bits
        self._place, self._length = first
        self._zero_bit = _L2_ZERO if new and not self._extended else 0
        self._first = array("Q")

    def read_first_level(self) -> None:
        """Read the L1 table ("L1 table entry")."""
        self._first = _big_endian(self._file.read_at(self._place, self._length))

    def table(self, number: int) -> array[int]:
        """The places of a part of an L2 table."""
        first, part = divmod(number, self._slices)
        offset = self._first[first] & _OFFSET
        if not offset:
            return array("Q", [ABSENT]) * self.per_table
        if offset % self.packed:
            raise _damaged(self._file, "QCOW2 L1 table")
        entries = _big_endian(self._file.read_at(offset + part * self._slice, self._slice))
        if self._extended:
            return array("Q", self._subclusters(entries))
        return array("Q", map(self._cluster, entries))

    def _cluster(self, entry: int) -> int:
        """The place of a cluster ("L2 table entry")."""
        if entry & _L2_COMPRESSED:
            return COMPRESSED | entry & (_L2_COMPRESSED - 1)
        if entry & self._zero_bit:
            return ZEROS
        offset = entry & _OFFSET
        if offset % self.packed:
            raise _damaged(self._file, "QCOW2 L2 table")
        return offset

    def _subclusters(self, entries: array[int]) -> Iterable[int]:
        """The places of subclusters ("Extended L2 Entries"): 32 bits for those here, 32 for those that are zeros."""
        for index in range(0, len(entries), 2):
            place, marks = self._cluster(entries[index]), entries[index + 1]
            if place & COMPRESSED:
                yield from [place] * _SUBCLUSTERS
                continue
            if marks & marks >> 32 & 0xFFFFFFFF or (marks & 0xFFFFFFFF and not place):
                raise _damaged(self._file, "QCOW2 L2 table")
            for bit in range(_SUBCLUSTERS):
                if marks >> bit & 1:
                    yield place + bit * self.unit
                else:
                    yield ZEROS if marks >> 32 + bit & 1 else ABSENT

    def unpack(self, place: int, _start: int, need: int) -> bytes:
        """A compressed cluster ("Compressed Clusters Descriptor"): an offset, and how many more sectors it touches."""
        if self._zstandard:
            raise ReberthError("source.not-supported-yet", name=self._file.name, format="QCOW2, compressed with zstd")
        bits = 62 - (self._bits - 8)
        offset, more = place & (1 << bits) - 1, place >> bits
        length = (more + 1) * _SECTOR - offset % _SECTOR
        # The last one ends where the file ends.
        length = min(length, max(self._file.size - offset, 1))
        try:
            data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(self._file.read_at(offset, length), self.packed)
        except zlib.error as error:
            raise _damaged(self._file, "QCOW2 compressed cluster") from error
        if len(data) < need:
            raise _damaged(self._file, "QCOW2 compressed cluster")
        return data


def read_qcow2(file: ImageFile) -> Qcow2:
    """Read what tells the disk's size, and its parent.

    Raises:
        ReberthError: ``source.damaged``, ``source.truncated``, ``source.encrypted``, ``source.not-supported-yet``.
    """
    header = file.read_at(0, min(_HEADER, file.size)).ljust(_HEADER, b"\0")
    version, name_at, name_size, bits, size, encryption = struct.unpack_from(">IQIIQI", header, 4)
    length, place = struct.unpack_from(">IQ", header, 36)
    if version not in {2, 3}:
        raise ReberthError("source.not-supported-yet", name=file.name, format=f"QCOW, version {version}")
    new = version > 2
    features = struct.unpack_from(">Q", header, 72)[0] if new else 0
    if encryption:
        raise ReberthError("source.encrypted", name=file.name)
    if features & _CORRUPT:
        raise _damaged(file, "QCOW2, marked as corrupt by QEMU")
    if features & _EXTERNAL_DATA:
        raise ReberthError("source.not-supported-yet", name=file.name, format="QCOW2 with an external data file")
    if features & ~(_DIRTY | _COMPRESSION_TYPE | _EXTENDED_L2):
        raise ReberthError("source.not-supported-yet", name=file.name, format=f"QCOW2, features {features:#x}")
    if not _MIN_CLUSTER_BITS <= bits <= _MAX_CLUSTER_BITS or not size:
        raise _damaged(file, "QCOW2 header")
    entry_bits = 3
    if features & _EXTENDED_L2:
        entry_bits = 4
        if bits < _MIN_EXTENDED_BITS:
            raise _damaged(file, "QCOW2 header")
    need = -(-size // (1 << bits + bits - entry_bits))
    if need > length or need * 8 > _MAX_L1:
        raise _damaged(file, "QCOW2 L1 table")
    link = _parent(file, name_at, name_size)
    tables = ClusterTables(file, bits, (place, need * 8), new=new, features=features)
    linkage = Linkage("qcow2", b"", parent=link, unique=False)
    return Qcow2(file, size, linkage, tables, unclean=bool(features & _DIRTY))


def _parent(file: ImageFile, place: int, length: int) -> ParentLink | None:
    """The backing file; its format is told by its content, whatever the header extension says."""
    if not place:
        return None
    if not 0 < length <= _MAX_NAME:
        raise _damaged(file, "QCOW2 backing file name")
    # Not as a relative path: nothing but its name tells the file, so that a hostile image could name any disk here.
    return ParentLink((), absolute=(file.read_at(place, length).decode(errors="replace"),))


def _big_endian(data: bytes) -> array[int]:
    found = array("Q", data)
    found.byteswap()
    return found


def _damaged(file: ImageFile, part: str) -> ReberthError:
    return ReberthError("source.damaged", name=file.name, part=part)
