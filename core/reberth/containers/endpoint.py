"""Which engine is meant, as Docker's own command line decides it: argument, DOCKER_HOST, context, the usual place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from docker.constants import DEFAULT_NPIPE, DEFAULT_UNIX_SOCKET, IS_WINDOWS_PLATFORM
from docker.context import ContextAPI
from docker.context.config import get_current_context_name
from docker.errors import TLSParameterError
from docker.utils import kwargs_from_env

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from docker.tls import TLSConfig

# Neither a socket, nor a pipe, nor a shell of another machine speaks TLS.
_LOCAL = ("unix://", "http+unix://", "npipe://", "ssh://")


class Endpoint(NamedTuple):
    """An engine's address, its source (``argument``, ``DOCKER_HOST``, ``context <name>``, ``default``), and TLS."""

    address: str
    source: str
    tls: TLSConfig | None = None


def find_endpoint(given: str = "") -> Endpoint:
    """Decide which engine is meant.

    Args:
        given: The address that somebody named, "" for none.

    Raises:
        ReberthError: ``engine.context-broken``; ``engine.tls`` where DOCKER_CERT_PATH holds no certificates.
    """
    host = given or os.environ.get("DOCKER_HOST", "")
    if host:
        try:
            tls = None if host.startswith(_LOCAL) else kwargs_from_env().get("tls")
        except TLSParameterError as error:
            raise ReberthError("engine.tls", text=str(error)) from error
        return Endpoint(host, "argument" if given else "DOCKER_HOST", tls)
    name = os.environ.get("DOCKER_CONTEXT") or get_current_context_name()
    if name == "default":
        usual = DEFAULT_NPIPE if IS_WINDOWS_PLATFORM else DEFAULT_UNIX_SOCKET.removeprefix("http+")
        return Endpoint(usual, "default")
    try:
        found = ContextAPI.kwargs_from_context(name)
    except Exception as error:  # docker-py raises bare exceptions for files that it cannot read
        raise ReberthError("engine.context-broken", name=name) from error
    if not found:
        raise ReberthError("engine.context-broken", name=name)
    return Endpoint(found["base_url"], f"context {name}", found.get("tls"))
