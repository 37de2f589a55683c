"""A change marks what depends on it as worth another look, and only that."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from reberth.migration.document import BuildRecord, Migration, RunSettings
from reberth.migration.flow import NAMES, mark_seen, next_step, previous_step, state
from reberth.model.edit import Edit
from reberth.model.selection import Selection

GOOD = BuildRecord("sha256:00", "shop", "2026-11-24T02:00:00Z", 1.0)


def finished() -> Migration:
    migration = Migration("x", paths=("c.vhdx",), builds=(GOOD,))
    for name in NAMES:
        migration = mark_seen(name, migration)
    return migration


def states(migration: Migration, *, current: str = "", scanned: bool = True) -> dict[str, str]:
    return {
        name: state(name, migration, current=current, scanned=scanned, warnings=frozenset({"readiness"}))
        for name in NAMES
    }


def test_when_all_is_seen() -> None:
    done = dict.fromkeys(NAMES, "done") | {"readiness": "warning", "sites": "current"}
    assert states(finished(), current="sites") == done


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({"paths": ("other.vhdx",)}, {"image", "artifacts", "sites", "readiness", "dockerfile", "build"}),
        ({"selection": Selection(("Shop",))}, {"readiness", "dockerfile", "build"}),
        ({"edits": (Edit("Dockerfile", "@@"),)}, {"build"}),
        ({"tag": "shop:2"}, {"build"}),
        ({"run": RunSettings("hyperv")}, {"run"}),
        ({"builds": (GOOD, msgspec.structs.replace(GOOD, image="sha256:11"))}, {"run"}),
        ({"accepted": ()}, set[str]()),
        ({"target": "server2022"}, set[str]()),
    ],
)
def test_a_change(change: dict[str, Any], again: set[str]) -> None:
    changed = states(msgspec.structs.replace(finished(), **change))
    assert {name for name, value in changed.items() if value == "look-again"} == again


def test_what_cannot_be_entered_yet() -> None:
    assert states(Migration("x"), current="image", scanned=False) == {
        **dict.fromkeys(NAMES, "locked"),
        "image": "current",
    }
    failed = msgspec.structs.replace(GOOD, code="build.step-failed")
    migration = Migration("x", paths=("c",), builds=(failed,))
    assert states(migration, current="image") == {**dict.fromkeys(NAMES, "to-do"), "image": "current", "run": "locked"}


def test_the_way_through() -> None:
    assert [previous_step(name) for name in NAMES] == [None, *NAMES[:-1]]
    assert [next_step(name) for name in NAMES] == [*NAMES[1:], None]
