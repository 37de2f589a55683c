"""Read one file of the offline server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError
from reberth.model.events import Progress
from reberth.model.requests import ReadRequest
from reberth.verbs.opening import open_paths
from reberth.verbs.places import find_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.model.events import Emit

__all__ = ["ReadRequest", "read_file"]


def read_file(request: ReadRequest, write: Callable[[bytes], None], emit: Emit) -> int:
    """Hand a file's bytes to ``write`` piece by piece and return how many there were.

    Raises:
        ReberthError: ``source.*``, ``filesystem.no-such-path``, ``filesystem.is-a-folder``, ``filesystem.file-*``.
    """
    with open_paths(request.paths, request.wim_image) as volumes:
        tree, entry = find_place(volumes, request.path)
        if entry.directory:
            raise ReberthError("filesystem.is-a-folder", path=request.path)
        done = 0
        for piece in tree.chunks(entry):
            write(piece)
            done += len(piece)
            emit(Progress("phase.read-file", done, entry.size, "bytes"))
        return done
