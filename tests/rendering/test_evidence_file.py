"""Evidence of every line, kept small in memory for a server with thousands of applications."""

from __future__ import annotations

import msgspec

from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.evidence_file import EvidenceDocument, render_evidence
from reberth.rendering.render import render
from tests.support.inventories import application, inventory, site


def test_lines_that_are_equal_are_kept_once() -> None:
    plan = make_plan(
        inventory(*(site(f"Site{number}", application("/", r"C:\a")) for number in range(20))), Selection()
    )
    files = render(plan)
    file = render_evidence(plan, files)
    texts = {line.text for line in file.lines}
    assert len({id(line) for line in file.lines}) == len(texts) < len(file.lines) / 2
    document = msgspec.json.decode(file.encode(), type=EvidenceDocument)
    assert document.outcomes == plan.outcomes
    assert all("\n" not in text for text in texts)
