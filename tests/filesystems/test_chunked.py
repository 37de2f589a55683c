"""Compressed chunks with their table in front: what is read of them, and in how many reads."""

from __future__ import annotations

import random
import struct

import pytest

from reberth.filesystems.chunked import Chunked, decompressed
from reberth.filesystems.libwim import XPRESS, Decompressor
from reberth.filesystems.tree import PIECE

CHUNK = 4096


def parts(data: bytes, start: int = 0) -> tuple[bytes, list[tuple[int, int]]]:
    """The data from ``start`` on, kept in chunks that could not be compressed, and the reads that it took."""
    count = -(-len(data) // CHUNK)
    stored = struct.pack(f"<{count - 1}I", *range(CHUNK, count * CHUNK, CHUNK)) + data
    reads: list[tuple[int, int]] = []

    def read_at(offset: int, length: int) -> bytes:
        reads.append((offset, length))
        return stored[offset : offset + length]

    worker = Decompressor(XPRESS, CHUNK)
    try:
        place = Chunked(len(stored), len(data), CHUNK)
        return b"".join(decompressed(place, read_at, worker, AssertionError, start)), reads
    finally:
        worker.close()


@pytest.mark.parametrize("start", [0, 5, CHUNK, 70_000])
def test_a_small_file_is_read_at_once(start: int) -> None:
    data = random.Random(1).randbytes(99_999)
    found, reads = parts(data, start)
    assert found == data[start:]
    assert reads == [(0, 24 * 4 + len(data))]


def test_of_a_large_file_only_the_chunks_that_are_wanted_are_read() -> None:
    data = random.Random(2).randbytes(3 * PIECE)
    start = len(data) - PIECE // 2 + 7
    found, reads = parts(data, start)
    assert found == data[start:]
    table = 4 * (len(data) // CHUNK - 1)
    assert reads == [(0, table), (table + len(data) - PIECE // 2, PIECE // 2)]


def test_all_of_a_large_file() -> None:
    data = random.Random(3).randbytes(2 * PIECE + 5)
    found, reads = parts(data)
    assert found == data
    assert len(reads) == 4
    assert max(length for _, length in reads) == PIECE
