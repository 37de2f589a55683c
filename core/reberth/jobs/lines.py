"""Lines of a pipe, bounded."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 1 << 18


def read_lines(pipe: IO[bytes], longest: int) -> Iterator[bytes]:
    """Whole lines without their ends; what follows the last line end is dropped, its writer died over it.

    Args:
        pipe: Unbuffered.
        longest: Bytes that a line may have.

    Raises:
        ValueError: When a line is longer.
    """
    pieces: list[bytes] = []
    size = 0
    while piece := pipe.read(_PIECE):
        for number, part in enumerate(piece.split(b"\n")):
            if number:
                yield b"".join(pieces)
                pieces.clear()
                size = 0
            pieces.append(part)
            size += len(part)
            if size > longest:
                raise ValueError(size)
