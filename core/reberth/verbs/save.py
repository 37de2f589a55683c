"""Save an image to a tar that ``docker load`` takes on another machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.engine import connect
from reberth.containers.images import save as save_image
from reberth.model.engine_requests import SaveRequest, SaveResult

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["SaveRequest", "SaveResult", "save"]


def save(request: SaveRequest, emit: Emit) -> SaveResult:
    """Write the tar, whole or not at all.

    Raises:
        ReberthError: ``output.file-exists``, ``output.write-failed``, ``engine.*``.
    """
    with connect(request.endpoint) as engine:
        return SaveResult(request.output, save_image(engine.api, request.image, request.output, emit))
