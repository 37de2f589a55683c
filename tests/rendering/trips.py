"""Every configuration taken through plan and stylesheet once, for all tests that look at the result."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.preview import pristine
from reberth.rendering.stylesheet import render_stylesheet
from tests.support.iis_samples import Sample, corpus_samples, inventory, own_samples, read
from tests.support.xslt import by_lxml

if TYPE_CHECKING:
    from reberth.model.iis import IisConfiguration
    from reberth.model.plan import Plan


class Trip(NamedTuple):
    """The source, what was planned of it, the stylesheet, and the target's configuration after it."""

    source: IisConfiguration
    plan: Plan
    stylesheet: bytes
    result: bytes


def take(item: Sample, *chosen: str) -> Trip:
    source, _ = read(item)
    plan = make_plan(inventory(source), Selection(sites=chosen))
    stylesheet = render_stylesheet(plan.iis).encode()
    return Trip(source, plan, stylesheet, by_lxml(stylesheet, pristine()))


@cache
def trips() -> dict[str, Trip]:
    return {item.name: take(item) for item in (*own_samples(), *corpus_samples())}


def read_back(document: bytes) -> IisConfiguration:
    """With the schema of IIS 10, as the image has it."""
    return read(Sample("back", "10.0", {"applicationHost.config": document}))[0]
