"""A container or image that a person named: not to be found is an answer of its own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from docker.errors import NotFound

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterator


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
