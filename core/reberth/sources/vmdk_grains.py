"""What the kinds of sparse VMDK extents have in common: a directory of grain tables."""

from __future__ import annotations

import struct
import zlib
from array import array
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.sources.block_map import ABSENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.sources.image_file import ImageFile

SECTOR = 512
# A table maps 2 MiB at least: 4,096 sectors on ESX, 512 grains of 4 KiB elsewhere; 64 TiB of SESPARSE have 4 million.
_MIN_MAPPED, _MAX_TABLES = 2 << 20, 4 << 20
_MAX_GRAIN, MAX_ENTRIES = 8 << 20, 4096


class SparseExtent(NamedTuple):
    """What the header of a sparse extent says.

    Attributes:
        size: Bytes of the disk that it stands for.
        descriptor: Offset and size in bytes of a descriptor in it; (0, 0) for none.
        streamed: Whether its grains are compressed.
        unclean: Whether it was open for writing when it was copied, or when its program crashed.
        tables: Reads the directory of so many bytes of the disk, and then maps them.
    """

    size: int
    descriptor: tuple[int, int]
    streamed: bool
    unclean: bool
    tables: Callable[[int], GrainTables]


class GrainTables:
    """The grain tables of one extent; see :class:`reberth.sources.table_map.Tables`."""

    def __init__(
        self, file: ImageFile, grain: int, per_table: int, directory: array[int], read: Callable[[int], array[int]]
    ) -> None:
        """Map with ``directory``: offsets of tables, 0 for one that is not there; ``read`` makes places of one."""
        self.unit = self.packed = grain
        self.per_table = per_table
        self._file = file
        self._directory = directory
        self._read = read

    def table(self, number: int) -> array[int]:
        """The places of a grain table."""
        offset = self._directory[number]
        return self._read(offset) if offset else array("Q", [ABSENT]) * self.per_table

    def unpack(self, place: int, start: int, need: int) -> bytes:
        """A compressed grain: its marker (first sector and size), then a stream of zlib (RFC 1950)."""
        sector, size = struct.unpack("<QI", self._file.read_at(place, 12))
        if sector * SECTOR != start or not 0 < size <= 2 * self.packed + SECTOR:
            raise damaged(self._file, "VMDK grain marker")
        try:
            data = zlib.decompressobj().decompress(self._file.read_at(place + 12, size), self.packed)
        except zlib.error as error:
            raise damaged(self._file, "VMDK compressed grain") from error
        if len(data) < need:
            raise damaged(self._file, "VMDK compressed grain")
        return data


def read_directory(file: ImageFile, code: str, offset: int, size: int, grain: int, per_table: int) -> array[int]:
    """The grain directory; of 32 bits as offsets in bytes, of 64 bits as it is stored."""
    if not SECTOR <= grain <= _MAX_GRAIN or grain & (grain - 1) or not 0 < per_table <= MAX_ENTRIES:
        raise damaged(file, "VMDK header")
    found = array(code)
    count = -(-size // (grain * per_table))
    if grain * per_table < _MIN_MAPPED or count > _MAX_TABLES:
        raise damaged(file, "VMDK grain directory")
    found.frombytes(file.read_at(offset, count * found.itemsize))
    return array("Q", (entry * SECTOR for entry in found)) if code == "I" else found


def damaged(file: ImageFile, part: str) -> ReberthError:
    """The error for a structure that does not hold together."""
    return ReberthError("source.damaged", name=file.name, part=part)
