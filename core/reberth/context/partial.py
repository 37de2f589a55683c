"""Temporary siblings of what is being written: how they are called, and how to clear them away.

The process that writes clears up after itself. When it is killed somebody else must be able to, so the name tells the
job that it belongs to.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING

from reberth.host.paths import long_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _nothing() -> None:
    """Nobody interrupts a process that works for itself."""


_job: ContextVar[str] = ContextVar("job", default="")
_committing: ContextVar[Callable[[], None]] = ContextVar("committing", default=_nothing)
# On Windows a virus scanner may hold a file for a moment after its writer has died.
_TRIES = 5
_PAUSE = 0.1


def work_for(job: str, committing: Callable[[], None] = _nothing) -> None:
    """Name everything that this process writes from now on after a job.

    Args:
        job: Letters and digits of the caller's choice.
        committing: Called when an output is about to take its place: from then on the work cannot be cancelled.
    """
    _job.set(job)
    _committing.set(committing)


def commit_begins() -> None:
    """Say that an output takes its place now."""
    _committing.get()()


def partial_path(target: Path, job: str = "") -> str:
    r"""Where to write what shall become ``target``; with Windows' prefix ``\\?\``, which allows long paths.

    Args:
        target: Absolute path of the file or folder.
        job: Job to name it after; without one that of :func:`work_for`, else a random name.
    """
    mark = job or _job.get() or secrets.token_hex(4)
    return long_path(str(target.parent / f"{target.name}.partial-{mark}"))


def older_path(partial: str) -> str:
    """Where an older output waits while the new one takes its place."""
    return f"{partial}.old"


def settle(target: Path, partial: str) -> None:
    """Leave ``target`` whole and nothing beside it, wherever its writer was interrupted.

    An older output that had made room already goes back to its place, or stays where it is if it cannot. What
    cannot be removed stays.
    """
    place, older = long_path(str(target)), older_path(partial)
    if os.path.lexists(older) and not os.path.lexists(place):
        with contextlib.suppress(OSError):
            os.rename(older, place)  # noqa: PTH104 - a plain string keeps the \\?\ prefix
    _remove(partial)
    if os.path.lexists(place):
        _remove(older)


def _remove(path: str) -> None:
    """Remove a file or a folder with all that is in it."""
    for _ in range(_TRIES):
        if not os.path.lexists(path):
            return
        if os.path.isdir(path):  # noqa: PTH112
            shutil.rmtree(path, ignore_errors=True)
        else:
            try:
                os.unlink(path)  # noqa: PTH108
            except OSError:
                time.sleep(_PAUSE)
                continue
        if os.path.lexists(path):
            time.sleep(_PAUSE)
