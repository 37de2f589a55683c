"""The readiness list as a file holds every remark with its words, and nothing that a disk could smuggle in."""

from __future__ import annotations

import json

from lxml import html

from reberth.model.evidence import Evidence
from reberth.model.remark import Remark
from reberth.rendering.readiness_report import readiness_html, readiness_json
from reberth_resources.catalogue import message

TITLES = {"blocker": "Cannot work", "action": "To be decided", "passed": "Carried over", "accepted": "Accepted:"}
REMARKS = (
    Remark(
        "action",
        "content",
        "S/<b>x</b>",
        "iis.site-root-missing",
        {"path": "E:\\<script>"},
        (Evidence("file", "C:\\a.config", "sites", 7),),
        "old & empty",
    ),
    Remark("passed", "site", "S"),
)


def test_json_has_fields_and_words() -> None:
    data = json.loads(readiness_json("WEB01", REMARKS, "en"))
    assert (data["schema"], data["server"]) == ("reberth.readiness.1", "WEB01")
    [first, second] = data["remarks"]
    assert first["sentence"] == message("iis.site-root-missing", REMARKS[0].params, "en").sentence
    assert (first["accepted"], first["evidence"][0]["line"]) == ("old & empty", 7)
    assert second == {"weight": "passed", "kind": "site", "subject": "S"}


def test_html_holds_everything_as_text() -> None:
    page = html.fromstring(readiness_html("WEB<01>", REMARKS, TITLES, "Readiness"))
    assert page.xpath("//h1/text()") == ["Readiness: WEB<01>"]
    assert page.xpath("//h2/text()") == ["To be decided (1)", "Carried over (1)"]
    assert not page.xpath("//script | //b")
    text = page.text_content()
    for part in ("content: S/<b>x</b>", "C:\\a.config:7 sites", "Accepted: old & empty", "site: S"):
        assert part in text
