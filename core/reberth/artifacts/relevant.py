"""What the discovery of artifacts had to say, as far as anybody asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.artifacts.choosing import read_wishes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.finding import Finding


def relevant(findings: Iterable[Finding], artifacts: Iterable[str]) -> tuple[Finding, ...]:
    """Findings without those about kinds that are not asked for: a scan may look for more than is chosen afterwards.

    Args:
        findings: Of a scan.
        artifacts: As the selection has them.

    Raises:
        ReberthError: ``selection.no-such-artifact``.
    """
    asked = {wish.kind.name for wish in read_wishes(artifacts).kinds}
    return tuple(
        item
        for item in findings
        if not item.code.startswith("artifact.") or (bool(asked) and item.params.get("kind", "") in {*asked, ""})
    )
