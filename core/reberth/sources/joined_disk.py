"""Extents that are one disk together: those of a VMDK."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reberth.sources.image_file import ImageFile
    from reberth.sources.source import ByteSource


class JoinedDisk:
    """Extents one after the other. Closing it closes them, the descriptor's file and the parent.

    Attributes:
        size: Virtual size in bytes.
    """

    def __init__(self, file: ImageFile, parts: Sequence[ByteSource], parent: ByteSource | None) -> None:
        """Join ``parts``; ``parent`` is what they are on top of."""
        self._file = file
        self._parts = parts
        self._parent = parent
        self._starts = [0]
        for part in parts:
            self._starts.append(self._starts[-1] + part.size)
        self.size = self._starts[-1]

    def read_at(self, offset: int, length: int) -> bytes:
        """See :class:`reberth.sources.source.ByteSource`."""
        if offset < 0 or length < 0 or offset + length > self.size:
            raise ReberthError("source.truncated", name=self._file.name, offset=offset, need=length, have=self.size)
        pieces: list[bytes] = []
        end = offset + length
        while offset < end:
            # Of extents that begin at one place all but the last are empty.
            index = bisect_right(self._starts, offset) - 1
            stop = min(self._starts[index + 1], end)
            pieces.append(self._parts[index].read_at(offset - self._starts[index], stop - offset))
            offset = stop
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def close(self) -> None:
        """Close all files."""
        for part in self._parts:
            part.close()
        self._file.close()
        if self._parent is not None:
            self._parent.close()


class Zeros:
    """An extent that no file holds.

    Attributes:
        size: Bytes.
    """

    def __init__(self, size: int) -> None:
        """``size`` bytes."""
        self.size = size

    def read_at(self, _offset: int, length: int) -> bytes:
        """See :class:`reberth.sources.source.ByteSource`."""
        return bytes(length)

    def close(self) -> None:
        """Nothing is open."""
