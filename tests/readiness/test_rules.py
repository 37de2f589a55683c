"""Each rule speaks of what it is for, in words that are whole, and keeps silent on the opposite."""

from __future__ import annotations

import re

import pytest

from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.readiness.chosen import Chosen
from reberth.readiness.table import RULES
from reberth_resources.catalogue import codes, message
from reberth_resources.language import LANGUAGES
from tests.readiness.cases import CASES, Case
from tests.readiness.looking import said

# What is so in every image, and facts of the server's card, whose places these servers do not have.
_WITHOUT_EVIDENCE = {
    "readiness.old-server",
    "readiness.server-32-bit",
    "readiness.time-zone",
    "readiness.code-page",
    "readiness.logs-in-files",
    "readiness.base-updates",
    "readiness.base-support-ends",
    "readiness.base-out-of-support",
}
# Without IIS there is no plan for sites; then something else must be asked for.
_NO_IIS = Selection(artifacts=("Fonts",))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code.partition(".")[2])
def test_a_rule_speaks_of_what_it_is_for(case: Case) -> None:
    found = [item for item in said(case.speaks, case.selection, case.today) if item.code == case.code]
    assert [(item.severity, item.subject) for item in found] == [(case.severity, case.subject)]
    for language in LANGUAGES:
        words = message(case.code, found[0].params, language)
        assert not re.search(r"\{[a-z_]+\}|\(\)|  ", " ".join(words)), words
    assert bool(found[0].evidence) is (case.code not in _WITHOUT_EVIDENCE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code.partition(".")[2])
def test_a_rule_keeps_silent_on_the_opposite(case: Case) -> None:
    selection = case.selection if case.quiet_selection is None else case.quiet_selection
    selection = _NO_IIS if case.silent.iis is None else selection
    assert case.code not in {item.code for item in said(case.silent, selection, case.quiet_today)}


def test_every_code_has_a_rule_and_a_case() -> None:
    words = {code for language in LANGUAGES for code in codes(language) if code.startswith("readiness.")}
    assert words == {case.code for case in CASES}
    assert len(CASES) == len({case.code for case in CASES})
    speaking = {rule for case in CASES for rule in RULES if case.code in {item.code for item in rule(chosen(case))}}
    assert speaking == set(RULES)


def chosen(case: Case) -> Chosen:
    """What the rules look at in a case."""
    return Chosen(case.speaks, make_plan(case.speaks, case.selection), case.today)
