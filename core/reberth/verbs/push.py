"""Push an image to its registry, with the credentials that Docker keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from reberth.containers.engine import connect
from reberth.containers.images import push as push_image

if TYPE_CHECKING:
    from reberth.model.events import Emit


class PushRequest(Struct, frozen=True, omit_defaults=True):
    """``image`` with the registry in its name; given ``source``, that image gets the name first."""

    image: str
    endpoint: str = ""
    source: str = ""


class PushResult(Struct, frozen=True):
    """The image's name and the digest that the registry gave it ("" where it gave none)."""

    image: str
    digest: str


def push(request: PushRequest, emit: Emit) -> PushResult:
    """Push an image.

    Raises:
        ReberthError: ``engine.*``.
    """
    with connect(request.endpoint) as engine:
        return PushResult(request.image, push_image(engine.api, request.image, emit, source=request.source))
