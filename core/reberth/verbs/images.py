"""Images that Reberth built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.engine import connect
from reberth.containers.images import our_images
from reberth.model.engine_requests import ImagesRequest, ImagesResult

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["ImagesRequest", "ImagesResult", "images"]


def images(request: ImagesRequest, _emit: Emit) -> ImagesResult:
    """List them, newest first.

    Raises:
        ReberthError: ``engine.*``.
    """
    with connect(request.endpoint) as engine:
        return ImagesResult(our_images(engine.api))
