from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.disks import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of four MiB."""
    place = tmp_path / "small"
    place.mkdir()
    run("mount", "-t", "tmpfs", "-o", "size=4m", "reberth", place)
    yield place
    run("umount", place)
