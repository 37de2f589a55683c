from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reberth.cli import selftest
from reberth.verbs import completeness
from tests.cli.running import reberth

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_whole_program_says_so(tmp_path: Path) -> None:
    file = tmp_path / "found.json"
    assert reberth("--selftest", file).code == 0
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found["ok"]
    assert found["failed"] == {}
    assert found["modules"] > 200
    demo = tmp_path / "web01"
    assert reberth("demo", "-o", demo).code == 0
    assert [found["sample"], found["files"]] == list(selftest.digest(demo))


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completeness, "_LIBRARIES", ("reberth_never_made",))
    _, failed = completeness.import_all()
    assert failed == {"reberth_never_made": "No module named 'reberth_never_made'"}


def test_the_digest_sees_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")
    before = selftest.digest(tmp_path)
    (tmp_path / "b").write_bytes(b"3")
    changed = selftest.digest(tmp_path)
    (tmp_path / "b").rename(tmp_path / "c")
    assert len({before, changed, selftest.digest(tmp_path)}) == 3
    assert before[1] == 2
