"""A checkpoint on the command line: its parent is asked for by name, and its folder is enough of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.errors import ExitCode
from tests.cli.running import reberth
from tests.support.checkpoints import WHERE, make_checkpoint

if TYPE_CHECKING:
    from pathlib import Path


def test_a_checkpoint_is_scanned_with_its_parents_folder(tmp_path: Path) -> None:
    made = make_checkpoint(tmp_path, "vhdx")
    alone = reberth("scan", made.child)
    assert (alone.code, alone.err.splitlines()[-1]) == (ExitCode.SOURCE, "[source.parent-missing]")
    assert "web01.vhdx, which was not found" in alone.err
    assert f"{WHERE}.vhdx" in alone.err
    given = reberth("scan", made.child, made.parent.parent)
    assert given.code == ExitCode.SUCCESS
    lines = given.out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("  disk0"))
    assert "web01_1A2B.avhdx   vhdx-differencing" in lines[at]
    assert lines[at + 1].strip() == "on top of web01.vhdx"
    assert not any(line.startswith("  disk1") for line in lines)
    assert given.out.startswith("WEB01")
    (made.parent).rename(made.child.parent / "web01.vhdx")
    folder = reberth("scan", made.child.parent)
    assert (folder.code, folder.out) == (ExitCode.SUCCESS, given.out)
