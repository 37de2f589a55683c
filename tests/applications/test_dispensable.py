"""Folders that may stay behind are proposed by name, with their weight; none is lost that a site needs."""

from __future__ import annotations

import pytest

from reberth.applications.content import ContentReader
from reberth.applications.dispensable import dispensable_kind, outermost_paths
from reberth.model.application import Dispensable
from reberth.model.content import ContentRef
from reberth.model.events import silent
from tests.support.trees import MemoryTree, memory_volumes


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *((name, "logs") for name in ("logs", "Log", "LogFiles", "W3SVC12", "elmah.logs", "trace")),
        *((name, "backups") for name in ("backup", "BAK", "shop.old", "site_backup", "Copy of shop", "shop - Copy")),
        *((name, "uploads") for name in ("upload", "Uploads", "UserFiles", "uploaded files", "attachments")),
        *((name, "temporary") for name in ("temp", "TMP", "cache")),
        *((name, None) for name in ("catalog", "blogs", "login", "logic", "gold", "bin", "App_Data", "template", "")),
    ],
)
def test_kinds(name: str, kind: str | None) -> None:
    assert dispensable_kind(name) == kind


def test_outermost_ones_with_all_that_lies_below_for_each_root() -> None:
    files = {
        r"\web\logs\old\a.log": b"12345",
        r"\web\logs\b.log": b"123",
        r"\web\shop\Uploads\x": b"1",
        r"\web\logs2\c": b"1",
    }
    contents = ContentReader(memory_volumes(MemoryTree("v", files)), silent).read(ContentRef("v", r"\web"))
    assert contents.facts(ContentRef("v", r"\web")).dispensable == (
        Dispensable(r"\logs", "logs", 2, 8),
        Dispensable(r"\shop\Uploads", "uploads", 1, 1),
    )
    assert contents.facts(ContentRef("v", r"\web\shop")).dispensable == (Dispensable(r"\Uploads", "uploads", 1, 1),)


def test_a_folder_in_one_that_is_proposed_is_not_proposed_again() -> None:
    found = outermost_paths([("\\b\\logs", "logs"), ("\\B", "backups"), ("\\b c\\tmp", "temporary")])
    assert found == [("\\b c\\tmp", "temporary"), ("\\B", "backups")]
