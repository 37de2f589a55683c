"""The layers of an image, with what made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.engine import connect
from reberth.containers.images import layers_of
from reberth.model.engine_requests import LayersRequest, LayersResult

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["LayersRequest", "LayersResult", "layers"]


def layers(request: LayersRequest, _emit: Emit) -> LayersResult:
    """List them, the base image's first.

    Raises:
        ReberthError: ``engine.*``.
    """
    with connect(request.endpoint) as engine:
        return LayersResult(layers_of(engine.api, request.image))
