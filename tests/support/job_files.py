"""Task files of Windows Server 2003 ([MS-TSCH] 2.4), written field by field."""

from __future__ import annotations

import struct

DISABLED, INTERACTIVE = 0x4, 0x1
ONCE, DAILY, WEEKLY, IDLE, BOOT, LOGON = 0, 1, 2, 5, 6, 7


def job_file(program: str, arguments: str = "", *, triggers: tuple[int, ...] = (DAILY,), flags: int = 0) -> bytes:
    """A task that runs a program; ``triggers`` are their types."""
    texts = b"".join(_text(item) for item in (program, arguments, "C:\\", "SHOP\\anna", "comment"))
    head, nothing = 68, struct.pack("<HH", 0, 0)
    running = struct.pack("<H", 0)
    triggers_at = head + len(running) + len(texts) + len(nothing)
    fixed = struct.pack("<HH", 0x0502, 1) + bytes(range(16)) + struct.pack("<HH", head + len(running), triggers_at)
    # Retries, idle times; priority, longest run, exit code, status, flags; when it last ran.
    fixed += struct.pack("<HHHH", 0, 0, 60, 10) + struct.pack("<IIIII", 0x20, 0x0F731400, 0, 0x00041300, flags)
    fixed += struct.pack("<8H", 2015, 3, 2, 17, 3, 0, 0, 0)
    dates = struct.pack("<HHHHHHHHHH", 0x30, 0, 2010, 1, 1, 0, 0, 0, 3, 30)
    marks = b"".join(dates + struct.pack("<IIIIHHHHHH", 0, 0, 0, kind, 1, 0, 0, 0, 0, 0) for kind in triggers)
    return fixed + running + texts + nothing + struct.pack("<H", len(triggers)) + marks


def _text(text: str) -> bytes:
    """Length in letters with the zero at the end, then the letters; nothing but a zero length for no text."""
    letters = f"{text}\0".encode("utf-16-le") if text else b""
    return struct.pack("<H", len(letters) // 2) + letters
