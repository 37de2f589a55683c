"""The one place where an engine is connected to."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING, Self

import requests
import urllib3
from docker import APIClient
from docker.errors import DockerException

from reberth.containers.classifier import classify
from reberth.containers.endpoint import find_endpoint
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from types import TracebackType

# Stopping a container under Windows may take this long.
_SECONDS = 180


class Engine:
    """A connection. As a context manager it turns every refusal into a ``ReberthError``."""

    def __init__(self, api: APIClient, endpoint: str, source: str = "") -> None:
        """Take over a client; ``source`` says where the address comes from."""
        self.api = api
        self.endpoint = endpoint
        self.source = source

    def __enter__(self) -> Self:
        """The connection is there already."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Close it, and say in our words what went wrong."""
        self.api.close()
        if isinstance(error, DockerException | requests.RequestException | urllib3.exceptions.HTTPError):
            raise classify(error) from error


def connect(endpoint: str = "", seconds: int = _SECONDS) -> Engine:
    """Connect to an engine.

    Args:
        endpoint: Its address; "" for Docker's own choice, see :func:`reberth.containers.endpoint.find_endpoint`.
        seconds: How long it may take over an answer.

    Raises:
        ReberthError: ``engine.*``.
    """
    address, source, tls = find_endpoint(endpoint)
    if address.startswith("ssh://"):
        # docker-py would want a library that is not among ours.
        raise ReberthError("engine.address", address=address, text="ssh://")
    try:
        if address.startswith("unix://"):
            _knock("/" + address.removeprefix("unix://").lstrip("/"))
        api = APIClient(address, version="auto", timeout=seconds, tls=tls or False)
    except (DockerException, requests.RequestException, ValueError) as error:
        told = classify(error)
        if told.code == "engine.unknown":
            # docker-py's own remarks on a scheme, a host or a port.
            told = ReberthError("engine.address", address=address, text=str(error)[:300])
        raise told from error
    return Engine(api, address, source)


def ping(api: APIClient) -> None:
    """Ask an engine whether it is still there.

    Raises:
        ReberthError: ``engine.connection-lost``.
    """
    path = getattr(api.get_adapter(api.base_url), "socket_path", "")
    try:
        if path:
            _knock(path)
        api.ping()
    except (DockerException, requests.RequestException) as error:
        raise ReberthError("engine.connection-lost") from error


def _knock(path: str) -> None:
    """Whether anybody listens at a Unix socket: docker-py never closes one that it could not connect.

    Raises:
        DockerException: As docker-py would.
    """
    if sys.platform == "win32":
        raise DockerException("unix:// addresses are not for Windows")
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(_SECONDS)
        try:
            door.connect(path)
        except OSError as error:
            raise DockerException(f"Error while fetching server API version: {error}") from error
