"""What a person named: a container or image that is not there, or a name that none can have, has its own answer."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docker.errors import NotFound

from reberth.containers.image_name import is_image_name
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docker import APIClient


@contextmanager
def named_container(name: str) -> Iterator[None]:
    """Tell an engine that knows no such container from one that fails.

    Raises:
        ReberthError: ``engine.no-container``.
    """
    try:
        yield
    except NotFound as error:
        raise ReberthError("engine.no-container", name=name) from error


def check_tag(tag: str) -> None:
    """Refuse a name that no engine takes for an image, before hours of work end on it.

    Raises:
        ReberthError: ``usage.tag``.
    """
    if not is_image_name(tag):
        raise ReberthError("usage.tag", tag=tag)


def running_container(api: APIClient, name: str) -> dict[str, Any]:
    """What the engine says of a container that must be running.

    Raises:
        ReberthError: ``engine.no-container``, ``trial.not-running``.
    """
    with named_container(name):
        found: dict[str, Any] = api.inspect_container(name)
    if not found["State"].get("Running"):
        raise ReberthError("trial.not-running", container=name)
    return found


@contextmanager
def named_image(name: str) -> Iterator[None]:
    """Tell an engine that knows no such image from one that fails.

    Raises:
        ReberthError: ``engine.no-image``.
    """
    try:
        yield
    except NotFound as error:
        raise ReberthError("engine.no-image", name=name) from error
