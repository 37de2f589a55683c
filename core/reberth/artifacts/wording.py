"""The words for what was ticked: the inverse of :func:`reberth.artifacts.choosing.read_wishes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.table import IIS, KINDS

if TYPE_CHECKING:
    from collections.abc import Collection


def words_of(whole: Collection[str], named: Collection[tuple[str, str]]) -> tuple[str, ...] | None:
    """Words for ``--artifact``: () for the web sites alone, None for nothing at all, which no words can say.

    Args:
        whole: Names of kinds asked for as a whole.
        named: Kind and name of records that the user is sure of.
    """
    names = [kind.name for kind in KINDS]
    if not whole and not named:
        return None
    if set(whole) == {IIS.name} and not named:
        return ()
    if set(whole) == set(names) and not named:
        return ("all",)
    words: list[str] = []
    for kind in names:
        words += [kind] if kind in whole else []
        words += sorted(f"{of}/{name}" for of, name in named if of == kind)
    return tuple(words)
