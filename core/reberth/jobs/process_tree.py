"""A process and all that it starts, ended together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from typing import IO, TYPE_CHECKING

if sys.platform == "win32":
    from reberth.jobs.windows_job import WindowsJob

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ProcessTree:
    """A process group on POSIX, a job object on Windows, where it also dies with us.

    Attributes:
        pid: Of the first process.
        stdin, stdout, stderr: Our ends of its pipes, unbuffered; to be closed by who uses them.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start ``command`` with three pipes, out of reach of the terminal's Ctrl+C.

        Raises:
            OSError: When it cannot be started.
        """
        # CREATE_NO_WINDOW: a console of its own that nobody sees, so that no window flashes up beside the wizard.
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW
        else:
            flags = 0
        process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=environment,
            start_new_session=os.name != "nt",
            creationflags=flags,
        )
        self._process = process
        self._lock = threading.Lock()
        self._gone = False
        self.pid = process.pid
        self.stdin, self.stdout, self.stderr = _pipe(process.stdin), _pipe(process.stdout), _pipe(process.stderr)
        if sys.platform == "win32":
            try:
                self._job = WindowsJob(int(process._handle))  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
            except OSError:
                process.kill()
                process.wait()
                for pipe in (self.stdin, self.stdout, self.stderr):
                    pipe.close()
                raise

    def kill(self) -> None:
        """End the process and all its descendants at once; harmless when they are gone."""
        with self._lock:
            if self._gone:
                return
            if sys.platform == "win32":
                self._job.kill()
            else:
                # While the first process is not waited for, nobody else can have its number.
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for the process, end what it left running, and return its exit code (negative: a signal)."""
        if sys.platform == "win32":
            code = self._process.wait()
        else:
            os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        self.kill()
        with self._lock:
            self._gone = True
            if sys.platform == "win32":
                self._job.close()
            else:
                code = self._process.wait()
        return code


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    """A pipe that was asked for."""
    if pipe is None:
        raise OSError
    return pipe
