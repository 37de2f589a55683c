"""``evidence.json``: for an engineer who distrusts us, each generated line with the places it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from reberth.model.evidence import Evidence
from reberth.model.plan import Outcome, Plan
from reberth.model.rendered import RenderedFile, RenderedLine
from reberth.model.step_ids import (
    application_step,
    binding_step,
    directory_step,
    pool_step,
    secret_step,
    site_step,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reberth.model.extras import Extras
    from reberth.model.iis import Site

PATH = "evidence.json"
SCHEMA = "reberth.evidence.1"


class LineEvidence(Struct, frozen=True):
    """A line (1-based) of a generated file and the steps it serves."""

    line: int
    text: str
    steps: tuple[str, ...]


class EvidenceDocument(Struct, frozen=True, tag=SCHEMA, tag_field="schema"):
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
    return RenderedFile(PATH, tuple(RenderedLine(line) for line in _written(document)), context=False)


def _written(document: EvidenceDocument) -> Iterator[str]:
    """One line for each step, line and outcome: of a large server there are a hundred thousand."""
    encoder = msgspec.json.Encoder()

    def text(value: object) -> str:
        return encoder.encode(value).decode("utf-8")

    def listed(lines: list[str]) -> Iterator[str]:
        yield from (f"{line}," for line in lines[:-1])
        yield from lines[-1:]

    yield "{"
    yield f' "schema": {text(SCHEMA)},'
    yield ' "steps": {'
    yield from listed([f"  {text(step)}: {text(places)}" for step, places in document.steps.items()])
    yield " },"
    yield ' "lines": {'
    for number, (path, lines) in enumerate(document.lines.items(), start=1):
        yield f"  {text(path)}: ["
        yield from listed([f"   {text(line)}" for line in lines])
        yield "  ]," if number < len(document.lines) else "  ]"
    yield " },"
    yield ' "outcomes": ['
    yield from listed([f"  {text(outcome)}" for outcome in document.outcomes])
    yield " ]"
    yield "}"


def step_evidence(plan: Plan) -> dict[str, tuple[Evidence, ...]]:
    """Evidence of every step of a plan."""
    found: dict[str, tuple[Evidence, ...]] = {plan.base.step: plan.base.evidence}
    for steps in (plan.features, plan.add_ons, plan.grants, plan.drives, plan.contents, plan.ports, plan.databases):
        found.update({item.step: item.evidence for item in steps})
    found.update(_extras(plan.extras))
    for changes in (plan.iis.sections, plan.iis.locations, plan.iis.locks):
        found.update({item.step: item.evidence for item in changes})
    for pool in plan.iis.pools:
        found[pool_step(pool.name)] = (pool.evidence,)
    for site in plan.iis.sites:
        found.update(_site(site))
    for secret in plan.secrets:
        found[secret_step(secret.variable)] = (secret.secret.evidence,)
    if plan.health is not None:
        found[plan.health.step] = plan.health.evidence
    return found


def _site(site: Site) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """A site and all in it."""
    yield site_step(site.name), (site.evidence,)
    for application in site.applications:
        yield application_step(site.name, application.path), (application.evidence,)
        for directory in application.virtual_directories:
            yield directory_step(site.name, application.path, directory.path), (directory.evidence,)
    for binding in site.bindings:
        yield binding_step(site.name, binding.protocol, binding.information), (binding.evidence,)


def _extras(extras: Extras) -> dict[str, tuple[Evidence, ...]]:
    """Evidence of what the artifact kinds became."""
    found: dict[str, tuple[Evidence, ...]] = {}
    for told in (extras.files, extras.texts, extras.settings, extras.actions, extras.hosts, extras.services):
        found.update({item.step: item.evidence for item in told})
    for service in extras.services:
        for part in (service.folders, service.files, service.settings):
            found.update({item.step: item.evidence for item in part})
    return found
