"""Ticks in a tree and selectors of the command line say the same, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reberth.model.errors import ReberthError
from reberth.planning.ticking import places, selectors_of, tick, ticked
from tests.support.inventories import application, directory, site

SHOP = site(
    "Shop",
    application("/", r"C:\shop", directory("/images", r"C:\img"), directory("/files", r"D:\files")),
    application("/admin", r"C:\admin", directory("/images", r"C:\aimg")),
    application("/admin/deep", r"C:\deep"),
)
PLAIN = site("Plain", application("/", r"C:\plain"))
FTP = site("Files", application("/", r"C:\ftp"), bindings=("ftp *:21:",))
SITES = (SHOP, PLAIN, FTP)
SERVED = tuple(place for item in (SHOP, PLAIN) for place in places(item))
ALL = frozenset(SERVED)


@pytest.mark.parametrize(
    ("selectors", "wanted"),
    [
        ((), ALL),
        (("shop",), ALL - {"Plain"}),
        (("Plain",), {"Plain"}),
        (("Shop/.",), {"Shop"}),
        (("Shop/files",), {"Shop", "Shop/files"}),
        (("Shop/admin",), {"Shop", "Shop/admin", "Shop/admin/images"}),
        (("Shop/admin/.",), {"Shop", "Shop/admin"}),
        (("Shop/admin/images", "plain/"), {"Shop", "Shop/admin", "Shop/admin/images", "Plain"}),
        (("Shop/admin/deep",), {"Shop", "Shop/admin/deep"}),
    ],
)
def test_what_selectors_tick(selectors: tuple[str, ...], wanted: frozenset[str]) -> None:
    assert ticked(SITES, selectors) == wanted
    back = selectors_of(SITES, frozenset(wanted))
    assert back is not None
    assert ticked(SITES, back) == wanted


@given(st.lists(st.tuples(st.sampled_from(SERVED), st.booleans()), max_size=12))
def test_any_clicking_can_be_written_as_selectors(clicks: list[tuple[str, bool]]) -> None:
    chosen = ALL
    for place, on in clicks:
        chosen = tick(SITES, chosen, place, on=on)
        assert (place in chosen) == on
    words = selectors_of(SITES, chosen)
    if words is None:
        assert not chosen
    else:
        assert ticked(SITES, words) == chosen
        assert (words == ()) == (chosen == ALL)


def test_unticking_what_lies_below_leaves_the_root_alone() -> None:
    chosen = ticked(SITES, ("Shop",))
    for place in ("Shop/images", "Shop/files", "Shop/admin", "Shop/admin/deep"):
        chosen = tick(SITES, chosen, place, on=False)
    assert selectors_of(SITES, chosen) == ("Shop/.",)
    assert selectors_of(SITES, tick(SITES, chosen, "Shop", on=False)) is None


def test_an_inner_place_brings_what_it_cannot_be_without() -> None:
    assert tick(SITES, frozenset(), "Shop/admin/images", on=True) == {"Shop", "Shop/admin", "Shop/admin/images"}
    assert tick(SITES, frozenset(), "nowhere", on=True) == frozenset()


def test_what_is_not_there_is_an_error_as_on_the_command_line() -> None:
    with pytest.raises(ReberthError) as caught:
        ticked(SITES, ("Shop/gone",))
    assert caught.value.code == "selection.no-such-site"
