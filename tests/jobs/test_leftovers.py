"""Wherever a writer was killed, the output is as it was or as it shall be, and nothing lies beside it."""

from __future__ import annotations

import contextvars
from typing import TYPE_CHECKING

import pytest

from reberth.context.folder import FolderSink
from reberth.context.partial import partial_path, settle
from reberth.host.paths import long_path
from reberth.verbs.leftovers import Leftovers, work_for

if TYPE_CHECKING:
    from pathlib import Path

JOB = "0123abcd"


def folder(path: Path, text: str) -> Path:
    path.mkdir(parents=True)
    (path / "Dockerfile").write_text(text)
    (path / "evidence.json").write_text("{}")
    return path


def names(path: Path) -> list[str]:
    return sorted(item.name for item in path.iterdir())


def leftovers(tmp_path: Path, target: Path) -> Leftovers:
    return Leftovers(JOB, str(tmp_path / "scratch"), (str(target), ""))


def test_a_sink_writes_where_the_job_is_looked_for(tmp_path: Path) -> None:
    target = tmp_path / "place" / "out"
    left = leftovers(tmp_path, target)

    def die() -> None:
        work_for(JOB)
        sink = FolderSink(target)
        sink.add_folder("content", 0)
        # Killed here: nothing of the sink's own runs any more.

    contextvars.copy_context().run(die)
    assert names(tmp_path / "place") == [f"out.partial-{JOB}"]
    left.clear()
    assert not (tmp_path / "place").exists()


def test_killed_between_the_two_renames(tmp_path: Path) -> None:
    target = tmp_path / "out"
    left = leftovers(tmp_path, target)
    folder(tmp_path / f"out.partial-{JOB}", "new")
    folder(tmp_path / f"out.partial-{JOB}.old", "old")
    left.clear()
    assert names(tmp_path) == ["out"]
    assert (target / "Dockerfile").read_text() == "old"


def test_killed_after_both_renames(tmp_path: Path) -> None:
    target = folder(tmp_path / "out", "new")
    folder(tmp_path / f"out.partial-{JOB}.old", "old")
    leftovers(tmp_path, target).clear()
    assert names(tmp_path) == ["out"]
    assert (target / "Dockerfile").read_text() == "new"


def test_other_jobs_and_other_files_stay(tmp_path: Path) -> None:
    folder(tmp_path / "out.partial-ffff0000", "of another job")
    folder(tmp_path / f"outer.partial-{JOB}", "of another output")
    (tmp_path / "out.txt").write_text("x")
    (tmp_path / "scratch").mkdir()
    (tmp_path / "scratch" / "temporary").write_text("x")
    target = folder(tmp_path / "out", "as it is")
    left = leftovers(tmp_path, target)
    left.clear()
    left.clear()
    assert names(tmp_path) == ["out", "out.partial-ffff0000", "out.txt", f"outer.partial-{JOB}"]
    assert (target / "Dockerfile").read_text() == "as it is"


def test_folders_made_on_the_way_go_only_when_empty(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "out"
    left = leftovers(tmp_path, target)
    folder(tmp_path / "a" / "b" / f"out.partial-{JOB}", "half")
    (tmp_path / "a" / "somebody's").write_text("x")
    left.clear()
    assert names(tmp_path) == ["a"]
    assert names(tmp_path / "a") == ["somebody's"]


def test_a_half_written_file_goes_and_an_older_one_stays(tmp_path: Path) -> None:
    target = tmp_path / "image.tar"
    target.write_text("older")
    (tmp_path / f"image.tar.partial-{JOB}").write_text("half")
    leftovers(tmp_path, target).clear()
    assert names(tmp_path) == ["image.tar"]
    assert target.read_text() == "older"


def test_an_interrupted_commit_puts_the_older_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path / "out", "old")

    def interrupted() -> None:
        with FolderSink(tmp_path / "out", replace=True) as sink:
            sink.add_file("Dockerfile", 3, 0, (b"new",))
            monkeypatch.setattr("os.rename", rename)
            sink.commit()

    moves: list[str] = []

    def rename(source: str, target: str) -> None:
        moves.append(target)
        if len(moves) == 2:
            raise KeyboardInterrupt
        real(source, target)

    import os  # noqa: PLC0415 - the real one, before it is replaced

    real = os.rename
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert names(tmp_path) == ["out"]
    assert (tmp_path / "out" / "Dockerfile").read_text() == "old"


def test_names_of_partial_outputs_differ_without_a_job(tmp_path: Path) -> None:
    first, second = partial_path(tmp_path / "out"), partial_path(tmp_path / "out")
    assert first != second
    assert partial_path(tmp_path / "out", JOB) == long_path(str(tmp_path / f"out.partial-{JOB}"))
    settle(tmp_path / "out", first)
    assert names(tmp_path) == []
