"""Old against new: the GETs of the old server's logs, sent to the container, and where the answers differ."""

from __future__ import annotations

import http.client
import socket
import ssl
from typing import TYPE_CHECKING, NamedTuple, Self

from reberth.model.errors import ReberthError
from reberth.model.events import Progress
from reberth.model.trial_requests import Difference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reberth.containers.old_requests import OldRequest
    from reberth.model.engine import Probe
    from reberth.model.events import Emit

_SECONDS = 60.0
# More of an answer is not read: only its status counts.
_MOST = 1 << 18
_MOST_FAILURES = 10
# A browser with a full cache got 304 where a new visitor gets 200; a part is a part of the same content.
_ALIKE = {206: 200, 304: 200, 308: 301, 303: 302, 307: 302}


class Endpoint(NamedTuple):
    """Where the container's ports are reached: the host's address, and its port for each port inside."""

    address: str
    ports: Mapping[int, int]


def replay(requests: Sequence[OldRequest], endpoint: Endpoint, emit: Emit) -> tuple[Difference, ...]:
    """Send requests one after the other.

    Args:
        requests: What to ask; only ports in ``endpoint.ports`` may occur.
        endpoint: The container.
        emit: Told of progress.

    Returns:
        Differences, what got worse first, then in the order of the requests.

    Raises:
        ReberthError: ``trial.no-answer`` when one request after the other gets none.
    """
    found = []
    failures = 0
    with _Client(endpoint) as client:
        for done, request in enumerate(requests):
            emit(Progress("phase.replay", done, len(requests)))
            status = client.ask(request.probe)
            failures = 0 if status else failures + 1
            if failures == _MOST_FAILURES:
                raise ReberthError(
                    "trial.no-answer", url=url_of(request.probe), host=request.probe.host or "-", reason=client.reason
                )
            if not same(request.status, status):
                found.append(
                    Difference(
                        request.probe.site,
                        url_of(request.probe),
                        request.status,
                        status,
                        request.count,
                        request.when,
                        request.substatus,
                    )
                )
    emit(Progress("phase.replay", len(requests), len(requests)))
    return tuple(sorted(found, key=lambda item: not item.worse))


def same(old: int, new: int) -> bool:
    """Whether two answers mean the same to a visitor."""
    return _ALIKE.get(old, old) == _ALIKE.get(new, new)


def url_of(probe: Probe) -> str:
    """The URL by the site's own name and port."""
    usual = {"http": 80, "https": 443}[probe.scheme]
    port = "" if probe.port == usual else f":{probe.port}"
    return f"{probe.scheme}://{probe.host or 'localhost'}{port}{probe.path}"


class _Client:
    """Keeps one connection for each binding, as a browser does."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.reason = ""
        self._endpoint = endpoint
        self._open: dict[tuple[int, str], http.client.HTTPConnection] = {}
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._context.check_hostname = False
        self._context.verify_mode = ssl.CERT_NONE
        # A site may still be configured for nothing newer.
        self._context.set_ciphers("DEFAULT@SECLEVEL=0")

    def __enter__(self) -> Self:
        """Nothing is open yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        for connection in self._open.values():
            connection.close()

    def ask(self, probe: Probe) -> int:
        """The status of one GET, 0 for no answer. A connection that was closed meanwhile is opened again."""
        kept = (probe.port, probe.host) in self._open
        return self._ask(probe) or (self._ask(probe) if kept else 0)

    def _ask(self, probe: Probe) -> int:
        """One attempt."""
        key = (probe.port, probe.host)
        try:
            connection = self._open.get(key) or self._connect(probe)
            self._open[key] = connection
            name = url_of(probe).split("/", 3)[2]
            connection.putrequest("GET", probe.path, skip_host=True, skip_accept_encoding=True)
            for header, value in (("Host", name), ("User-Agent", "Reberth"), ("Accept", "*/*")):
                connection.putheader(header, value)
            connection.endheaders()
            answer = connection.getresponse()
            answer.read(_MOST)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.reason = str(error) or type(error).__name__
            self._drop(key)
            return 0
        if not answer.isclosed() or answer.will_close:
            self._drop(key)
        return answer.status

    def _connect(self, probe: Probe) -> http.client.HTTPConnection:
        """A connection to a binding; for https with its name in SNI, whatever the certificate."""
        address, port = self._endpoint.address, self._endpoint.ports[probe.port]
        connection = http.client.HTTPConnection(address, port, timeout=_SECONDS)
        if probe.scheme == "https":
            plain = socket.create_connection((address, port), timeout=_SECONDS)
            try:
                connection.sock = self._context.wrap_socket(plain, server_hostname=probe.host or None)
            except BaseException:
                plain.close()
                raise
        return connection

    def _drop(self, key: tuple[int, str]) -> None:
        """Close a connection that is of no more use."""
        connection = self._open.pop(key, None)
        if connection is not None:
            connection.close()
