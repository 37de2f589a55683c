"""The embedded sample: a small real server disk, unpacked when asked for."""

from __future__ import annotations

import lzma
import shutil
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = "reberth-sample.vhdx"


def sample_disk(folder: Path) -> Path:
    """Unpack the sample disk into a folder and return its path; a disk that is there already is used."""
    target = folder / NAME
    if not target.exists():
        partial = folder / f"{NAME}.partial"
        shipped = files("reberth_resources") / "sample" / f"{NAME}.xz"
        with as_file(shipped) as packed, lzma.open(packed) as source, partial.open("wb") as file:
            shutil.copyfileobj(source, file, 1 << 20)
        partial.replace(target)
    return target
