"""Evidence of every line: one line for each record, so that a server with thousands of applications stays readable."""

from __future__ import annotations

import msgspec

from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.evidence_file import EvidenceDocument, render_evidence, step_evidence
from reberth.rendering.render import render
from tests.support.inventories import application, inventory, site


def test_each_step_line_and_outcome_stands_on_a_line() -> None:
    plan = make_plan(
        inventory(*(site(f"Site{number}", application("/", rf"C:\{number}")) for number in range(20))), Selection()
    )
    files = [file for file in render(plan) if file.path != "evidence.json"]
    file = render_evidence(plan, files)
    document = msgspec.json.decode(file.encode(), type=EvidenceDocument)
    assert document.steps == step_evidence(plan)
    assert document.outcomes == plan.outcomes
    told = {item.path: [(line.text, line.steps) for line in item.lines if line.steps] for item in files}
    assert {path: [(line.text, line.steps) for line in lines] for path, lines in document.lines.items()} == {
        path: lines for path, lines in told.items() if lines
    }
    texts = [line.text for line in file.lines]
    assert len([text for text in texts if text.startswith('  "site:Site7": [{')]) == 1
    assert len([text for text in texts if '"fate":' in text]) == len(plan.outcomes)
    assert not any("\n" in text for text in texts)
