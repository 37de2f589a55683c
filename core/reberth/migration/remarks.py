"""Everything that a person should look at before the image is made: findings of the scan, and the plan's outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.migration.document import Accepted
from reberth.model.plan import LeftOut, Undecided
from reberth.model.remark import WEIGHTS, Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.migration.document import Migration
    from reberth.model.errors import ReberthError
    from reberth.model.finding import Finding
    from reberth.model.plan import Outcome


def remarks(
    findings: Iterable[Finding],
    outcomes: Iterable[Outcome],
    accepted: Iterable[Accepted],
    plan_error: ReberthError | None = None,
) -> tuple[Remark, ...]:
    """All remarks, heaviest first, each thing once: what the plan asks about need not be found by the scan as well."""
    reasons = {(item.code, item.subject): item.reason for item in accepted}
    found: dict[tuple[str, str, str], Remark] = {}
    for item in _all(findings, outcomes, plan_error):
        kind = item.kind if not item.code else ""
        found.setdefault((item.code, item.subject, kind), item)
    known = (_accepted(item, reasons.get((item.code, item.subject), "")) for item in found.values())
    return tuple(sorted(known, key=lambda item: WEIGHTS.index(item.weight)))


def _accepted(item: Remark, reason: str) -> Remark:
    """The remark as the document has it; most need no copy."""
    return replace(item, accepted=reason) if reason else item


def _all(findings: Iterable[Finding], outcomes: Iterable[Outcome], plan_error: ReberthError | None) -> Iterator[Remark]:
    """In the order of discovery."""
    if plan_error is not None:
        yield Remark("blocker", "plan", "", plan_error.code, plan_error.params)
    for finding in findings:
        yield Remark(finding.severity, "finding", finding.subject, finding.code, finding.params, finding.evidence)
    for item in outcomes:
        if isinstance(item, Undecided):
            yield Remark("action", item.kind, item.name, item.code, item.params, item.evidence)
        elif isinstance(item, LeftOut):
            yield Remark("info", item.kind, item.name, item.code, item.params, item.evidence)
        else:
            yield Remark("passed", item.kind, item.name, evidence=item.evidence)


def open_remarks(items: Iterable[Remark]) -> int:
    """How many still want a person: blockers and decisions that nobody has accepted."""
    return sum(item.weight in {"blocker", "action"} and not item.accepted for item in items)


def accept(migration: Migration, remark: Remark, reason: str) -> tuple[Accepted, ...]:
    """The document's acceptances with this one; an empty reason takes it back."""
    others = tuple(item for item in migration.accepted if (item.code, item.subject) != (remark.code, remark.subject))
    return (*others, Accepted(remark.code, remark.subject, reason)) if reason.strip() else others
