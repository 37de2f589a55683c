"""A virtual disk made of equal blocks that lie anywhere in the file: what dynamic VHD and VHDX have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from array import array

    from reberth.sources.source import NamedSource

ABSENT = 0
# 8 TiB of the smallest blocks that Windows writes, and more than its largest disks have of the usual ones.
MAX_BLOCKS = 1 << 24
_MAX_ZEROS = 64 << 20


class BlockMap:
    """Bytes of a dynamic disk.

    Attributes:
        size: Virtual size in bytes.
    """

    def __init__(self, file: NamedSource, size: int, block_size: int, table: array[int]) -> None:
        """Map a disk.

        Args:
            file: The image.
            size: Virtual size in bytes.
            block_size: Bytes per block, a power of two.
            table: Offset of each block in the file, ``ABSENT`` for one that reads as zeros.
        """
        self.size = size
        self._file = file
        self._block_size = block_size
        self._table = table

    def read_at(self, offset: int, length: int) -> bytes:
        """See :class:`reberth.sources.source.ByteSource`; adjacent blocks are read in one go."""
        if offset < 0 or length < 0 or offset + length > self.size:
            raise ReberthError("source.truncated", name=self._file.name, offset=offset, need=length, have=self.size)
        block_size, table = self._block_size, self._table
        index, inside = divmod(offset, block_size)
        if inside + length <= block_size:
            return self._piece(table[index], inside, length)
        pieces: list[bytes] = []
        start, start_inside, run = table[index], inside, block_size - inside
        left = length - run
        while left:
            index += 1
            take = min(block_size, left)
            place = table[index]
            adjacent = place == start + start_inside + run if start else not place
            if adjacent and (start or run < _MAX_ZEROS):
                run += take
            else:
                pieces.append(self._piece(start, start_inside, run))
                start, start_inside, run = place, 0, take
            left -= take
        pieces.append(self._piece(start, start_inside, run))
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _piece(self, start: int, inside: int, length: int) -> bytes:
        """Bytes of one run of blocks."""
        return self._file.read_at(start + inside, length) if start else bytes(length)

    def close(self) -> None:
        """Close the image."""
        self._file.close()
