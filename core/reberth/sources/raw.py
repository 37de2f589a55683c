"""Raw images, and fixed VHDs, which are raw images with a footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from reberth.sources.image_file import ImageFile


class RawDisk:
    """The first ``size`` bytes of a file are the disk."""

    def __init__(self, file: ImageFile, size: int) -> None:
        """Use the first ``size`` bytes of ``file``."""
        self.size = size
        self._file = file

    def read_at(self, offset: int, length: int) -> bytes:
        """See :class:`reberth.sources.source.ByteSource`."""
        if offset + length > self.size:
            raise ReberthError("source.truncated", name=self._file.name, offset=offset, need=length, have=self.size)
        return self._file.read_at(offset, length)

    def close(self) -> None:
        """Close the image."""
        self._file.close()
