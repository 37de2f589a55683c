"""The heaviest remark of each place of the tree of sites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.model.remark import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reberth.model.remark import Remark, Weight

# After the name of a site or place: what a remark's subject names in it (a path, a binding, an attribute).
_CUT = re.compile(r"[/ :](?=[^/ :]*$)")


def badges(remarks: Iterable[Remark], parents: Mapping[str, str]) -> dict[str, Weight]:
    """The heaviest remark that nobody accepted, for each place that has one heavier than ``passed``.

    Args:
        remarks: All remarks; a remark about something inside a place counts for the place.
        parents: Each place and the one above it ("" for a site), as people select them.
    """
    heaviest: dict[str, Weight] = {}
    for item in remarks:
        place = _place(item.subject, parents)
        while place and item.weight != "passed" and not item.accepted:
            known = heaviest.get(place, "passed")
            if WEIGHTS.index(item.weight) < WEIGHTS.index(known):
                heaviest[place] = item.weight
            place = parents[place]
    return heaviest


def _place(subject: str, parents: Mapping[str, str]) -> str:
    """The innermost place that a subject is about; "" for none."""
    while subject and subject not in parents:
        cut = _CUT.search(subject)
        subject = subject[: cut.start()] if cut else ""
    return subject
