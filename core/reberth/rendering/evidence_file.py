"""``evidence.json``: for an engineer who distrusts us, each generated line with the places it comes from."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from reberth.model.evidence import Evidence
from reberth.model.plan import Outcome, Plan
from reberth.model.rendered import RenderedFile, RenderedLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reberth.model.extras import Extras

PATH = "evidence.json"


class LineEvidence(Struct, frozen=True):
    """A line (1-based) of a generated file and the steps it serves."""

    line: int
    text: str
    steps: tuple[str, ...]


class EvidenceDocument(Struct, frozen=True, tag="reberth.evidence.1", tag_field="schema"):
    """The document.

    Attributes:
        steps: Step id to the places it comes from.
        lines: File to its lines that have steps.
        outcomes: The fate of each discovered thing.
    """

    steps: dict[str, tuple[Evidence, ...]]
    lines: dict[str, tuple[LineEvidence, ...]]
    outcomes: tuple[Outcome, ...]


def render_evidence(
    plan: Plan, files: Iterable[RenderedFile], more: Mapping[str, tuple[Evidence, ...]] | None = None
) -> RenderedFile:
    """Collect the evidence of all files of a build folder; ``more`` for steps that are not the plan's."""
    lines = {
        file.path: tuple(
            LineEvidence(number, line.text, line.steps) for number, line in enumerate(file.lines, start=1) if line.steps
        )
        for file in files
    }
    document = EvidenceDocument(
        {**step_evidence(plan), **(more or {})}, {path: found for path, found in lines.items() if found}, plan.outcomes
    )
    return RenderedFile(PATH, _lines(msgspec.json.format(msgspec.json.encode(document), indent=1)), context=False)


def _lines(text: bytes) -> tuple[RenderedLine, ...]:
    """The document's lines; a large server has a million, nearly all of them many times, so each is kept once."""
    known: dict[bytes, RenderedLine] = {}
    lines = []
    for line in io.BytesIO(text):
        if line not in known:
            known[line] = RenderedLine(line.removesuffix(b"\n").decode("utf-8"))
        lines.append(known[line])
    return tuple(lines)


def step_evidence(plan: Plan) -> dict[str, tuple[Evidence, ...]]:
    """Evidence of every step of a plan."""
    found: dict[str, tuple[Evidence, ...]] = {plan.base.step: plan.base.evidence}
    for steps in (plan.features, plan.add_ons, plan.grants, plan.drives, plan.contents, plan.ports, plan.databases):
        found.update({item.step: item.evidence for item in steps})
    found.update(_extras(plan.extras))
    for changes in (plan.iis.sections, plan.iis.locations):
        found.update({item.step: item.evidence for item in changes})
    for pool in plan.iis.pools:
        found[f"pool:{pool.name}"] = (pool.evidence,)
    for site in plan.iis.sites:
        found[f"site:{site.name}"] = (site.evidence, *(binding.evidence for binding in site.bindings))
    for secret in plan.secrets:
        found[f"secret:{secret.variable}"] = (secret.secret.evidence,)
    if plan.health is not None:
        found[plan.health.step] = plan.health.evidence
    for path in plan.iis.unlocked:
        found[f"unlock:{path}"] = (Evidence("file", "applicationHost.config", f"configSections/{path}"),)
    return found


def _extras(extras: Extras) -> dict[str, tuple[Evidence, ...]]:
    """Evidence of what the artifact kinds became."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for told in (extras.files, extras.texts, extras.settings, extras.actions, extras.hosts, extras.services):
        found.update({item.step: item.evidence for item in told})
    for service in extras.services:
        for part in (service.folders, service.files, service.settings):
            found.update({item.step: item.evidence for item in part})
    return found
