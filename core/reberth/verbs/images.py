"""Images that Reberth built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from reberth.containers.engine import connect
from reberth.containers.images import our_images

if TYPE_CHECKING:
    from reberth.model.engine import Image
    from reberth.model.events import Emit


class ImagesRequest(Struct, frozen=True, omit_defaults=True):
    """``endpoint`` is the engine's address, "" for Docker's own choice."""

    endpoint: str = ""


def images(request: ImagesRequest, _emit: Emit) -> tuple[Image, ...]:
    """List them, newest first.

    Raises:
        ReberthError: ``engine.*``.
    """
    with connect(request.endpoint) as engine:
        return our_images(engine.api)
