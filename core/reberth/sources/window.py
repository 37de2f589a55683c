"""A part of a disk, and the file object that libfsntfs reads it through."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from reberth.sources.source import ByteSource

# libfsntfs asks for many small pieces that lie near each other (MFT records, index blocks).
_BLOCK = 64 << 10
_KEPT = 64


class Window:
    """A :class:`~reberth.sources.source.ByteSource` over part of another. Closing it leaves the disk open."""

    def __init__(self, source: ByteSource, offset: int, size: int) -> None:
        """Look at ``size`` bytes of ``source`` from ``offset`` on."""
        self.size = size
        self._source = source
        self._offset = offset

    def read_at(self, offset: int, length: int) -> bytes:
        """See :class:`reberth.sources.source.ByteSource`."""
        if offset < 0 or offset + length > self.size:
            raise ReberthError("source.truncated", name="", offset=offset, need=length, have=self.size)
        return self._source.read_at(self._offset + offset, length)

    def close(self) -> None:
        """Nothing to do: the disk belongs to somebody else."""


class WindowFile(io.RawIOBase):
    """The window as a file object: small reads come from a few kept blocks, large ones pass through.

    Attributes:
        failure: The last error of the disk below. libfsntfs turns errors into its own; this keeps the true one.
    """

    def __init__(self, window: Window) -> None:
        """Read through ``window``."""
        super().__init__()
        self.failure: ReberthError | None = None
        self._window = window
        self._position = 0
        self._blocks: dict[int, bytes] = {}

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes from the current position.

        Raises:
            OSError: Where the disk cannot be read; ``failure`` says why.
        """
        position = self._position
        left = self._window.size - position
        size = left if size < 0 else min(size, left)
        if size <= 0:
            return b""
        try:
            data = self._small(position, size) if size < _BLOCK else self._window.read_at(position, size)
        except ReberthError as error:
            self.failure = error
            raise OSError(str(error)) from error
        self._position = position + size
        return data

    def _small(self, position: int, size: int) -> bytes:
        """A small read from kept blocks."""
        index, inside = divmod(position, _BLOCK)
        data = self._block(index)[inside : inside + size]
        if len(data) < size:
            data += self._block(index + 1)[: size - len(data)]
        return data

    def _block(self, index: int) -> bytes:
        """A block, kept for later; the one unused for longest goes."""
        block = self._blocks.pop(index, None)
        if block is None:
            start = index * _BLOCK
            block = self._window.read_at(start, min(_BLOCK, self._window.size - start))
            if len(self._blocks) >= _KEPT:
                del self._blocks[next(iter(self._blocks))]
        self._blocks[index] = block
        return block

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move; positions beyond the end read as empty."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._window.size}[whence]
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        """The current position."""
        return self._position

    def get_size(self) -> int:
        """The size in bytes, under the name that libyal asks for."""
        return self._window.size
