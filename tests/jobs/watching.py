"""What is there while a job works, and must not be there after it."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.support.servers import write_server

if TYPE_CHECKING:
    from collections.abc import Callable

# Of zeros: the copy is a hole and costs no room, but reading it takes seconds.
LONG = 6 << 30


def long_server(root: Path) -> Path:
    """A server whose conversion takes long enough to be stopped in its midst."""
    write_server(root, sites={"Films": r"C:\films"})
    films = root / "films"
    films.mkdir()
    (films / "aaa.txt").write_text("first")
    with (films / "long.mp4").open("wb") as file:
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
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def end(pid: int) -> None:
    """Kill a process if it is there, so that a failed test leaves none."""
    with contextlib.suppress(ProcessLookupError):
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
