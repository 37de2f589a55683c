"""Each configuration comes back equal from the image, but for what the plan says; .NET makes the same of it as lxml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from reberth.iis.fallback import fallback_schema_text
from reberth.rendering.preview import pristine
from tests.rendering.trips import read_back, trips
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.iis_samples import EVERY, Sample
from tests.support.iis_validator import IisValidator
from tests.support.round_trip import differences
from tests.support.xslt import by_dotnet, canonical

if TYPE_CHECKING:
    from pathlib import Path

OWN = IisValidator([etree.fromstring(fallback_schema_text("10.0"))])
# The corpus has the schema of the first IIS 10; HSTS came with a later one.
LATER = {"system.applicationHost/sites/site/hsts is not known"}


@pytest.fixture(scope="module")
def dotnet(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder: Path = tmp_path_factory.mktemp("dotnet")
    return by_dotnet({name: trip.stylesheet for name, trip in trips().items()}, pristine(), folder)


@pytest.mark.parametrize("item", EVERY)
def test_what_comes_back_is_what_the_plan_says(item: Sample) -> None:
    trip = trips()[item.name]
    found = differences(trip.source, trip.plan, read_back(trip.result), read_back(pristine()))
    assert list(found) == []


@pytest.mark.parametrize("item", EVERY)
def test_dotnet_makes_the_same_document(item: Sample, dotnet: dict[str, bytes]) -> None:
    assert canonical(dotnet[item.name]) == canonical(trips()[item.name].result)
    assert canonical(dotnet[item.name]) != canonical(pristine())


@pytest.mark.parametrize("item", EVERY)
def test_iis_accepts_the_document(item: Sample) -> None:
    assert OWN.problems(etree.fromstring(trips()[item.name].result)) == []


@needs_corpus
@pytest.mark.parametrize("item", EVERY)
def test_iis_accepts_it_by_its_own_schema(item: Sample) -> None:
    schema = etree.parse(str(CORPUS / "iis-schema" / "IIS_schema__jexuswebserver_56000f63.xml")).getroot()
    problems = IisValidator([schema]).problems(etree.fromstring(trips()[item.name].result))
    assert set(problems) <= LATER


def test_the_target_is_valid_itself() -> None:
    assert OWN.problems(etree.fromstring(pristine())) == []


def test_a_second_run_renders_the_same() -> None:
    before = {name: trip.stylesheet for name, trip in trips().items()}
    trips.cache_clear()
    assert {name: trip.stylesheet for name, trip in trips().items()} == before
