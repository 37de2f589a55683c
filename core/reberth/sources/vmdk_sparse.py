"""Sparse extents of VMDK, of VMware's hosted products, of streams (OVF export) and of ESX.

"Virtual Disk Format 5.0" (VMware, 2011): "Hosted Sparse Extents", "Stream-Optimized Compressed Sparse Extents" and "ESX
Server Sparse Extents".
"""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError
from reberth.sources.table_map import COMPRESSED
from reberth.sources.vmdk_grains import MAX_ENTRIES, SECTOR, GrainTables, SparseExtent, damaged, read_directory
from reberth.sources.vmdk_sesparse import MAGIC, read_space_efficient

if TYPE_CHECKING:
    from reberth.sources.image_file import ImageFile

_HOSTED, _ESX = b"KDMV", b"COWD"
_ESX_HEADER = 2048
SIGNATURES = (_HOSTED, _ESX, MAGIC)
_HOSTED_VERSIONS = frozenset({1, 2, 3})
_LINE_ENDS, _ZERO_GRAINS, _COMPRESSED, _MARKERS = 1, 1 << 2, 1 << 16, 1 << 17
# The directory of a stream is told by a copy of the header at its end.
_AT_END = 0xFFFFFFFFFFFFFFFF


def read_sparse(file: ImageFile) -> SparseExtent | None:
    """The header of a sparse extent; None for another file.

    Raises:
        ReberthError: ``source.damaged``, ``source.truncated``, ``source.not-supported-yet``.
    """
    start = file.read_at(0, min(8, file.size))
    if start[:4] == _HOSTED:
        return _hosted(file)
    if start[:4] == _ESX:
        return _esx(file)
    return read_space_efficient(file) if start == MAGIC else None


def _hosted(file: ImageFile) -> SparseExtent:
    """``SparseExtentHeader``."""
    header = file.read_at(0, SECTOR)
    version, flags = struct.unpack_from("<II", header, 4)
    if version not in _HOSTED_VERSIONS:
        raise ReberthError("source.not-supported-yet", name=file.name, format=f"VMDK, version {version}")
    # Four characters that a transfer as text would change, if they were written at all.
    if flags & _LINE_ENDS and header[73:77] != b"\n \r\n":
        raise damaged(file, "VMDK header (changed by a transfer as text)")
    size, _, descriptor, length = (value * SECTOR for value in struct.unpack_from("<QQQQ", header, 12))
    compressed = bool(flags & _COMPRESSED)

    def tables(size: int) -> GrainTables:
        counted = header
        if struct.unpack_from("<Q", header, 56)[0] == _AT_END:
            # Before the last sector, which marks the end of the stream.
            counted = file.read_at(file.size - 2 * SECTOR, SECTOR)
            if counted[:4] != _HOSTED:
                raise damaged(file, "VMDK footer")
        [algorithm] = struct.unpack_from("<H", counted, 77)
        if compressed and (algorithm != 1 or not flags & _MARKERS):
            raise ReberthError("source.not-supported-yet", name=file.name, format=f"VMDK, compression {algorithm}")
        grain = struct.unpack_from("<Q", counted, 20)[0] * SECTOR
        [per_table] = struct.unpack_from("<I", counted, 44)
        [offset] = struct.unpack_from("<Q", counted, 56)
        directory = read_directory(file, "I", offset * SECTOR, size, grain, per_table)
        mark = COMPRESSED if compressed else 0

        def read(place: int) -> array[int]:
            stored = array("I", file.read_at(place, 4 * per_table))
            if not flags & _ZERO_GRAINS and 1 in stored:
                raise damaged(file, "VMDK grain table")
            return array("Q", (entry * SECTOR | mark if entry > 1 else entry for entry in stored))

        return GrainTables(file, grain, per_table, directory, read)

    return SparseExtent(size, (descriptor, length), compressed, header[72] == 1, tables)


def _esx(file: ImageFile) -> SparseExtent:
    """``COWDisk_Header``: 4,096 entries a table, and nothing of the parent that the descriptor does not tell better."""
    header = file.read_at(0, _ESX_HEADER)
    version, _, sectors, grain, offset, count = struct.unpack_from("<6I", header, 4)
    if version != 1:
        raise ReberthError("source.not-supported-yet", name=file.name, format=f"VMDK (ESX), version {version}")
    size, grain = sectors * SECTOR, grain * SECTOR

    def tables(size: int) -> GrainTables:
        directory = read_directory(file, "I", offset * SECTOR, size, grain, MAX_ENTRIES)
        if len(directory) > count:
            raise damaged(file, "VMDK grain directory")

        def read(place: int) -> array[int]:
            stored = array("I", file.read_at(place, 4 * MAX_ENTRIES))
            return array("Q", (entry * SECTOR for entry in stored))

        return GrainTables(file, grain, MAX_ENTRIES, directory, read)

    return SparseExtent(size, (0, 0), False, struct.unpack_from("<I", header, 1648)[0] == 1, tables)
