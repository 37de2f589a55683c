"""Resources of a WIM file: header, lookup table, and the bytes of streams ([MS-WIM] and wimlib's documentation)."""

from __future__ import annotations

import struct
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from reberth.filesystems.chunked import Chunked, decompressed
from reberth.filesystems.libwim import LZMS, LZX, XPRESS, Decompressor
from reberth.filesystems.tree import PIECE
from reberth.model.errors import ReberthError
from reberth.sources.image_file import ImageFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAGIC = b"MSWIM\0\0\0"
_HEADER_SIZE = 208
# Resource headers: stored size and flags, offset, original size; in the lookup table part, references and SHA-1 follow.
_PLACE = struct.Struct("<QQQ")
_ENTRY = struct.Struct("<QQQ6x20s")
_FLAGS_AT = 56
_STORED = (1 << _FLAGS_AT) - 1
_MAX_TABLE = 256 << 20
_MAX_CHUNK = 64 << 20
_METADATA, _COMPRESSED, _SOLID = 0x02, 0x04, 0x10
_FLAG_COMPRESSED, _FLAG_SPANNED = 0x2, 0x8
_FLAG_XPRESS, _FLAG_LZX, _FLAG_LZMS = 0x20000, 0x40000, 0x80000
_SOLID_MAGIC_SIZE = 0x100000000


class Resource(NamedTuple):
    """A resource: stored size, flags, offset in the file, original size; for solid ones offset inside the solid run."""

    stored: int
    flags: int
    offset: int
    size: int
    run: int = -1


class _SolidResource(NamedTuple):
    """A solid resource: its place in its run, size, chunk size, kind, and where its chunks begin and the last ends."""

    start: int
    size: int
    chunk_size: int
    kind: int
    bounds: tuple[int, ...]


