"""Files that Windows compressed in place, on a machine without libwim: told once, not once for each of thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

NEEDS_LIBWIM = "filesystem.file-needs-libwim"
NEED_LIBWIM = "filesystem.files-need-libwim"
# Places that are named; the number tells of the others.
_MOST_PLACES = 20


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with one for all files that need libwim, in the place of the first of them."""
    others: list[Finding] = []
    needy: list[Finding] = []
    place = 0
    for item in findings:
        if NEEDS_LIBWIM in {item.code, item.params.get("code")}:
            place = place if needy else len(others)
            needy.append(item)
        else:
            others.append(item)
    if needy:
        evidence = [seen for item in needy for seen in item.evidence]
        path = evidence[0].source if evidence else str(needy[0].params.get("path", ""))
        places = tuple(evidence[:_MOST_PLACES])
        others.insert(place, Finding(NEED_LIBWIM, "action", "", {"count": len(needy), "path": path}, places))
    return tuple(others)
