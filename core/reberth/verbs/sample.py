"""Unpack the embedded sample disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError
from reberth.model.recognition import SampleRequest
from reberth_resources.sample_disk import sample_disk

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["SampleRequest", "sample"]


def sample(request: SampleRequest, _emit: Emit) -> str:
    """Unpack the sample disk and return its path.

    Raises:
        ReberthError: ``output.write-failed``.
    """
    folder = Path(request.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return str(sample_disk(folder))
    except OSError as error:
        raise ReberthError("output.write-failed", path=str(folder), reason=error.strerror or str(error)) from error
