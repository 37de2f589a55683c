"""Mutants of configuration files: each is read, planned and written, or refused with a code."""

from __future__ import annotations

import random
import re
from functools import partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

import pytest
from lxml import etree

from reberth.model.errors import ReberthError
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.render import render
from tests.iis.metabase import reading
from tests.servers.test_iis6_in_iis10 import EVERYTHING
from tests.support.iis_samples import inventory, own_samples, read
from tests.support.mutants import mutated

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.model.iis import IisConfiguration
    from reberth.model.windows import Architecture
    from tests.support.iis_samples import Sample

_ATTRIBUTE = re.compile(r'\s+\w+\s*=("[^"]*")')
_ELEMENT = re.compile(r"<\w[^<>]*/>")
# What no editor of Microsoft's writes, but anybody can.
_ODD = (
    *("", "0", "-1", "4294967296", "9" * 20, "1e999", "true", "²", "٣", "%", "%SystemDrive%", "%A%%A%", "x" * 5000),
    *("\\", "C:", "C:\\", "D:relative", "\\\\server\\share", "\\\\?\\C:\\x", "/", "/a/../b", "..", "CON", "a b;c|d&e<"),
    *("*", "*:80:", "*:99999:a", "[::1]:80:", "a:b:c:d", "ä\u202eb", "{{X}}", "]]>", "'\"", "$(x)", "`x`", "\t", "\n"),
    *("99999999.99:99:99", "-1.00:00:00", "[enc:AesProvider:x:enc]", "net.tcp", "1,2,3,,"),
)


# A file that is not well-formed; one in which nothing is left that could be chosen.
REFUSED = {"iis.configuration-broken", "selection.nothing"}


def mutant(text: str, seed: int) -> bytes:
    """One to ten changes: values, attributes and elements odd, gone, doubled or elsewhere; now and then bytes."""
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 2, 5, 10))):
        attributes, elements = list(_ATTRIBUTE.finditer(text)), list(_ELEMENT.finditer(text))
        attribute, element = chance.choice(attributes or [None]), chance.choice(elements or [None])
        kind = chance.random()
        if attribute is not None and kind < 0.6:
            other = quoteattr(chance.choice(_ODD)) if kind < 0.5 else chance.choice(attributes).group(1)
            text = text[: attribute.start(1)] + other + text[attribute.end(1) :]
        elif attribute is not None and kind < 0.7:
            text = text[: attribute.start()] + text[attribute.end() :]
        elif element is not None and kind < 0.9:
            place = chance.choice(elements).start()
            text = text[:place] + element.group() * chance.choice((1, 2)) + text[place:]
        elif element is not None:
            text = text[: element.start()] + text[element.end() :]
    data = text.encode()
    return mutated(data, seed) if chance.random() < 0.05 else data


def attempt(iis: Callable[[], IisConfiguration], architecture: Architecture) -> str:
    """``written``, or the code of what is refused; what is written is well-formed."""
    try:
        files = render(make_plan(inventory(iis(), architecture=architecture), Selection()))
    except ReberthError as error:
        return error.code
    for file in files:
        if file.path.endswith((".xml", ".xslt")):
            document = etree.fromstring(file.encode())
            assert not file.path.endswith(".xslt") or etree.XSLT(document) is not None
    return "written"


@pytest.mark.parametrize("sample", own_samples(), ids=lambda item: item.name)
def test_mutants_of_an_application_host_config(sample: Sample) -> None:
    text = etree.tostring(etree.fromstring(sample.host)).decode()

    def iis(seed: int) -> IisConfiguration:
        files = {**sample.files, "applicationHost.config": mutant(text, seed)}
        return read(sample._replace(files=files))[0]

    found = [attempt(partial(iis, seed), "amd64") for seed in range(10)]
    assert set(found) <= REFUSED | {"written"}
    assert found.count("written") > 2


def test_mutants_of_a_metabase() -> None:
    text = EVERYTHING.decode()
    found = [attempt(partial(reading.configuration, mutant(text, seed)), "x86") for seed in range(80)]
    assert {"iis.configuration-broken", "written"} <= set(found) <= REFUSED | {"written"}
    assert found.count("written") > 25
