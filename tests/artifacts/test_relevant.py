"""Findings of kinds that nobody asked for are nobody's business."""

from __future__ import annotations

import pytest

from reberth.artifacts.relevant import relevant
from reberth.model.finding import Finding

SITE = Finding("iis.site-root-missing", "action", "Shop", {"path": "x"})
USERS = Finding("artifact.kind-unreadable", "action", "", {"kind": "LocalUsers", "code": "x"})
FILE = Finding("artifact.file-unreadable", "info", "", {"path": "C:\\x", "code": "x"})


@pytest.mark.parametrize(
    ("artifacts", "wanted"),
    [
        ((), [SITE]),
        (("IIS",), [SITE]),
        (("IIS", "Fonts"), [SITE, FILE]),
        (("localusers/Bob",), [SITE, USERS, FILE]),
        (("all",), [SITE, USERS, FILE]),
    ],
)
def test_by_what_was_asked_for(artifacts: tuple[str, ...], wanted: list[Finding]) -> None:
    assert list(relevant((SITE, USERS, FILE), artifacts)) == wanted
