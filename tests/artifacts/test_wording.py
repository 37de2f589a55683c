"""Words for ticks, and ticks for words."""

from __future__ import annotations

import pytest

from reberth.artifacts.choosing import read_wishes
from reberth.artifacts.table import KINDS
from reberth.artifacts.wording import words_of

ALL = {kind.name for kind in KINDS}
PROGRAMS = "AddRemovePrograms"


@pytest.mark.parametrize(
    ("whole", "named", "wanted"),
    [
        (set[str](), set[tuple[str, str]](), None),
        ({"IIS"}, set(), ()),
        (ALL, set(), ("all",)),
        (
            {PROGRAMS, "IIS"},
            {(PROGRAMS, "b/c"), (PROGRAMS, "A")},
            ("IIS", PROGRAMS, f"{PROGRAMS}/A", f"{PROGRAMS}/b/c"),
        ),
        (set(), {(PROGRAMS, "A")}, (f"{PROGRAMS}/A",)),
    ],
)
def test_words_mean_what_was_ticked(
    whole: set[str], named: set[tuple[str, str]], wanted: tuple[str, ...] | None
) -> None:
    words = words_of(whole, named)
    assert words == wanted
    if words is not None:
        wishes = read_wishes(words)
        assert wishes.iis == ("IIS" in whole)
        assert {wish.kind.name for wish in wishes.kinds if wish.whole} == whole - {"IIS"}
        assert {(wish.kind.name, name) for wish in wishes.kinds for name in wish.names} == named
