"""A request to each binding of a running container, with the Host header that the site answers to."""

from __future__ import annotations

import hashlib
import html
import http.client
import re
import socket
import ssl
import time
from typing import TYPE_CHECKING

import msgspec

from reberth.containers.certificate import subject_of
from reberth.model.engine import Probe, Probed

if TYPE_CHECKING:
    from collections.abc import Callable

_TITLE = re.compile(rb"<title[^>]*>(.{0,2000}?)</title", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(r"charset=\"?([\w.-]+)", re.IGNORECASE)
_MOST = 16 << 20
_MOST_TITLE = 200
_PAUSE = 0.3
# The first request of an application compiles it.
_REQUEST_SECONDS = 100.0
_CONNECT_SECONDS = 10.0


def ask(probe: Probe, address: str, port: int, *, seconds: float, alive: Callable[[], bool]) -> Probed:
    """Ask until there is an answer, of whatever status. Redirects are an answer.

    Args:
        probe: The question.
        address: Where the container's port is reached,
        port: and under which number.
        seconds: How long to try while nobody answers.
        alive: Whether the container still runs; there is no point in asking a dead one.
    """
    deadline = time.monotonic() + seconds
    while True:
        probed = _ask_once(probe, address, port)
        if probed.status or time.monotonic() >= deadline or not alive():
            return probed
        time.sleep(_PAUSE)


def _ask_once(probe: Probe, address: str, port: int) -> Probed:
    """One request; status 0 when there was no HTTP answer."""
    url = f"{probe.scheme}://{probe.host or address}:{port}{probe.path}"
    probed = Probed(probe, url)
    started = time.monotonic()
    connection = http.client.HTTPConnection(address, port, timeout=_REQUEST_SECONDS)
    certificate = ""
    try:
        if probe.scheme == "https":
            connection.sock, certificate = _secured(address, port, probe.host)
        connection.putrequest("GET", probe.path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", _host(probe))
        connection.putheader("User-Agent", "Reberth")
        connection.putheader("Connection", "close")
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read(_MOST)
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = type(error).__name__ if not isinstance(error, OSError) else error.strerror or type(error).__name__
        return msgspec.structs.replace(
            probed,
            seconds=round(time.monotonic() - started, 3),
            certificate=certificate,
            code="trial.no-answer",
            params={"url": url, "host": _host(probe), "reason": reason},
        )
    finally:
        connection.close()
    return msgspec.structs.replace(
        probed,
        status=answer.status,
        seconds=round(time.monotonic() - started, 3),
        title=_title(body, answer.getheader("Content-Type", "")),
        certificate=certificate,
    )


def _host(probe: Probe) -> str:
    """The Host header as a browser on the old server's network would have sent it."""
    usual = {"http": 80, "https": 443}[probe.scheme]
    name = probe.host or "localhost"
    return name if probe.port == usual else f"{name}:{probe.port}"


def _secured(address: str, port: int, host: str) -> tuple[ssl.SSLSocket, str]:
    """A TLS connection that takes any certificate, and which one it was."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    # A site may still be configured for nothing newer.
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    # What speaks no TLS says nothing at all.
    plain = socket.create_connection((address, port), timeout=_CONNECT_SECONDS)
    try:
        secured = context.wrap_socket(plain, server_hostname=host or None)
    except BaseException:
        plain.close()
        raise
    secured.settimeout(_REQUEST_SECONDS)
    data = secured.getpeercert(binary_form=True) or b""
    # Windows shows certificates by their SHA-1 thumbprint.
    thumbprint = hashlib.sha1(data, usedforsecurity=False).hexdigest().upper()
    return secured, f"{subject_of(data)} ({thumbprint})"


def _title(body: bytes, content_type: str) -> str:
    """The page's title as one line, or nothing."""
    match = _TITLE.search(body[: 256 << 10])
    if match is None:
        return ""
    charset = _CHARSET.search(content_type)
    try:
        text = match[1].decode(charset[1] if charset else "utf-8", errors="replace")
    except LookupError:
        text = match[1].decode("utf-8", errors="replace")
    return " ".join(html.unescape(text).split())[:_MOST_TITLE]
