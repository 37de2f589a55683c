"""Remove what Reberth made on an engine: known by its label, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.engine import connect
from reberth.containers.images import our_images
from reberth.containers.owned import our_containers, remove_container, remove_image
from reberth.model.engine_requests import RemoveRequest, RemoveResult
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["RemoveRequest", "RemoveResult", "remove"]


def remove(request: RemoveRequest, _emit: Emit) -> RemoveResult:
    """Remove containers, running or not, or images.

    Raises:
        ReberthError: ``engine.not-ours`` for what Reberth did not make; ``usage.nothing-named``; ``engine.*``.
    """
    if bool(request.names) == request.everything:
        raise ReberthError("usage.nothing-named")
    with connect(request.endpoint) as engine:
        containers: tuple[str, ...] = ()
        images: tuple[str, ...] = ()
        if request.everything:
            containers = our_containers(engine.api, request.migration)
            if request.images:
                every = our_images(engine.api)
                images = tuple(item.id for item in every if request.migration in {"", item.migration})
        elif request.images:
            images = request.names
        else:
            containers = request.names
        return RemoveResult(
            tuple(remove_container(engine.api, item) for item in containers),
            tuple(remove_image(engine.api, item) for item in images),
        )
