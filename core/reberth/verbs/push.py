"""Push an image to its registry, with the credentials that Docker keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.engine import connect
from reberth.containers.images import push as push_image
from reberth.containers.naming import check_tag
from reberth.model.engine_requests import PushRequest, PushResult

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["PushRequest", "PushResult", "push"]


def push(request: PushRequest, emit: Emit) -> PushResult:
    """Push an image.

    Raises:
        ReberthError: ``usage.tag``, ``engine.*``.
    """
    check_tag(request.image)
    with connect(request.endpoint) as engine:
        return PushResult(request.image, push_image(engine.api, request.image, emit, source=request.source))
