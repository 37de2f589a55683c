"""Files beyond 4 GiB: sizes past 32 bits, and memory that does not grow with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.events import silent
from reberth.verbs.convert import ConvertRequest, convert
from tests.support.disks import Part, make_disk
from tests.support.servers import write_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = 5 << 30
ISLANDS = {0: b"begin", (4 << 30) - 3: b"across", SIZE - 3: b"end"}


def _fill(root: Path) -> None:
    write_server(root, sites={"Films": r"C:\films"})
    (root / "films").mkdir()
    with (root / "films" / "long.mp4").open("wb") as file:
        file.truncate(SIZE)
        for place, data in ISLANDS.items():
            file.seek(place)
            file.write(data)
    (root / "films" / "nothing.mp4").write_bytes(b"")


def test_five_gib_and_nothing(tmp_path: Path) -> None:
    disk = make_disk(tmp_path / "disk.raw", [Part(64, _fill)])
    result = convert(ConvertRequest((str(disk.path),), str(tmp_path / "out")), silent)
    copied = tmp_path / "out" / result.plan.contents[0].name
    assert (copied / "nothing.mp4").read_bytes() == b""
    assert (copied / "long.mp4").stat().st_size == SIZE
    assert dict(_islands(copied / "long.mp4")) == ISLANDS


def _islands(path: Path) -> Iterator[tuple[int, bytes]]:
    """Where a file is not zero, and what stands there."""
    size = 1 << 22
    zeros = bytes(size)
    with path.open("rb") as file:
        rest = b""
        for place in range(0, SIZE, size):
            data = file.read(size)
            if not rest and data == zeros:
                continue
            piece = rest + data
            start = place - len(rest)
            rest = b""
            found = len(piece) - len(piece.lstrip(b"\0"))
            data = piece.strip(b"\0")
            if not piece.endswith(b"\0") and place + size < SIZE:
                rest = data
                continue
            yield start + found, data
