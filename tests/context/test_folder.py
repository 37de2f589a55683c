"""A build folder is there whole or not at all, and nothing of anybody else's is ever removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.context.folder import FolderSink
from reberth.context.sink import GENERATED_TIME
from reberth.model.errors import ExitCode, ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHEN = 1_400_000_000_123_456_700


def fill(sink: FolderSink) -> None:
    sink.add_folder("content/01", WHEN)
    sink.add_file("content/01/a.txt", 5, WHEN, (b"he", b"llo"))
    sink.add_file("content/01/deep/b.bin", 0, WHEN, ())
    sink.add_file("Dockerfile", 4, WHEN, (b"FROM",))
    sink.add_file("evidence.json", 2, WHEN, (b"{}",))


def test_files_arrive_with_bytes_and_times(tmp_path: Path) -> None:
    with FolderSink(tmp_path / "new" / "out") as sink:
        fill(sink)
        folder = sink.commit()
    assert (folder / "content/01/a.txt").read_bytes() == b"hello"
    assert (folder / "content/01/deep/b.bin").read_bytes() == b""
    assert (folder / "content/01/a.txt").stat().st_mtime_ns == WHEN
    assert (folder / "content/01").stat().st_mtime_ns == WHEN
    assert [item.name for item in folder.parent.iterdir()] == ["out"]


def test_nothing_is_left_without_commit(tmp_path: Path) -> None:
    def interrupted() -> None:
        with FolderSink(tmp_path / "out") as sink:
            fill(sink)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "precious").write_text("x")
    with pytest.raises(ReberthError) as caught:
        FolderSink(tmp_path / "out")
    assert caught.value.code == "output.folder-not-empty"
    with pytest.raises(ReberthError) as caught:
        FolderSink(tmp_path / "out", replace=True)
    assert caught.value.code == "output.not-ours"
    assert caught.value.exit_code is ExitCode.OUTPUT
    assert (tmp_path / "out" / "precious").read_text() == "x"
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


def test_our_own_folder_is_replaced_only_when_asked(tmp_path: Path) -> None:
    for replace in (False, True):
        with FolderSink(tmp_path / "out", replace=replace) as sink:
            fill(sink)
            sink.commit()
        (tmp_path / "out" / "stale").write_text("x")
    with FolderSink(tmp_path / "out", replace=True) as sink:
        fill(sink)
        sink.commit()
    assert not (tmp_path / "out" / "stale").exists()
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


def test_what_appeared_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    with FolderSink(tmp_path / "out") as sink:
        fill(sink)
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "precious").write_text("x")
        with pytest.raises(ReberthError) as caught:
            sink.commit()
    assert caught.value.code == "output.folder-not-empty"
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(ReberthError) as caught:
        FolderSink(tmp_path / "out", replace=True)
    assert caught.value.code == "output.is-a-file"


def test_a_failing_source_leaves_no_half_file(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ReberthError("filesystem.file-unreadable", path="x", reason="y")

    with FolderSink(tmp_path / "out") as sink:
        fill(sink)
        with pytest.raises(ReberthError):
            sink.add_file("content/01/broken", 8, WHEN, broken())
        folder = sink.commit()
    assert not (folder / "content/01/broken").exists()


def test_a_file_shorter_than_promised_is_an_error(tmp_path: Path) -> None:
    with FolderSink(tmp_path / "out") as sink, pytest.raises(ReberthError) as caught:
        sink.add_file("a", 5, WHEN, (b"1234",))
    assert caught.value.code == "output.size-differs"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("files", "pieces"), [(1, 40), (200, 1), (30, 2)])
def test_full_disk_in_mid_write(small_disk: Path, files: int, pieces: int) -> None:
    """Neither one file larger than all buffers nor many small ones get stuck or stay behind."""

    def write() -> None:
        with FolderSink(small_disk / "out") as sink:
            for number in range(files):
                piece = bytes([number + 1]) * (1 << 20)
                sink.add_file(f"{number}.bin", pieces << 20, WHEN, [piece] * pieces)
            sink.commit()

    with pytest.raises(ReberthError) as caught:
        write()
    assert caught.value.code == "output.disk-filled-up"
    assert list(small_disk.iterdir()) == []


def test_too_little_room_is_said_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ReberthError) as caught:
        FolderSink(tmp_path / "out", needed=1 << 60)
    assert caught.value.code == "output.disk-full"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("when", [10**21, -(10**21), 10**40])
def test_a_time_that_no_system_holds_does_not_end_the_work(tmp_path: Path, when: int) -> None:
    with FolderSink(tmp_path / "out") as sink:
        sink.add_folder("content", when)
        sink.add_file("content/a", 1, when, (b"x",))
        folder = sink.commit()
    assert (folder / "content/a").read_bytes() == b"x"


def test_a_time_that_cannot_be_held_becomes_the_one_of_generated_files(tmp_path: Path) -> None:
    with FolderSink(tmp_path / "out") as sink:
        sink.add_file("a", 1, 10**40, (b"x",))
        folder = sink.commit()
    assert (folder / "a").stat().st_mtime_ns == GENERATED_TIME


@pytest.mark.parametrize("files", [1, 50])
def test_whatever_a_writing_thread_meets_ends_the_work(tmp_path: Path, files: int) -> None:
    """A file that is not there must not pass for one that is, and nobody waits for a thread that is gone."""

    def write() -> None:
        with FolderSink(tmp_path / "out") as sink:
            for number in range(files):
                sink.add_file(f"no\0name{number}", 2 << 20, WHEN, [bytes(1 << 20)] * 2)
            sink.commit()

    with pytest.raises(ValueError, match="null"):
        write()
    assert list(tmp_path.iterdir()) == []
