r"""A place on the server as a person writes it: ``C:\inetpub`` or ``disk0.partition2:\inetpub``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.content import ContentRef, to_backslashes
from reberth.model.errors import ReberthError
from reberth.windows.server import read_windows

if TYPE_CHECKING:
    from reberth.filesystems.volumes import Found, Volumes


def find_place(volumes: Volumes, path: str) -> Found:
    """Find a path of the server by drive letter or volume id.

    Disks without a Windows are fine here: their volumes go by id.

    Raises:
        ReberthError: ``filesystem.no-such-path``.
    """
    head, _, rest = to_backslashes(path).partition(":")
    rest = "\\" + rest.strip("\\")
    if any(volume.id == head for volume in volumes.volumes):
        found = volumes.find(ContentRef(head, rest))
    else:
        _learn_letters(volumes)
        found = volumes.resolve(f"{head}:{rest}")
    if found is None:
        known = ", ".join(f"{volume.letter}:" if volume.letter else f"{volume.id}:" for volume in volumes.volumes)
        raise ReberthError("filesystem.no-such-path", path=path, known=known)
    return found


def _learn_letters(volumes: Volumes) -> None:
    """Let the server's registry name the drives, if there is a server on these disks."""
    try:
        read_windows(volumes)
    except ReberthError as error:
        if not error.code.startswith(("windows.", "registry.")):
            raise
