"""Looking things up by folder."""

from __future__ import annotations

from reberth.applications.folders import Branches, FolderTable, branch, outermost
from reberth.model.content import ContentRef


def at(path: str, volume: str = "v") -> ContentRef:
    return ContentRef(volume, path)


def test_the_nearest_folder_above() -> None:
    table = FolderTable[str]()
    for path, name in ((r"\a\b", "inner"), (r"\A", "outer"), (r"\a\B\\", "again")):
        table.add(at(path), name)
    assert list(table.nearest(at(r"\a\b\c\file.txt"))) == ["inner", "again"]
    assert list(table.nearest(at(r"\A\bc"))) == ["outer"]
    assert list(table.nearest(at(r"\ab"))) == []
    assert list(table.nearest(at(r"\a", "other"))) == []
    table.add(at("\\"), "all")
    assert list(table.nearest(at(r"\ab\c"))) == ["all"]
    assert list(table.values()) == ["inner", "again", "outer", "all"]


def test_what_lies_below_a_folder() -> None:
    things = Branches((path, path) for path in ("\\B", "\\a b", "\\a", "\\A\\x", "\\ab", "\\a\\\U0001f600"))
    assert things.below(r"\a") == ["\\a", "\\A\\x", "\\a\\\U0001f600"]
    assert things.below("") == ["\\a b", "\\ab", "\\a", "\\A\\x", "\\a\\\U0001f600", "\\B"]
    assert things.below(r"\c") == []
    assert branch("\\") == branch("") == "\\"


def test_outermost_folders() -> None:
    roots = [at(r"\a\c"), at(r"\a b"), at(r"\A"), at(r"\a\c\d"), at(r"\a", "w"), at(r"\b")]
    assert outermost(roots) == [at(r"\a b"), at(r"\A"), at(r"\b"), at(r"\a", "w")]
    assert outermost([*roots, at("\\")]) == [at("\\"), at(r"\a", "w")]
