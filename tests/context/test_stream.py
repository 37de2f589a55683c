"""The context as a tar stream: the same bytes twice, and never half a file."""

from __future__ import annotations

import contextlib
import io
import tarfile
import tempfile
import threading
from typing import TYPE_CHECKING

import pytest

from reberth.context.stream import HalfSentError, StreamStoppedError, TarStream
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WHEN = 1_441_101_600_123_456_700
LARGE = 5 << 20


def streamed(fill: Callable[[TarStream], object], *, careful: bool = False) -> tuple[bytes, list[int]]:
    """The archive and the sizes of its chunks."""
    stream = TarStream(careful=careful)
    chunks: list[bytes] = []

    def take() -> None:
        with contextlib.suppress(StreamStoppedError):
            chunks.extend(stream.chunks())

    reader = threading.Thread(target=take)
    reader.start()
    try:
        fill(stream)
        stream.finish()
    except BaseException:
        stream.abort()
        raise
    finally:
        reader.join(10)
    assert not reader.is_alive()
    return b"".join(chunks), [len(chunk) for chunk in chunks]


def opened(data: bytes) -> dict[str, tuple[tarfile.TarInfo, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {
            item.name: (item, file.read() if (file := archive.extractfile(item)) else b"")
            for item in archive.getmembers()
        }


def unreadable(size: int) -> Iterator[bytes]:
    yield b"x" * size
    raise ReberthError("filesystem.file-unreadable", path="\\bad")


def sample(stream: TarStream) -> None:
    stream.add_folder("content/01", 0)
    stream.add_folder("content/01", WHEN)
    stream.add_file("content/01/Büro ü.txt", 5, WHEN, (b"he", b"llo"))
    stream.add_file("content/01/" + "d" * 120 + "/deep.bin", 0, 315_532_800_000_000_000, ())
    stream.add_file("content/01/large.bin", LARGE, WHEN, (bytes([n]) * (1 << 20) for n in range(5)))
    stream.add_folder("content/02", -1_500_000_000)
    stream.add_file("Dockerfile", 4, WHEN, (b"FROM",))


def test_content_names_and_times_arrive() -> None:
    found = opened(streamed(sample)[0])
    assert found["content/01/Büro ü.txt"][1] == b"hello"
    assert found["content/01/Büro ü.txt"][0].pax_headers["mtime"] == "1441101600.123456700"
    assert found["content/01/large.bin"][1] == b"".join(bytes([n]) * (1 << 20) for n in range(5))
    assert found["content/01/" + "d" * 120 + "/deep.bin"][0].mtime == 315_532_800
    assert found["content/01"][0].isdir()
    assert found["content/01"][0].pax_headers["mtime"] == "1441101600.123456700"
    assert found["content/02"][0].pax_headers["mtime"] == "-1.500000000"
    assert (found["Dockerfile"][0].uid, found["Dockerfile"][0].mode) == (0, 0o644)


def test_every_folder_stands_once_and_before_what_is_in_it() -> None:
    with tarfile.open(fileobj=io.BytesIO(streamed(sample)[0])) as archive:
        names = archive.getnames()
    assert len(names) == len(set(names))
    for name in names:
        parent = name.rpartition("/")[0]
        assert not parent or names.index(parent) < names.index(name)


def cut(size: int) -> bytes:
    data = bytes(range(256)) * (LARGE // 256)
    pieces = (data[place : place + size] for place in range(0, LARGE, size))
    return streamed(lambda stream: stream.add_file("a", LARGE, WHEN, pieces))[0]


def test_the_same_bytes_twice_whoever_cuts_the_pieces() -> None:
    assert streamed(sample)[0] == streamed(sample)[0] == streamed(sample, careful=True)[0]
    assert cut(1 << 20) == cut(1000) == cut(LARGE)


@pytest.mark.parametrize("size", [3, LARGE])
def test_a_file_of_another_size_than_said_is_an_error(size: int) -> None:
    with pytest.raises(ReberthError) as caught:
        streamed(lambda stream: stream.add_file("a", size, WHEN, (b"x" * (size - 1),)))
    assert caught.value.code == "output.size-differs"


def test_chunks_have_the_size_that_threads_hand_over_fastest() -> None:
    sizes = streamed(sample)[1]
    assert set(sizes[:-1]) == {512 << 10}
    assert 0 < sizes[-1] <= 512 << 10


@pytest.mark.parametrize(("size", "careful"), [(100, False), (100, True), (LARGE, True)])
def test_a_file_that_cannot_be_read_is_not_there_at_all(size: int, careful: bool) -> None:  # noqa: FBT001
    def fill(stream: TarStream) -> None:
        stream.add_file("good", 2, WHEN, (b"ok",))
        with pytest.raises(ReberthError) as caught:
            stream.add_file("bad", size + 10, WHEN, unreadable(size))
        assert caught.value.code == "filesystem.file-unreadable"
        stream.add_file("after", 2, WHEN, (b"ok",))

    found = opened(streamed(fill, careful=careful)[0])
    assert {name: data for name, (_, data) in found.items()} == {"good": b"ok", "after": b"ok"}


def test_no_room_for_a_large_file_that_may_be_unreadable_is_told(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))

    def fill(stream: TarStream) -> None:
        with pytest.raises(ReberthError) as caught:
            stream.add_file("large", 8 << 20, WHEN, [bytes(1 << 20)] * 8)
        assert caught.value.code == "output.scratch-failed"
        assert caught.value.params["folder"] == str(small_disk)

    assert opened(streamed(fill, careful=True)[0]) == {}
    assert list(small_disk.iterdir()) == []


def test_a_large_file_that_breaks_off_stops_the_stream() -> None:
    stream = TarStream()
    ends: list[BaseException] = []

    def take() -> None:
        try:
            for _ in stream.chunks():
                pass
        except StreamStoppedError as error:
            ends.append(error)

    reader = threading.Thread(target=take)
    reader.start()
    with pytest.raises(HalfSentError):
        stream.add_file("bad", LARGE, WHEN, unreadable(LARGE - 1))
    stream.abort()
    reader.join(5)
    assert len(ends) == 1


def test_nobody_waits_for_a_reader_who_left() -> None:
    stream = TarStream()

    def leave_early() -> None:
        next(stream.chunks())
        stream.stop()

    reader = threading.Thread(target=leave_early)
    reader.start()
    with pytest.raises(StreamStoppedError):
        stream.add_file("endless", 1 << 40, WHEN, iter(lambda: b"x" * (1 << 20), b""))
    reader.join(5)
    assert not reader.is_alive()


def test_memory_stays_flat_when_the_reader_is_slow() -> None:
    stream = TarStream()
    taken = threading.Event()

    def fill() -> None:
        stream.add_file("large", 16 << 20, WHEN, (b"x" * (1 << 20) for _ in range(16)))
        taken.set()

    filler = threading.Thread(target=fill)
    filler.start()
    chunks = stream.chunks()
    waiting = 0
    while not taken.wait(0.01):
        waiting = max(waiting, stream.waiting)
        next(chunks)
    filler.join()
    assert waiting * (128 << 10) <= 4 << 20
