"""The folders above a path: looked up one by one, they tell what holds what without comparing all with all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.content import ContentRef


def place_of(folder: ContentRef) -> tuple[str, str]:
    """A folder as :func:`holders` of its files name it, with its volume."""
    return folder.volume, folder.path.rstrip("\\").upper()


def holders(path: str) -> Iterator[tuple[str, str]]:
    r"""A path and each folder above it, innermost first, with the rest of the path below it.

    ``C:\Web\logs`` gives ``("C:\WEB\LOGS", "")``, ``("C:\WEB", "\logs")``, ``("C:", "\Web\logs")``.
    """
    path = path.rstrip("\\")
    at = len(path)
    while at >= 0:
        yield path[:at].upper(), path[at:]
        at = path.rfind("\\", 0, at)
