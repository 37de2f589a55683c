"""The folders above a path: looked up one by one, they tell what holds what without comparing all with all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def holders(path: str) -> Iterator[tuple[str, str]]:
    r"""A path and each folder above it, innermost first, with the rest of the path below it.

    ``C:\Web\logs`` gives ``("C:\WEB\LOGS", "")``, ``("C:\WEB", "\logs")``, ``("C:", "\Web\logs")``.
    """
    path = path.rstrip("\\")
    at = len(path)
    while at >= 0:
        yield path[:at].upper(), path[at:]
        at = path.rfind("\\", 0, at)
