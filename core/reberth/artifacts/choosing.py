r"""Which kinds and records the user asks for: ``all``, ``KIND``, ``KIND/NAME``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.artifacts.table import IIS, KINDS
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.artifacts.kind import Kind

_ALL = "all"


class Wish(NamedTuple):
    """A kind asked for: all of it, or the records named.

    Attributes:
        kind: The kind.
        whole: Asked for as a whole; named records are then those the user is sure of.
        names: Records named, as given.
    """

    kind: Kind
    whole: bool
    names: tuple[str, ...]


class Wishes(NamedTuple):
    """What is asked for.

    Attributes:
        iis: Whether the web sites are.
        must: Whether a server without IIS is then an error: not when it was asked for among ``all``.
        kinds: Other kinds, in the table's order.
    """

    iis: bool
    must: bool
    kinds: tuple[Wish, ...]


def read_wishes(artifacts: Iterable[str]) -> Wishes:
    """Read the user's words; names ignore case. None means the web sites alone.

    Raises:
        ReberthError: ``selection.no-such-artifact``.
    """
    given = [text.strip() for text in artifacts]
    known = {kind.name.upper(): kind for kind in KINDS}
    whole: set[str] = set()
    names: dict[str, list[str]] = {}
    for text in given:
        kind, slash, name = text.partition("/")
        if text.lower() == _ALL:
            whole |= known.keys()
        elif kind.upper() not in known:
            listed = ", ".join(item.name for item in KINDS)
            raise ReberthError("selection.no-such-artifact", name=kind, known=f"all, {listed}")
        elif slash and name.strip():
            names.setdefault(kind.upper(), []).append(name.strip())
        else:
            whole.add(kind.upper())
    iis = not given or IIS.name.upper() in whole | names.keys()
    must = not given or any(text.upper() == IIS.name.upper() for text in given)
    wishes = tuple(
        Wish(kind, key in whole, tuple(names.get(key, ())))
        for key, kind in known.items()
        if kind is not IIS and key in whole | names.keys()
    )
    return Wishes(iis, must, wishes)
