"""Many equal places become one finding: an admin acts once, and reads one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reberth.model.few import few
from reberth.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.errors import Parameter
    from reberth.model.evidence import Evidence
    from reberth.model.finding import Severity
    from reberth.readiness.chosen import ChosenApplication

# With more sites than these, one line for the server says it better than one for each.
_MOST_SITES = 10
_MOST_EVIDENCE = 20


class Place(NamedTuple):
    """Where a rule found what it looks for.

    Attributes:
        application: The application it is in.
        name: What a person calls the thing there.
        evidence: Where it was read.
    """

    application: ChosenApplication
    name: str
    evidence: tuple[Evidence, ...] = ()


def merged(code: str, severity: Severity, places: Iterable[Place], **params: Parameter) -> Iterator[Finding]:
    """One finding for each site, about its application where only one is concerned; for many sites one for the server.

    Args:
        code: Catalogue code. Its sentence may use ``names`` (the first distinct names) and ``count`` (of them all).
        severity: As the rule says.
        places: What was found, in the order of the sites.
        **params: More places of the sentence.
    """
    by_site: dict[str, list[Place]] = {}
    for place in places:
        by_site.setdefault(place.application.site.name, []).append(place)
    groups = list(by_site.values())
    if len(groups) > _MOST_SITES:
        groups = [[place for group in groups for place in group]]
        yield _finding(code, severity, "", groups[0], params)
        return
    for site, group in by_site.items():
        subjects = {place.application.subject for place in group}
        yield _finding(code, severity, subjects.pop() if len(subjects) == 1 else site, group, params)


def _finding(code: str, severity: Severity, subject: str, places: list[Place], params: dict[str, Parameter]) -> Finding:
    """The finding of one group."""
    names = list(dict.fromkeys(place.name for place in places))
    evidence = tuple(dict.fromkeys(item for place in places for item in place.evidence))[:_MOST_EVIDENCE]
    return Finding(code, severity, subject, {"names": few(names), "count": len(names), **params}, evidence)
