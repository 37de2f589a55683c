"""A path and the folders above it."""

from __future__ import annotations

import pytest

from reberth.planning.holders import holders


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (r"C:\Web\logs" + "\\", [(r"C:\WEB\LOGS", ""), (r"C:\WEB", r"\logs"), ("C:", r"\Web\logs")]),
        (r"\Straße", [(r"\STRASSE", ""), ("", r"\Straße")]),
        ("\\", [("", "")]),
    ],
)
def test_innermost_first_with_the_way_below(path: str, wanted: list[tuple[str, str]]) -> None:
    assert list(holders(path)) == wanted
