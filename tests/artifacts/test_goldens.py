"""Whole build folders of the server that has everything, byte for byte.

``REBERTH_REGENERATE=1`` writes them anew: read the diff.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reberth.artifacts.table import IIS, KINDS
from reberth.model.artifact_records import ArtifactRecord
from tests.artifacts.golden_servers import GOLDEN
from tests.support.artifact_server import SECRETS
from tests.support.planted import value_of

if TYPE_CHECKING:
    from tests.artifacts.conftest import Built

GOLDENS = Path(__file__).resolve().parent / "goldens"
SCRIPTS = {item.name for item in (files("reberth_resources") / "scripts").iterdir()}
RECORDS = "records.json"


def folder_of(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_build_folders_are_as_they_were(built: Built) -> None:
    written = {path: data for path, data in folder_of(built.folder).items() if path.rpartition("/")[2] not in SCRIPTS}
    records = msgspec.json.format(msgspec.json.encode(built.result.inventory.artifacts), indent=1)
    written[RECORDS] = records + b"\n"
    if os.environ.get("REBERTH_REGENERATE"):
        _regenerate(GOLDENS / built.name, written)
    golden = folder_of(GOLDENS / built.name)
    assert sorted(written) == sorted(golden)
    assert [path for path in written if written[path] != golden[path]] == []


def test_each_golden_has_its_server() -> None:
    assert {path.name for path in GOLDENS.iterdir()} == set(GOLDEN)


def test_every_kind_occurs_in_a_golden() -> None:
    seen = set()
    for path in GOLDENS.glob(f"*/{RECORDS}"):
        seen |= {item.kind for item in msgspec.json.decode(path.read_bytes(), type=tuple[ArtifactRecord, ...])}
        assert {"Dockerfile", "outcomes.md", "evidence.json"} <= {item.name for item in path.parent.iterdir()}
    assert {kind.name for kind in KINDS if kind is not IIS} == seen


def test_no_secret_leaves(built: Built) -> None:
    values = [value_of(name).encode() for name in SECRETS]
    wide = [value_of(name).encode("utf-16-le") for name in SECRETS]
    told = msgspec.json.encode(built.result)
    assert [value for value in values if value in told] == []
    for path, data in folder_of(built.folder).items():
        assert [value for value in (*values, *wide) if value in data] == [], path


def test_each_record_asked_for_has_one_fate(built: Built) -> None:
    """Everything found is told as carried over, undecided or left out, and only once."""
    fates = [(item.kind, item.name) for item in built.result.plan.outcomes]
    assert len(fates) == len(set(fates))
    named = {name for _, name in fates}
    assert [item.name for item in built.result.inventory.artifacts if item.name not in named] == []


def _regenerate(folder: Path, written: dict[str, bytes]) -> None:
    """Write the goldens of one server, and nothing but them."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, data in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
