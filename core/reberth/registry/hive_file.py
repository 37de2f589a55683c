"""A hive's bytes as the file object that libregf wants, and by place for ourselves."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from reberth.filesystems.tree import Entry, FileTree

_BLOCK = 64 << 10
# 16 MiB: walks over classes come back to the same blocks again and again.
_KEPT = 256


class HiveFile:
    """A file object over bytes that subclasses give by place.

    Attributes:
        size: Of the hive in bytes.
        damaged: True once something in it could not be read.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.damaged = False
        self._position = 0

    def at(self, offset: int, size: int) -> bytes:
        """Exactly ``size`` bytes from a place.

        Raises:
            OSError: Where they are not all there, or cannot be read.
        """
        raise NotImplementedError

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes from the current position.

        Raises:
            OSError: Where the file cannot be read.
        """
        left = max(0, self.size - self._position)
        data = self.at(self._position, left if size < 0 else min(size, left))
        self._position += len(data)
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        """The current position."""
        return self._position

    def get_size(self) -> int:
        """The size in bytes."""
        return self.size


class MemoryFile(HiveFile):
    """A hive in memory, such as one whose logs were replayed."""

    def __init__(self, data: bytes) -> None:
        super().__init__(len(data))
        self._data = data

    def at(self, offset: int, size: int) -> bytes:
        """See :meth:`HiveFile.at`."""
        if offset + size > self.size:
            raise OSError(offset)
        return self._data[offset : offset + size]


class TreeFile(HiveFile):
    """A file of a tree, read in blocks, so that a large hive is not held in memory as a whole."""

    def __init__(self, tree: FileTree, entry: Entry) -> None:
        super().__init__(entry.size)
        self._tree = tree
        self._entry = entry
        self._blocks: dict[int, bytes] = {}

    def at(self, offset: int, size: int) -> bytes:
        """See :meth:`HiveFile.at`."""
        if offset + size > self.size:
            raise OSError(offset)
        index, inside = divmod(offset, _BLOCK)
        near = self._blocks.get(index)
        if near is not None and inside + size <= len(near):
            return near[inside : inside + size]
        data = bytearray()
        while len(data) < size:
            index, inside = divmod(offset + len(data), _BLOCK)
            piece = self._block(index)[inside : inside + size - len(data)]
            if not piece:
                raise OSError(self._entry.path)
            data += piece
        return bytes(data)

    def _block(self, index: int) -> bytes:
        """A block, kept for later."""
        block = self._blocks.pop(index, None)
        if block is None:
            try:
                block = b"".join(self._tree.chunks(self._entry, index * _BLOCK, _BLOCK))
            except ReberthError as error:
                raise OSError(str(error)) from error
            if len(self._blocks) >= _KEPT:
                del self._blocks[next(iter(self._blocks))]
        self._blocks[index] = block
        return block
