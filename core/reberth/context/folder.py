"""A build folder: written beside its place under a temporary name, renamed when it is whole."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reberth.context.partial import commit_begins, older_path, partial_path, settle
from reberth.context.writers import Writers, set_time
from reberth.host.paths import long_path
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

# A folder that holds this file was written by us and may be replaced when the user says so.
MARKER = "evidence.json"
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
_NO_SPACE_WINDOWS = {39, 112}


class FolderSink:
    """Writes a build folder so that it is there whole or not at all.

    Use as a context manager and call :meth:`commit` last; leaving without it removes everything written.
    """

    def __init__(self, folder: Path, *, replace: bool = False, needed: int = 0) -> None:
        """Prepare to write ``folder``.

        Args:
            folder: Where the build folder shall be.
            replace: Replace a build folder of ours that is there already.
            needed: Bytes that will be written at least, for an early answer about disk space.

        Raises:
            ReberthError: ``output.folder-not-empty``, ``output.not-ours``, ``output.is-a-file``, ``output.disk-full``,
                ``output.disk-filled-up``, ``output.write-failed``.
        """
        self._target = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a link at the target
        self._replace = replace
        _check_target(self._target, replace=replace)
        self._folders: dict[str, int] = {}
        self._made: set[str] = set()
        self._writers = Writers()
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(self._target.parent).free
            if needed > free:
                raise ReberthError("output.disk-full", folder=str(self._target), need=needed, free=free)
            self._work = partial_path(self._target)
            os.mkdir(self._work, 0o700)  # noqa: PTH102 - a plain string keeps the \\?\ prefix
        except OSError as error:
            raise self._failure(error, str(self._target)) from error

    def __enter__(self) -> Self:
        """Nothing is made until files arrive."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Remove what was written unless it was committed."""
        self._writers.stop()
        settle(self._target, self._work)

    def add_folder(self, path: str, modified: int) -> None:
        """See :class:`reberth.context.sink.Sink`."""
        try:
            self._make(path)
        except OSError as error:
            raise self._failure(error, path) from error
        self._folders[path] = modified

    def add_file(self, path: str, size: int, modified: int, chunks: Iterable[bytes]) -> int:
        """See :class:`reberth.context.sink.Sink`."""
        self._check_written()
        try:
            self._make(path.rpartition("/")[0])
        except OSError as error:
            raise self._failure(error, path) from error
        return self._writers.write(path, self._place(path), size, modified, chunks)

    def commit(self) -> Path:
        """Put the finished folder into its place.

        Raises:
            ReberthError: ``output.write-failed``; an older build folder is then still in its place.
        """
        self._writers.finish()
        self._check_written()
        old = older_path(self._work)
        try:
            for path in sorted(self._folders, reverse=True):
                set_time(self._place(path), self._folders[path])
            os.chmod(self._work, 0o755)  # noqa: S103, PTH101 - 0o700 until now; a build folder is no secret
            # Asked again: somebody may have put something there while we wrote.
            _check_target(self._target, replace=self._replace)
            target = long_path(str(self._target))
            moved = os.path.isdir(target)  # noqa: PTH112
            commit_begins()
            if moved:
                os.rename(target, old)  # noqa: PTH104
            try:
                os.rename(self._work, target)  # noqa: PTH104
            except OSError:
                if moved:
                    os.rename(old, target)  # noqa: PTH104
                raise
            if moved:
                shutil.rmtree(old, ignore_errors=True)
        except OSError as error:
            raise self._failure(error, str(self._target)) from error
        return self._target

    def _check_written(self) -> None:
        """Raise what went wrong while writing, be it an earlier file's."""
        if self._writers.failure is not None:
            error, path = self._writers.failure
            if not isinstance(error, OSError):
                raise error
            raise self._failure(error, path) from error

    def _place(self, path: str) -> str:
        """Where a context path lies on the host."""
        return os.path.join(self._work, *path.split("/")) if path else self._work  # noqa: PTH118

    def _make(self, path: str) -> None:
        """Make a folder and its parents once."""
        if path and path not in self._made:
            os.makedirs(self._place(path), exist_ok=True)  # noqa: PTH103
            self._made.add(path)

    def _failure(self, error: OSError, path: str) -> ReberthError:
        """The words for a failed write."""
        if error.errno in _NO_SPACE or getattr(error, "winerror", None) in _NO_SPACE_WINDOWS:
            return ReberthError("output.disk-filled-up", folder=str(self._target), path=path)
        return ReberthError("output.write-failed", path=path, reason=error.strerror or str(error))


def _check_target(target: Path, *, replace: bool) -> None:
    """Refuse a place that holds something that is not ours to replace."""
    try:
        if not target.is_dir():
            if target.exists() or target.is_symlink():
                raise ReberthError("output.is-a-file", folder=str(target))
            return
        if not any(target.iterdir()):
            return
    except OSError as error:
        raise ReberthError("output.write-failed", path=str(target), reason=error.strerror or str(error)) from error
    if not replace:
        raise ReberthError("output.folder-not-empty", folder=str(target))
    if target.is_symlink() or not ((target / MARKER).is_file() and (target / "Dockerfile").is_file()):
        raise ReberthError("output.not-ours", folder=str(target))
