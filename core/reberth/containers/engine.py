"""The one place where an engine is connected to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Self

import requests
import urllib3
from docker import APIClient
from docker.errors import DockerException

from reberth.containers.classifier import classify

if TYPE_CHECKING:
    from types import TracebackType

# Stopping a container under Windows may take this long.
_SECONDS = 180


class Engine:
    """A connection. As a context manager it turns every refusal into a ``ReberthError``."""

    def __init__(self, api: APIClient, endpoint: str) -> None:
        """Take over a client."""
        self.api = api
        self.endpoint = endpoint

    def __enter__(self) -> Self:
        """The connection is there already."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Close it, and say in our words what went wrong."""
        self.api.close()
        if isinstance(error, DockerException | requests.RequestException | urllib3.exceptions.HTTPError):
            raise classify(error) from error


def connect(endpoint: str = "") -> Engine:
    """Connect to an engine.

    Args:
        endpoint: Its address; "" for DOCKER_HOST, else the platform's usual place.

    Raises:
        ReberthError: ``engine.*``.
    """
    address = endpoint or os.environ.get("DOCKER_HOST", "")
    try:
        api = APIClient(address or None, version="auto", timeout=_SECONDS)
    except DockerException as error:
        raise classify(error) from error
    return Engine(api, address or api.base_url)
