"""A differencing disk: sectors that it does not hold itself are its parent's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.sources.block_map import ABSENT

if TYPE_CHECKING:
    from array import array

    from reberth.sources.source import ByteSource, NamedSource

# Never the place of a block, since every image begins with a header.
ZEROS = 1
# A VHD has a bitmap per block; files are mostly read within a few blocks at a time.
_KEPT_BITMAPS = 64


class Blocks(NamedTuple):
    """Which parts of a differencing disk are in its own file.

    Attributes:
        block_size: Bytes per block, a power of two.
        sector_size: Bytes that one bit of a bitmap stands for.
        places: Offset of each block in the file; ``ABSENT`` for the parent's, ``ZEROS`` for one that reads as zeros.
        bitmaps: Offset in the file of the bitmap of a block's sectors; ``ABSENT`` for a block that is here as a whole.
        low_bit_first: Whether the first sector is a byte's lowest bit (VHDX) or its highest (VHD).
    """

    block_size: int
    sector_size: int
    places: array[int]
    bitmaps: array[int]
    low_bit_first: bool


class DifferencingDisk:
    """Bytes of a differencing disk on top of its parent.

    Attributes:
        size: Virtual size in bytes.
    """

    def __init__(self, file: NamedSource, size: int, blocks: Blocks, parent: ByteSource) -> None:
        """Put ``file`` on top of ``parent``, both of which are closed with this disk."""
        self.size = size
        self._file = file
        self._blocks = blocks
        self._parent = parent
        self._bitmaps: dict[int, bytes] = {}

    def read_at(self, offset: int, length: int) -> bytes:
        """See :class:`reberth.sources.source.ByteSource`; adjacent blocks of the parent are read in one go."""
        if offset < 0 or length < 0 or offset + length > self.size:
            raise ReberthError("source.truncated", name=self._file.name, offset=offset, need=length, have=self.size)
        block_size, places = self._blocks.block_size, self._blocks.places
        pieces: list[bytes] = []
        end = offset + length
        while offset < end:
            index, inside = divmod(offset, block_size)
            stop = min((index + 1) * block_size, end)
            place = places[index]
            if place == ABSENT:
                while stop < end and places[stop // block_size] == ABSENT:
                    stop = min(stop + block_size, end)
                pieces.append(read_parent(self._parent, offset, stop - offset))
            elif place == ZEROS:
                pieces.append(bytes(stop - offset))
            elif self._blocks.bitmaps[index] == ABSENT:
                pieces.append(self._file.read_at(place + inside, stop - offset))
            else:
                pieces.append(self._mixed(index, inside, stop - offset))
            offset = stop
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _mixed(self, index: int, inside: int, length: int) -> bytes:
        """Part of a block some of whose sectors are here."""
        sector = self._blocks.sector_size
        first, last = inside // sector, -(-(inside + length) // sector)
        marks = self._marks(index, first, last)
        place = self._blocks.places[index] + inside
        if "0" not in marks:
            return self._file.read_at(place, length)
        data = bytearray(read_parent(self._parent, index * self._blocks.block_size + inside, length))
        at = marks.find("1")
        while at >= 0:
            after = marks.find("0", at)
            after = len(marks) if after < 0 else after
            start = max((first + at) * sector - inside, 0)
            stop = min((first + after) * sector - inside, length)
            data[start:stop] = self._file.read_at(place + start, stop - start)
            at = marks.find("1", after)
        return bytes(data)

    def _marks(self, index: int, first: int, last: int) -> str:
        """A digit for each sector from ``first`` to before ``last``: 1 where it is in this file."""
        raw = self._bitmap(index)[first // 8 : -(-last // 8)]
        if self._blocks.low_bit_first:
            digits = f"{int.from_bytes(raw, 'little'):0{8 * len(raw)}b}"[::-1]
        else:
            digits = f"{int.from_bytes(raw, 'big'):0{8 * len(raw)}b}"
        return digits[first % 8 : first % 8 + last - first]

    def _bitmap(self, index: int) -> bytes:
        """The bitmap of a block, kept for the next read; the one read first goes."""
        bitmap = self._bitmaps.get(index)
        if bitmap is None:
            size = self._blocks.block_size // self._blocks.sector_size // 8
            bitmap = self._file.read_at(self._blocks.bitmaps[index], size)
            if len(self._bitmaps) >= _KEPT_BITMAPS:
                del self._bitmaps[next(iter(self._bitmaps))]
            self._bitmaps[index] = bitmap
        return bitmap

    def close(self) -> None:
        """Close the image and its parents."""
        self._file.close()
        self._parent.close()


def read_parent(parent: ByteSource | None, offset: int, length: int) -> bytes:
    """A parent's bytes; zeros where there is none, and beyond its end under a child that was enlarged."""
    have = min(length, max(0, parent.size - offset)) if parent else 0
    data = parent.read_at(offset, have) if parent and have else b""
    return data if have == length else data + bytes(length - have)
