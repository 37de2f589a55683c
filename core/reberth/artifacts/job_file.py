r"""Task files of Windows Server 2003 and older (``Windows\Tasks\*.job``, [MS-TSCH] 2.4): what a task runs, and when."""

from __future__ import annotations

import struct
from typing import NamedTuple

# FIXDLEN_DATA ([MS-TSCH] 2.4.1): version of the file, where the program's name and the triggers stand, the flags.
_FIXED = struct.Struct("<2x H 16x H H 24x I 16x")
_FILE_VERSION = 1
# [MS-TSCH] 2.3.7.
_DISABLED = 0x4
# [MS-TSCH] 2.4.2.11: each trigger has 48 bytes, its type stands at 32.
_TRIGGER_SIZE, _TYPE_AT = 48, 32
_MOST_TRIGGERS = 100
# By the number of the type, in the words of newer task files.
_TRIGGERS = (
    "TimeTrigger",
    *("CalendarTrigger",) * 4,
    "IdleTrigger",
    "BootTrigger",
    "LogonTrigger",
)


class JobFile(NamedTuple):
    """A task: its program ("" where it has none), kinds of triggers, and whether it is switched on."""

    program: str
    triggers: tuple[str, ...]
    enabled: bool


def read_job(data: bytes) -> JobFile | None:
    """Read a task file; None for what is none. Arguments are passed over: passwords are often among them."""
    if len(data) < _FIXED.size:
        return None
    version, program_at, triggers_at, flags = _FIXED.unpack_from(data)
    if version != _FILE_VERSION or not _FIXED.size <= program_at < len(data):
        return None
    return JobFile(_string(data, program_at), tuple(_triggers(data, triggers_at)), not flags & _DISABLED)


def _string(data: bytes, place: int) -> str:
    """A string: its length in letters of two bytes, the zero at its end among them, then the letters (2.4.2.1)."""
    length = int.from_bytes(data[place : place + 2], "little") * 2
    return data[place + 2 : place + 2 + length].decode("utf-16-le", errors="replace").partition("\0")[0]


def _triggers(data: bytes, place: int) -> list[str]:
    """Kinds of the triggers, each once, in order."""
    count = int.from_bytes(data[place : place + 2], "little") if place >= _FIXED.size else 0
    kinds: dict[str, None] = {}
    for number in range(min(count, _MOST_TRIGGERS)):
        start = place + 2 + number * _TRIGGER_SIZE + _TYPE_AT
        kind = int.from_bytes(data[start : start + 4], "little")
        if start + 4 <= len(data) and kind < len(_TRIGGERS):
            kinds[_TRIGGERS[kind]] = None
    return list(kinds)
