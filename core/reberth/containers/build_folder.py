"""A build folder as a stream: only what the Dockerfile copies leaves this machine, and never a ``.env``."""

from __future__ import annotations

import os
import stat
from pathlib import Path  # noqa: TC003 - a NamedTuple reads its annotations
from typing import TYPE_CHECKING, NamedTuple

from docker.utils.build import exclude_paths

from reberth.model.errors import ReberthError
from reberth.model.events import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.context.sink import Sink
    from reberth.model.events import Emit

_CHUNK = 256 << 10
_REPORT = 4 << 20
_MOST_SMALL = 16 << 20
_NEVER = frozenset({".env"})
_PATTERN = frozenset("*?[$")


class ContextEntry(NamedTuple):
    """A file or folder of the context: path with slashes, where it lies, size in bytes, time in nanoseconds."""

    path: str
    place: Path
    directory: bool
    size: int
    modified: int


class BuildFolder:
    """A folder with a Dockerfile."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read yet."""
        self._folder = folder

    def read(self, name: str) -> bytes:
        """A small file; empty where there is none.

        Raises:
            ReberthError: ``build.folder-unreadable``, ``build.file-too-large``.
        """
        place = self._folder / name
        try:
            if not place.exists():
                return b""
            if place.stat().st_size > _MOST_SMALL:
                raise ReberthError("build.file-too-large", file=str(place))
            return place.read_bytes()
        except OSError as error:
            raise _unreadable(place, error) from error

    def dockerfile(self) -> bytes:
        """The Dockerfile.

        Raises:
            ReberthError: ``build.no-dockerfile``, ``build.folder-unreadable``.
        """
        data = self.read("Dockerfile")
        if not data:
            raise ReberthError("build.no-dockerfile", folder=str(self._folder))
        return data

    def entries(self, sources: Iterable[str]) -> tuple[ContextEntry, ...]:
        """What the build needs, sorted: the Dockerfile and what lies at or below ``sources``.

        Honours ``.dockerignore``. A source with a pattern or a variable brings in everything.

        Raises:
            ReberthError: ``build.folder-unreadable``, ``build.link-in-folder``.
        """
        wanted = {"Dockerfile", *sources}
        every = "." in wanted or any(_PATTERN & set(item) for item in wanted)
        ignored = [line.strip() for line in self.read(".dockerignore").decode(errors="replace").splitlines()]
        patterns = [line for line in ignored if line and not line.startswith("#")]
        try:
            names = sorted(
                name.replace(os.sep, "/") for name in exclude_paths(str(self._folder), patterns, "Dockerfile")
            )
            kept = (name for name in names if name and name not in _NEVER and (every or _below(name, wanted)))
            return tuple(self._entry(name) for name in kept)
        except OSError as error:
            raise _unreadable(self._folder, error) from error

    def _entry(self, name: str) -> ContextEntry:
        """One file or folder."""
        place = self._folder / name
        found = place.lstat()
        directory = stat.S_ISDIR(found.st_mode)
        if not directory and not stat.S_ISREG(found.st_mode):
            raise ReberthError("build.link-in-folder", file=str(place))
        return ContextEntry(name, place, directory, 0 if directory else found.st_size, found.st_mtime_ns)


def pour(entries: Iterable[ContextEntry], sink: Sink, emit: Emit) -> None:
    """Write entries into a sink.

    Raises:
        ReberthError: ``build.folder-unreadable``; what the sink raises.
    """
    entries = tuple(entries)
    total = sum(entry.size for entry in entries)
    done = reported = 0
    for entry in entries:
        if entry.directory:
            sink.add_folder(entry.path, entry.modified)
            continue
        done += sink.add_file(entry.path, entry.size, entry.modified, _chunks(entry.place))
        if done - reported >= _REPORT or done == total:
            reported = done
            emit(Progress("phase.upload", done, total, "bytes"))


def _chunks(place: Path) -> Iterator[bytes]:
    """A file's bytes."""
    try:
        with place.open("rb") as file:
            while piece := file.read(_CHUNK):
                yield piece
    except OSError as error:
        raise _unreadable(place, error) from error


def _below(name: str, wanted: set[str]) -> bool:
    """Whether a path is wanted, or a folder above it is."""
    while name:
        if name in wanted:
            return True
        name = name.rpartition("/")[0]
    return False


def _unreadable(place: Path, error: OSError) -> ReberthError:
    """The words for a file that cannot be read."""
    return ReberthError("build.folder-unreadable", file=str(place), reason=error.strerror or str(error))
