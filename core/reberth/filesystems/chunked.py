"""Data kept in compressed chunks with a table of their offsets in front.

So WIM files keep their resources ([MS-WIM] 2.4, and wimlib's description of a compressed resource), and Windows the
files that it compresses in place.
"""

from __future__ import annotations

import functools
import struct
from typing import TYPE_CHECKING, NamedTuple

from reberth.filesystems.tree import PIECE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reberth.filesystems.libwim import Decompressor


class Chunked(NamedTuple):
    """Where such data lies: all bytes of table and chunks, bytes when decompressed, and of a full chunk."""

    stored: int
    size: int
    chunk_size: int


def decompressed(
    place: Chunked,
    read_at: Callable[[int, int], bytes],
    worker: Decompressor,
    damaged: Callable[[], Exception],
    start: int = 0,
) -> Iterator[bytes]:
    """The data from ``start`` on, a chunk or some of them at a time, as near to ``PIECE`` bytes as that goes.

    A chunk that is as long as what it holds is stored as it is.

    Args:
        place: Its sizes; they may be anything.
        read_at: Reads so many bytes from an offset into the stored ones.
        worker: For the chunk size.
        damaged: Makes the error for data that does not hold.
        start: Bytes to leave out; the chunks that hold them alone are not read.
    """
    stored, size, chunk_size = place
    if start >= size:
        return
    count = -(-size // chunk_size)
    width = 8 if size >= 1 << 32 else 4
    table_size = (count - 1) * width
    if table_size > stored:
        raise damaged()
    if stored <= PIECE:
        # Most files are small: one read for table and chunks is half the waiting.
        whole = read_at(0, stored)
        read_at = functools.partial(_part, whole)
    offsets = struct.unpack(f"<{count - 1}{'Q' if width == 8 else 'I'}", read_at(0, table_size))
    bounds = (0, *offsets, stored - table_size)
    step = max(1, PIECE // chunk_size)
    skipped, inside = divmod(start, chunk_size)
    for first in range(skipped, count, step):
        last = min(first + step, count)
        begin, end = bounds[first], bounds[last]
        # Compressed chunks are never longer than what they hold.
        if not begin <= end <= stored - table_size or end - begin > (last - first) * chunk_size:
            raise damaged()
        data = read_at(table_size + begin, end - begin)
        pieces = []
        for index in range(first, last):
            want = min(chunk_size, size - chunk_size * index)
            chunk = data[bounds[index] - begin : bounds[index + 1] - begin]
            piece = chunk if len(chunk) == want else worker.decompress(chunk, want)
            if piece is None:
                raise damaged()
            pieces.append(piece)
        yield b"".join(pieces)[inside:]
        inside = 0


def _part(data: bytes, offset: int, length: int) -> bytes:
    """So many bytes of what was read already."""
    return data[offset : offset + length]
