"""Where a build context goes: one small protocol for a folder on disk and, later, a tar stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

# LastWriteTime of generated files, 1980-01-01 UTC in nanoseconds: a constant, so that the same image and the same
# choices give the same bytes on every machine and day; 1980 is the oldest date that every archive format can hold.
GENERATED_TIME = 315_532_800_000_000_000


class Sink(Protocol):
    """Takes files in any order. Paths are relative, with slashes, and already checked by ``name_problem``."""

    def add_folder(self, path: str, modified: int) -> None:
        """Make a folder (parents are made as needed); ``modified`` in nanoseconds since 1970."""
        ...

    def add_file(self, path: str, size: int, modified: int, chunks: Iterable[bytes]) -> int:
        """Write a file and return the number of bytes written.

        Raises:
            ReberthError: ``output.*``; or what ``chunks`` raises, in which case
                the file is not in the context.
        """
        ...
