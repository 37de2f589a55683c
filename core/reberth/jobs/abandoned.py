"""Jobs whose program was ended together with their worker: a later job clears away what they left.

On Windows a worker dies at once with its caller (:mod:`reberth.jobs.windows_job`), and a power cut ends both
everywhere. So each job's scratch folder says what the job writes, and the caller holds a lock in it as long as it
lives; the system lets go of the lock whatever the caller dies of.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec
from msgspec import Struct

from reberth.verbs.leftovers import Leftovers

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PREFIX = "reberth-job-"
_NAME = "claim.json"
_MOST = 1 << 20
# Windows keeps others from reading what is locked: one byte far behind the end.
_FAR = 1 << 30


class _Claimed(Struct, frozen=True):
    """What a job writes: its id, and its outputs as absolute paths."""

    job: str
    outputs: tuple[str, ...]


class Claim:
    """A job's scratch folder in use, until :meth:`release` or the end of this process."""

    def __init__(self, scratch: str, job: str, outputs: Iterable[str]) -> None:
        """Write down what the job writes, and lock that.

        Raises:
            OSError: When the folder cannot be written to.
        """
        # Not resolved: a link at the target is the target.
        places = tuple(os.path.abspath(output) for output in outputs if output)  # noqa: PTH100
        file = Path(scratch, _NAME)
        self._file = file.open("xb")
        try:
            if _lock(self._file):
                self._file.write(json.dumps(msgspec.to_builtins(_Claimed(job, places))).encode())
                self._file.flush()
            else:
                # A file system without locks: nobody may take the job for an abandoned one.
                self._file.close()
                file.unlink()
        except BaseException:
            self._file.close()
            raise

    def release(self) -> None:
        """Let go: Windows removes no folder that has an open file in it."""
        self._file.close()


def clear_abandoned() -> None:
    """Clear up after every job of this user whose program is gone; a live one's lock is respected."""
    for scratch in _scratch_folders():
        try:
            with (scratch / _NAME).open("r+b") as file:
                if not _lock(file):
                    continue
                claimed = msgspec.convert(json.loads(file.read(_MOST)), _Claimed)
                Leftovers(claimed.job, "", claimed.outputs).clear()
        except (OSError, ValueError, RecursionError):
            # Not there yet or not any more, or not whole: what it wrote cannot be known, and is not guessed.
            continue
        shutil.rmtree(scratch, ignore_errors=True)


def _scratch_folders() -> Iterator[Path]:
    """Folders that jobs of this user made; the folder for temporary files is everybody's on some systems."""
    found: list[Path] = []
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        found += [Path(entry.path) for entry in entries if entry.name.startswith(PREFIX)]
    for folder in found:
        try:
            facts = folder.lstat()
        except OSError:
            continue
        if stat.S_ISDIR(facts.st_mode) and (sys.platform == "win32" or facts.st_uid == os.getuid()):
            yield folder


def _lock(file: IO[bytes]) -> bool:
    """Lock an open file until it is closed; False where somebody else has it."""
    try:
        if sys.platform == "win32":
            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
