"""What a verb may leave behind when its process is killed, and how to clear it away from outside."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from reberth.context.partial import partial_path, settle, work_for

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Leftovers", "work_for"]


class Leftovers:
    """A job's scratch folder, half-written outputs, and folders made on the way to them."""

    def __init__(self, job: str, scratch: str, outputs: Iterable[str]) -> None:
        """Look at what is there now; to be made before the verb starts.

        Args:
            job: What the working process gave to :func:`work_for`.
            scratch: Folder of the job alone; "" for none.
            outputs: Files or folders that the verb shall write; empty ones count for nothing.
        """
        self._job = job
        self._scratch = scratch
        # Not resolved: a link at the target is the target.
        self._targets = tuple(Path(os.path.abspath(output)) for output in outputs if output)  # noqa: PTH100
        self._new_parents = tuple(
            parent for target in self._targets for parent in target.parents if not os.path.lexists(parent)
        )

    def clear(self) -> None:
        """Remove it all, once the process is gone; harmless when there is nothing."""
        for target in self._targets:
            settle(target, partial_path(target, self._job))
        for parent in sorted(self._new_parents, key=lambda path: len(path.parts), reverse=True):
            # Somebody else's by now, or holding the finished output: then it is not empty.
            with contextlib.suppress(OSError):
                parent.rmdir()
        if self._scratch:
            shutil.rmtree(self._scratch, ignore_errors=True)
