"""Where a path goes on after a link."""

from __future__ import annotations

import pytest

from reberth.filesystems.links import link_target
from reberth.filesystems.tree import Entry
from tests.support.trees import MemoryTree


def link(target: str) -> Entry:
    return Entry("l", r"\a\l", directory=True, reparse_tag=0xA0000003, target=target)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (r"D:\photos", r"D:\photos"),
        ("D:\\photos\\", r"D:\photos"),
        ("D:", "D:\\"),
        ("D:\\", "D:\\"),
        (r"b", r"\a\b"),
        (r"..\b", r"\b"),
        (r"..\..\..\b\.\c", r"\b\c"),
        (r"\top", r"\top"),
        ("Volume{0d15c000-0000-4000-8000-000000000101}\\", "Volume{0d15c000-0000-4000-8000-000000000101}"),
        ("", None),
    ],
)
def test_a_link_itself(target: str, expected: str | None) -> None:
    assert link_target(MemoryTree("v", {}), r"\a\l", link(target)) == expected


def test_a_link_on_the_way_and_none() -> None:
    tree = MemoryTree("v", {r"\a\l": None, r"\a\b\c.txt": b""})
    tree._entries[r"\a\l"] = link(r"..\z")
    assert link_target(tree, r"\a\l\deep\x.txt", None) == r"\z\deep\x.txt"
    assert link_target(tree, r"\a\b\gone.txt", None) is None
