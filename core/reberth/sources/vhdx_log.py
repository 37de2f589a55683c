"""The log of a VHDX that was not closed cleanly, replayed in memory ([MS-VHDX] 2.3); the file stays as it is."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.errors import ReberthError
from reberth.sources.crc32c import crc32c

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.sources.source import NamedSource

_PAGE = 4096
_MIB = 1 << 20
# Windows makes logs of 1 MiB. Checksums are slow here, and a hostile log shall not keep anyone waiting.
_MAX_LOG = 16 * _MIB
_HEADER, _DESCRIPTOR = 64, 32


class _Entry(NamedTuple):
    """A log entry (2.3.1).

    Attributes:
        place: Offset in the log.
        sequence: Its number.
        tail: Offset in the log of the first entry to replay, if this one is the last.
        descriptors: How many it has.
        flushed: Bytes that the file had at least when the entry was written.
        last: Bytes that the file has at least once it is replayed.
        data: The whole entry.
    """

    place: int
    sequence: int
    tail: int
    descriptors: int
    flushed: int
    last: int
    data: bytes


class Log:
    """The log region, from which entries are read once.

    Attributes:
        used: Whether something stands in it, be it an entry that was not written to its end.
    """

    def __init__(self, file: NamedSource, header: bytes) -> None:
        """Read the log that the VHDX header (2.2.2) names.

        Raises:
            ReberthError: ``source.vhdx-dirty-log``, ``source.truncated``, ``source.unreadable``.
        """
        self._name = file.name
        self._guid = header[48:64]
        length, offset = struct.unpack_from("<IQ", header, 68)
        if not 0 < length <= _MAX_LOG or length % _MIB:
            raise self.not_replayable()
        self._log = file.read_at(offset, length)
        # Entries that overlap are nobody's: a sound log is read once.
        self._left = 2 * length
        self.used = False
        self._known: dict[int, _Entry | None] = {}

    def not_replayable(self) -> ReberthError:
        """The error for a log that does not hold."""
        return ReberthError("source.vhdx-dirty-log", name=self._name)

    def active_sequence(self) -> Sequence[_Entry]:
        """The entries to replay (2.3.2), in order; none where no entry was written to its end.

        Raises:
            ReberthError: ``source.vhdx-dirty-log`` where there are entries, but no sequence that holds.
        """
        best: Sequence[_Entry] = ()
        seen, place = False, 0
        while place < len(self._log):
            entries = list(self._sequence(place))
            seen = seen or bool(entries)
            places = [entry.place for entry in entries]
            if not entries or entries[-1].tail not in places:
                place += _PAGE
                continue
            if not best or entries[-1].sequence > best[-1].sequence:
                best = entries[places.index(entries[-1].tail) :]
            end = entries[-1].place + len(entries[-1].data)
            place = end if end > place else len(self._log)
        if seen and not best:
            raise self.not_replayable()
        return best

    def _sequence(self, place: int) -> Iterator[_Entry]:
        """Entries that follow each other from a place on, each with the next number."""
        start, before = place, None
        while (entry := self._entry(place)) is not None and (before is None or entry.sequence == before + 1):
            yield entry
            before = entry.sequence
            place = (place + len(entry.data)) % len(self._log)
            if place == start:
                return

    def _entry(self, place: int) -> _Entry | None:
        """The entry at a place; None where there is no sound one of this log."""
        if place not in self._known:
            self._known[place] = self._read(place)
        return self._known[place]

    def _read(self, place: int) -> _Entry | None:
        """Read and check an entry; it may go on at the log's start."""
        head = self._log[place : place + _HEADER]
        if head[:4] != b"loge" or head[32:48] != self._guid:
            return None
        self.used = True
        checksum, length, tail, sequence, count = struct.unpack_from("<IIIQI", head, 4)
        flushed, last = struct.unpack_from("<QQ", head, 48)
        sound = 0 < length <= len(self._log) and length % _PAGE == 0 and _HEADER + _DESCRIPTOR * count <= length
        self._left -= length if sound else 0
        if self._left < 0:
            raise self.not_replayable()
        if not sound or not sequence:
            return None
        data = (self._log[place : place + length] + self._log[: max(0, place + length - len(self._log))])[:length]
        if crc32c(data[:4] + bytes(4) + data[8:]) != checksum:
            return None
        return _Entry(place, sequence, tail, count, flushed, last, data)


class ReplayedFile:
    """An image with its log applied.

    Attributes:
        name: File name without folders.
        size: Bytes after the replay.
    """

    def __init__(self, file: NamedSource, log: Log) -> None:
        """Apply the log to ``file``, which is closed with this one.

        Raises:
            ReberthError: ``source.vhdx-dirty-log`` where an entry does not hold, ``source.truncated`` where the file
                lacks what was written before the log.
        """
        self.name = file.name
        self.size = file.size
        self._file = file
        self._zeros: list[tuple[int, int]] = []
        self._pages: dict[int, bytes] = {}
        for entry in log.active_sequence():
            if entry.flushed > file.size:
                raise ReberthError("source.truncated", name=file.name, offset=0, need=entry.flushed, have=file.size)
            self.size = max(self.size, entry.last)
            if not self._apply(entry):
                raise log.not_replayable()

    def _apply(self, entry: _Entry) -> bool:
        """Apply the descriptors of an entry (2.3.1.2, 2.3.1.3), their data in order; False where one is wrong."""
        sector = -(-(_HEADER + _DESCRIPTOR * entry.descriptors) // _PAGE) * _PAGE
        for place in range(_HEADER, _HEADER + _DESCRIPTOR * entry.descriptors, _DESCRIPTOR):
            kind, trailing, leading, offset, sequence = struct.unpack_from("<4s4s8sQQ", entry.data, place)
            if sequence != entry.sequence or offset % _PAGE:
                return False
            if kind == b"zero":
                self._zero(offset, offset + int.from_bytes(leading, "little"))
                continue
            data = entry.data[sector : sector + _PAGE]
            if kind != b"desc" or len(data) < _PAGE or data[:4] != b"data":
                return False
            if data[4:8] + data[-4:] != struct.pack("<II", sequence >> 32, sequence & 0xFFFFFFFF):
                return False
            self._pages[offset // _PAGE] = leading + data[8:-4] + trailing
            sector += _PAGE
        return True

    def _zero(self, start: int, stop: int) -> None:
        """Zeros over what the file and earlier entries have there."""
        self._zeros.append((start, stop))
        for page in [page for page in self._pages if start <= page * _PAGE < stop]:
            del self._pages[page]

    def read_at(self, offset: int, length: int) -> bytes:
        """See :class:`reberth.sources.source.ByteSource`."""
        end = offset + length
        if offset < 0 or length < 0 or end > self.size:
            raise ReberthError("source.truncated", name=self.name, offset=offset, need=length, have=self.size)
        have = min(length, max(0, self._file.size - offset))
        data = bytearray((self._file.read_at(offset, have) if have else b"") + bytes(length - have))
        for start, stop in self._zeros:
            first, last = max(start, offset), min(stop, end)
            if first < last:
                data[first - offset : last - offset] = bytes(last - first)
        for page in range(offset // _PAGE, -(-end // _PAGE)):
            if page in self._pages:
                first, last = max(page * _PAGE, offset), min((page + 1) * _PAGE, end)
                data[first - offset : last - offset] = self._pages[page][first - page * _PAGE : last - page * _PAGE]
        return bytes(data)

    def close(self) -> None:
        """Close the image."""
        self._file.close()
