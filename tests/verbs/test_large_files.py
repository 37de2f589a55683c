"""Files beyond 4 GiB: sizes past 32 bits, and memory that does not grow with them."""

from __future__ import annotations

import os
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
    """Where a file is not zero, and what stands there; what the file system keeps as a hole is zero."""
    with path.open("rb", buffering=0) as file:
        end = 0
        while True:
            try:
                start = os.lseek(file.fileno(), end, os.SEEK_DATA)
            except OSError:
                return
            end = os.lseek(file.fileno(), start, os.SEEK_HOLE)
            os.lseek(file.fileno(), start, os.SEEK_SET)
            data = file.read(end - start)
            yield start + len(data) - len(data.lstrip(b"\0")), data.strip(b"\0")
