"""What is there while a job works, and must not be there after it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.events import silent
from reberth.model.requests import ListedEntry, ListRequest, ReadRequest
from reberth.verbs.listing import list_folder
from reberth.verbs.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Callable

# SYNCHRONIZE, to wait for a process, and what WaitForSingleObject says of one that has not ended.
_SYNCHRONIZE, _WAIT_TIMEOUT = 0x00100000, 258
# Of zeros: the copy is a hole and costs no room, but reading it takes seconds.
LONG = 6 << 30


def long_server(root: Path, disk: Path) -> Path:
    """The server on a disk, in a folder, with content that takes long enough for a conversion to be stopped."""
    entries: list[ListedEntry] = []
    list_folder(ListRequest((str(disk),), "C:\\", recursive=True), entries.append, silent)
    for entry in entries:
        place = root / entry.path.strip("\\").replace("\\", "/")
        if entry.directory:
            place.mkdir()
            continue
        pieces: list[bytes] = []
        read_file(ReadRequest((str(disk),), f"C:{entry.path}"), pieces.append, silent)
        place.write_bytes(b"".join(pieces))
    content = root / "inetpub" / "wwwroot"
    (content / "aaa.txt").write_text("first")
    with (content / "long.mp4").open("wb") as file:
        file.truncate(LONG)
    return root


def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    if sys.platform == "win32":
        process = ctypes.windll.kernel32.OpenProcess(_SYNCHRONIZE, 0, pid)
        runs = bool(process) and ctypes.windll.kernel32.WaitForSingleObject(process, 0) == _WAIT_TIMEOUT
        ctypes.windll.kernel32.CloseHandle(process)
        return runs
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def end(pid: int) -> None:
    """Kill a process if it is there, so that a failed test leaves none."""
    with contextlib.suppress(OSError):
        os.kill(pid, 9)


class Seen(NamedTuple):
    """A file as it is."""

    data: bytes
    modified: int


def everything(folder: Path) -> dict[str, Seen]:
    """All files below a folder, and its folders, of which only the name counts."""
    return {
        str(path.relative_to(folder)): Seen(path.read_bytes(), path.stat().st_mtime_ns)
        if path.is_file()
        else Seen(b"", 0)
        for path in folder.rglob("*")
    }
