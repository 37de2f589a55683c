"""Save an image to a tar that ``docker load`` takes on another machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from reberth.containers.engine import connect
from reberth.containers.images import save as save_image

if TYPE_CHECKING:
    from reberth.model.events import Emit


class SaveRequest(Struct, frozen=True, omit_defaults=True):
    """An image by name or id, and the file to write, which must not be there."""

    image: str
    output: str
    endpoint: str = ""


class SaveResult(Struct, frozen=True):
    """The file and its size in bytes."""

    output: str
    bytes: int


def save(request: SaveRequest, emit: Emit) -> SaveResult:
    """Write the tar, whole or not at all.

    Raises:
        ReberthError: ``output.file-exists``, ``output.write-failed``, ``engine.*``.
    """
    with connect(request.endpoint) as engine:
        return SaveResult(request.output, save_image(engine.api, request.image, request.output, emit))
