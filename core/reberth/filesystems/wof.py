"""Files that Windows compressed in place (``compact /exe``, CompactOS): the Windows Overlay Filter, WOF.

The unnamed stream is a hole; the bytes lie in the stream ``WofCompressedData``, in chunks with a table in front. How
they are compressed is in the reparse point: WOF_EXTERNAL_INFO and FILE_PROVIDER_EXTERNAL_INFO_V1 of Microsoft's Win32
documentation. libfsntfs does not give a reparse point's data, so the MFT record is read here; its own decompression
is not used, for its LZX is wrong on real executables.
"""

from __future__ import annotations

import struct

from reberth.filesystems.libwim import LZX, XPRESS

TAG = 0x80000017
STREAM = "WofCompressedData"
_FILE_PROVIDER = 2
# FILE_PROVIDER_COMPRESSION_*: kind and bytes of a chunk.
_ALGORITHMS = {0: (XPRESS, 4096), 1: (LZX, 32768), 2: (XPRESS, 8192), 3: (XPRESS, 16384)}
_REPARSE_POINT = 0xC0
_SECTOR = 512


def compression(record: bytes) -> tuple[int, int] | None:
    """Kind and chunk size of a file, None where it is not compressed so or the record does not say.

    Args:
        record: The file's MFT record as it lies on the disk (FILE_RECORD_SEGMENT_HEADER).
    """
    data = _fixed(record)
    if len(data) < 24:
        return None
    place: int = struct.unpack_from("<H", data, 20)[0]
    while place + 24 <= len(data):
        kind, length, resident, value_length, value = struct.unpack_from("<IIB7xIH", data, place)
        if length < 24:
            return None
        if kind == _REPARSE_POINT and not resident and value_length >= 24 and place + value + 24 <= len(data):
            tag, _, provider, _, algorithm = struct.unpack_from("<I4xIIII", data, place + value)
            return _ALGORITHMS.get(algorithm) if tag == TAG and provider == _FILE_PROVIDER else None
        place += length
    return None


def _fixed(record: bytes) -> bytes:
    """The record with the last two bytes of each sector put back (MULTI_SECTOR_HEADER)."""
    if record[:4] != b"FILE":
        return b""
    start, count = struct.unpack_from("<HH", record, 4)
    data = bytearray(record)
    for number in range(1, count):
        end = number * _SECTOR
        if end > len(data) or start + 2 * number + 2 > len(data):
            return b""
        data[end - 2 : end] = record[start + 2 * number : start + 2 * number + 2]
    return bytes(data)
