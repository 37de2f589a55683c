"""Raw images; fixed VHDs, which are raw images with a footer; and the flat extents of a VMDK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from reberth.sources.image_file import ImageFile


class RawDisk:
    """A part of a file, mostly all of it, is the disk."""

    def __init__(self, file: ImageFile, size: int, start: int = 0) -> None:
        """Use ``size`` bytes of ``file`` from ``start`` on."""
        self.size = size
        self._file = file
        self._start = start

    def read_at(self, offset: int, length: int) -> bytes:
        """See :class:`reberth.sources.source.ByteSource`."""
        if offset < 0 or offset + length > self.size:
            raise ReberthError("source.truncated", name=self._file.name, offset=offset, need=length, have=self.size)
        return self._file.read_at(self._start + offset, length)

    def close(self) -> None:
        """Close the image."""
        self._file.close()
