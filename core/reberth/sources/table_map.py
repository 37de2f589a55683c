"""A disk mapped by tables that are read when they are needed: what sparse VMDK extents and QCOW2 have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reberth.model.errors import ReberthError
from reberth.sources.block_map import ABSENT
from reberth.sources.differencing import ZEROS, read_parent

if TYPE_CHECKING:
    from array import array

    from reberth.sources.source import ByteSource, NamedSource

# Marks the place of a unit that is stored compressed; places in files are below 2^62.
COMPRESSED = 1 << 63
# A table has some thousand entries at most: 16 MiB of them, and 4 MiB of what was unpacked.
_KEPT_TABLES = 256
_KEPT_UNPACKED = 4 << 20


class Tables(Protocol):
    """How one format tells where a disk's bytes are.

    Attributes:
        unit: Bytes that one entry of a table stands for.
        per_table: Entries of a table.
        packed: Bytes that one compressed piece unpacks to, a multiple of ``unit``; it begins at a multiple of itself.
    """

    unit: int
    per_table: int
    packed: int

    def table(self, number: int) -> array[int]:
        """Places of the ``per_table`` units of a table.

        Offsets in the file; ``ABSENT`` for the parent's, ``ZEROS`` for zeros, or what :meth:`unpack` understands,
        with ``COMPRESSED``.

        Raises:
            ReberthError: ``source.damaged``, ``source.truncated``.
        """
        ...

    def unpack(self, place: int, start: int, need: int) -> bytes:
        """At least ``need`` bytes of the disk from ``start`` on, a multiple of ``packed``; ``place`` has no mark.

        Raises:
            ReberthError: ``source.damaged``, ``source.truncated``, ``source.not-supported-yet``.
        """
        ...


class TableMap:
    """Bytes of such a disk, on top of its parent if it has one.

    Attributes:
        size: Virtual size in bytes.
    """

    def __init__(self, file: NamedSource, size: int, tables: Tables, parent: ByteSource | None = None) -> None:
        """Map ``size`` bytes; what is absent is the parent's, or zeros where there is none."""
        self.size = size
        self._file = file
        self._tables = tables
        self._parent = parent
        self._kept: dict[int, array[int]] = {}
        self._unpacked: dict[int, bytes] = {}

    def read_at(self, offset: int, length: int) -> bytes:
        """See :class:`reberth.sources.source.ByteSource`; units that follow each other are read in one go."""
        if offset < 0 or length < 0 or offset + length > self.size:
            raise ReberthError("source.truncated", name=self._file.name, offset=offset, need=length, have=self.size)
        pieces: list[bytes] = []
        end = offset + length
        while offset < end:
            place, stop = self._run(offset, end)
            if place & COMPRESSED:
                pieces.append(self._from_packed(place ^ COMPRESSED, offset, stop))
            elif place == ABSENT:
                pieces.append(read_parent(self._parent, offset, stop - offset))
            elif place == ZEROS:
                pieces.append(bytes(stop - offset))
            else:
                pieces.append(self._file.read_at(place + offset % self._tables.unit, stop - offset))
            offset = stop
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _run(self, offset: int, end: int) -> tuple[int, int]:
        """Place of the unit at ``offset``, and up to where the disk goes on from there in one piece."""
        unit, per_table = self._tables.unit, self._tables.per_table
        index = offset // unit
        number, inside = divmod(index, per_table)
        table = self._table(number)
        place = table[inside]
        stop = (index + 1) * unit
        if place & COMPRESSED:
            packed = self._tables.packed
            return place, min(offset - offset % packed + packed, end)
        step = unit if place > ZEROS else 0
        following = place
        while stop < end:
            inside += 1
            if inside == per_table:
                number, inside = number + 1, 0
                table = self._table(number)
            following += step
            if table[inside] != following:
                break
            stop += unit
        return place, min(stop, end)

    def _table(self, number: int) -> array[int]:
        """A table, kept for the next read; the one read first goes."""
        table = self._kept.get(number)
        if table is None:
            table = self._tables.table(number)
            if len(self._kept) >= _KEPT_TABLES:
                del self._kept[next(iter(self._kept))]
            self._kept[number] = table
        return table

    def _from_packed(self, place: int, offset: int, stop: int) -> bytes:
        """Bytes of one compressed piece, which is kept, as its rest is mostly wanted next."""
        packed = self._tables.packed
        start = offset - offset % packed
        data = self._unpacked.get(start)
        if data is None:
            data = self._tables.unpack(place, start, min(packed, self.size - start))
            if len(self._unpacked) * packed >= _KEPT_UNPACKED:
                del self._unpacked[next(iter(self._unpacked))]
            self._unpacked[start] = data
        return data[offset - start : stop - start]

    def close(self) -> None:
        """Close the image and its parent."""
        self._file.close()
        if self._parent is not None:
            self._parent.close()
