"""What a disk is to the rooms right of it: a size and bytes at an offset."""

from __future__ import annotations

from typing import Protocol


class ByteSource(Protocol):
    """Read-only bytes of a virtual disk, a partition, or a file.

    Not for sharing between threads.
    """

    size: int

    def read_at(self, offset: int, length: int) -> bytes:
        """Exactly ``length`` bytes at ``offset``.

        Raises:
            ReberthError: ``source.truncated`` or ``source.damaged`` when the bytes are not there.
        """
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


class NamedSource(ByteSource, Protocol):
    """The bytes of an image file; ``name`` without folders, for messages."""

    name: str
