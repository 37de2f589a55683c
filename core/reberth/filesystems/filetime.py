"""Times of NTFS and WIM files."""

from __future__ import annotations

# 1970-01-01 as FILETIME ([MS-DTYP] 2.3.3): units of 100 nanoseconds since 1601-01-01 UTC.
_EPOCH = 116_444_736_000_000_000
_LAST = (1 << 63) - 1


def nanoseconds(filetime: int) -> int:
    """Nanoseconds since 1970-01-01 UTC.

    What is before (a time that was never set is 0, the year 1601) becomes 1970, and what 63 bits do not hold (after
    the year 2262) their end: archives and other systems know no such times.
    """
    return min(max(filetime - _EPOCH, 0) * 100, _LAST)
