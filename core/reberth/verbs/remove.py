"""Remove what Reberth made on an engine: known by its label, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.engine import connect
from reberth.containers.images import our_images
from reberth.containers.owned import our_containers, remove_container, remove_image
from reberth.model.engine_requests import RemoveRequest, RemoveResult
from reberth.model.errors import ReberthError
from reberth.model.events import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docker import APIClient

    from reberth.model.events import Emit

__all__ = ["RemoveRequest", "RemoveResult", "remove"]


def remove(request: RemoveRequest, emit: Emit) -> RemoveResult:
    """Remove containers, running or not, or images.

    With ``everything`` an image stays, and that is told, while somebody else's container uses it.

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
            tuple(_remove_images(engine.api, images, None if request.names else emit)),
        )


def _remove_images(api: APIClient, names: tuple[str, ...], emit: Emit | None) -> Iterator[str]:
    """Ids of what is gone; one that is in use is told to ``emit``, or raised without one."""
    for name in names:
        try:
            yield remove_image(api, name)
        except ReberthError as error:
            if emit is None or error.code != "engine.image-in-use":
                raise
            emit(Note(error.code, error.params))