class WimFile:
    """An open WIM.

    Attributes:
        metadata: Metadata resources, one an image.
        xml: The XML description.
    """

    def __init__(self, path: Path) -> None:
        """Open a WIM and read its tables.

        Raises:
            ReberthError: ``source.damaged``, ``source.truncated``, ``source.wim-split``, ``component.libwim-missing``.
        """
        self.file = ImageFile(path)
        self._decompressors: dict[tuple[int, int], Decompressor] = {}
        self._streams: dict[bytes, tuple[int, int, int, int]] = {}
        self._runs: list[list[_SolidResource]] = []
        self._solid_chunk: tuple[tuple[int, int, int], bytes] | None = None
        self.metadata: list[tuple[Resource, bytes]] = []
        try:
            self._open()
        except BaseException:
            # Whoever cancels, too, leaves no open file and no decompressor.
            self.close()
            raise

    def _open(self) -> None:
        """Header (wimlib: struct wim_header_disk), lookup table and XML."""
        header = self.file.read_at(0, _HEADER_SIZE)
        flags, self._chunk_size = struct.unpack_from("<II", header, 16)
        parts: int = struct.unpack_from("<H", header, 42)[0]
        if header[:8] != MAGIC:
            raise self.damaged("WIM header")
        if flags & _FLAG_SPANNED or parts > 1:
            raise ReberthError("source.wim-split", name=self.file.name)
        self._kind = XPRESS if flags & _FLAG_XPRESS else LZX if flags & _FLAG_LZX else LZMS if flags & _FLAG_LZMS else 0
        if flags & _FLAG_COMPRESSED and not (self._kind and _is_chunk_size(self._chunk_size)):
            raise self.damaged("WIM header")
        self._read_table(_resource(*_PLACE.unpack_from(header, 48)))
        xml = _resource(*_PLACE.unpack_from(header, 72))
        self.xml = b"".join(self.chunks(xml)) if 0 < xml.size <= _MAX_TABLE else b""

    def damaged(self, part: str) -> ReberthError:
        """The error for a structure that does not hold."""
        return ReberthError("source.damaged", name=self.file.name, part=part)

    def _read_table(self, place: Resource) -> None:
        """The lookup table: streams by SHA-1, metadata resources, and runs of solid resources."""
        if not place.size or place.size > _MAX_TABLE or place.offset + place.stored > self.file.size:
            raise self.damaged("WIM lookup table")
        table = b"".join(self.chunks(place))
        solid: list[Resource] = []
        # A disk has hundreds of thousands of streams, of which few are asked for: they become resources then.
        for packed, offset, size, digest in _ENTRY.iter_unpack(table[: len(table) // _ENTRY.size * _ENTRY.size]):
            flags = packed >> _FLAGS_AT
            if not flags & (_SOLID | _METADATA):
                self._streams[digest] = (packed, offset, size, -1)
            elif not flags & _SOLID:
                self.metadata.append((_resource(packed, offset, size), digest))
            elif size == _SOLID_MAGIC_SIZE:
                solid.append(_resource(packed, offset, size))
            else:
                if solid:
                    self._runs.append(self._solid_run(solid))
                    solid = []
                # The entry's offset and stored size tell where the stream lies in the run.
                self._streams[digest] = (packed, offset, packed & _STORED, len(self._runs) - 1)

    def _solid_run(self, resources: list[Resource]) -> list[_SolidResource]:
        """Headers of consecutive solid resources."""
        run: list[_SolidResource] = []
        start = 0
        for item in resources:
            size, chunk_size, kind = struct.unpack("<QII", self.file.read_at(item.offset, 16))
            count = -(-size // max(chunk_size, 1))
            if not _is_chunk_size(chunk_size) or kind not in {XPRESS, LZX, LZMS} or 4 * count > item.stored:
                raise self.damaged("WIM solid resource")
            lengths = struct.unpack(f"<{count}I", self.file.read_at(item.offset + 16, 4 * count))
            bounds = tuple(accumulate(lengths, initial=item.offset + 16 + 4 * count))
            run.append(_SolidResource(start, size, chunk_size, kind, bounds))
            start += size
        return run

    def stream(self, digest: bytes) -> Resource | None:
        """The resource of a stream by its SHA-1, None where the file does not have it."""
        found = self._streams.get(digest)
        return None if found is None else _resource(*found)

    def chunks(self, item: Resource, start: int = 0) -> Iterator[bytes]:
        """Bytes of a resource from ``start`` on, piece by piece: a chunk at least, which in ESD files is 64 MiB.

        Raises:
            ReberthError: ``source.damaged``, ``source.truncated``.
        """
        if item.run >= 0:
            yield from self._solid_chunks(item._replace(offset=item.offset + start, size=item.size - start))
        elif item.flags & _COMPRESSED:
            yield from self._compressed_chunks(item, start)
        else:
            for offset in range(start, item.size, PIECE):
                yield self.file.read_at(item.offset + offset, min(PIECE, item.size - offset))

    def _compressed_chunks(self, item: Resource, start: int) -> Iterator[bytes]:
        """A resource of chunks with a table of their offsets in front."""
        if item.offset + item.stored > self.file.size or not _is_chunk_size(self._chunk_size):
            raise self.damaged("WIM resource")
        return decompressed(
            Chunked(item.stored, item.size, self._chunk_size),
            lambda offset, length: self.file.read_at(item.offset + offset, length),
            self._decompressor(self._kind, self._chunk_size),
            lambda: self.damaged("WIM resource"),
            start,
        )

    def _solid_chunks(self, item: Resource) -> Iterator[bytes]:
        """A stream inside a run of solid resources; the last chunk is kept, for neighbours share it."""
        place, left = item.offset, item.size
        for number, solid in enumerate(self._runs[item.run]):
            while left and solid.start <= place < solid.start + solid.size:
                index, inside = divmod(place - solid.start, solid.chunk_size)
                piece = self._solid_piece((item.run, number, index), solid)[inside : inside + left]
                if not piece:
                    raise self.damaged("WIM solid resource")
                yield piece
                place += len(piece)
                left -= len(piece)
        if left:
            raise self.damaged("WIM solid resource")

    def _solid_piece(self, key: tuple[int, int, int], solid: _SolidResource) -> bytes:
        """One decompressed chunk of a solid resource."""
        if self._solid_chunk is not None and self._solid_chunk[0] == key:
            return self._solid_chunk[1]
        # Chunks may be of 64 MiB: the last one goes before the next one comes.
        self._solid_chunk = None
        index = key[2]
        want = min(solid.chunk_size, solid.size - index * solid.chunk_size)
        begin, end = solid.bounds[index : index + 2]
        if end - begin > want:
            raise self.damaged("WIM chunk")
        data = self.file.read_at(begin, end - begin)
        if len(data) != want:
            found = self._decompressor(solid.kind, solid.chunk_size).decompress(data, want)
            if found is None:
                raise self.damaged("WIM chunk")
            data = found
        self._solid_chunk = (key, data)
        return data

    def _decompressor(self, kind: int, chunk_size: int) -> Decompressor:
        """A decompressor, made once."""
        key = (kind, chunk_size)
        if key not in self._decompressors:
            self._decompressors[key] = Decompressor(kind, chunk_size)
        return self._decompressors[key]

    def close(self) -> None:
        """Close the file and free the decompressors."""
        for item in self._decompressors.values():
            item.close()
        self._decompressors.clear()
        self.file.close()


def _is_chunk_size(size: int) -> bool:
    """Whether chunks may be that long: wimlib, too, takes powers of two only."""
    return 0 < size <= _MAX_CHUNK and not size & (size - 1)


def _resource(packed: int, offset: int, size: int, run: int = -1) -> Resource:
    """A resource from its header, whose first word holds 7 bytes of stored size and one of flags."""
    return Resource(packed & _STORED, packed >> _FLAGS_AT, offset, size, run)
