"""Names for a message: a server may have thousands, and a person reads some."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST = 20


def few(names: Iterable[str]) -> str:
    """The first names with commas between, and how many more there are; ``-`` for none."""
    every = tuple(names)
    more = f", ... (+{len(every) - _MOST})" if len(every) > _MOST else ""
    return (", ".join(every[:_MOST]) or "-") + more
