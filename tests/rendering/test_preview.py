"""The preview is what the round trips show: the stylesheet over the pristine configuration."""

from __future__ import annotations

import pytest

from reberth.rendering.preview import preview, pristine
from tests.rendering.trips import trips
from tests.support.xslt import canonical


def test_before_is_pristine_and_after_is_the_result() -> None:
    trip = next(iter(trips().values()))
    seen = preview(trip.stylesheet)
    assert canonical(seen.before.encode()) == canonical(pristine())
    assert canonical(seen.after.encode()) == canonical(trip.result)
    assert seen.before != seen.after
    assert max(map(len, seen.after.split("\n"))) < 2000


@pytest.mark.parametrize("text", [b"", b"<a", b"<a/>", b"<xsl:stylesheet version='1.0'/>"])
def test_what_is_no_stylesheet_is_said_to_be_none(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        preview(text)


def test_a_stylesheet_reads_no_file() -> None:
    sheet = b"""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template match="/"><a><xsl:copy-of select="document('/etc/hostname')"/></a></xsl:template></xsl:stylesheet>"""
    with pytest.raises(ValueError, match=r"."):
        preview(sheet)
