"""The main job on the embedded sample: one command from a fresh machine to a build folder."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reberth.model.requests import ConvertRequest, ConvertResult, DemoRequest
from reberth.verbs.convert import convert
from reberth_resources.sample_disk import sample_disk

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["DemoRequest", "demo"]


def demo(request: DemoRequest, emit: Emit) -> ConvertResult:
    """Convert the sample disk.

    Raises:
        ReberthError: As :func:`reberth.verbs.convert.convert`.
    """
    with tempfile.TemporaryDirectory(prefix="reberth-sample-") as folder:
        disk = sample_disk(Path(folder))
        return convert(ConvertRequest((str(disk),), request.output, force=request.force), emit)
