"""What a container writes: followed line by line, never more in memory than a line.

The engine's format: frames of 8 bytes (stream 1 or 2, three zeros, length big-endian) and the bytes
(moby ``pkg/stdcopy``); plain bytes where the container has a terminal.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Literal

from docker.errors import NotFound

from reberth.containers.classifier import classify_response
from reberth.model.events import Output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docker import APIClient

    from reberth.model.events import Emit

_HEADER = struct.Struct(">B3xI")
_STDERR = 2
_PIECE = 64 << 10
_MOST_LINE = 64 << 10


def follow_logs(api: APIClient, container: str, emit: Emit, *, follow: bool = True, tail: int = 0) -> None:
    """Emit each line a container wrote and, with ``follow``, those to come until it ends.

    Args:
        api: The engine.
        container: Name or id.
        emit: Gets an ``Output`` for each line.
        follow: Wait for more.
        tail: Only so many of the lines that are there, 0 for all.

    Raises:
        ReberthError: ``engine.*``.
    """
    terminal = bool(api.inspect_container(container)["Config"]["Tty"])
    parameters: dict[str, str | int] = {
        "stdout": 1,
        "stderr": 1,
        "follow": int(follow),
        "tail": str(tail) if tail else "all",
    }
    # docker-py's own logs() mixes the two streams and reads eight bytes at a time.
    url = f"{api.base_url}/v{api.api_version}/containers/{container}/logs"
    with api.get(url, params=parameters, stream=True, timeout=None) as response:
        if response.status_code != 200:
            raise classify_response(response)
        pieces = response.raw.stream(_PIECE, decode_content=False)
        lines = {1: _Lines(emit, "stdout"), _STDERR: _Lines(emit, "stderr")}
        for stream, data in ((1, piece) for piece in pieces) if terminal else frames(pieces):
            lines[_STDERR if stream == _STDERR else 1].add(data)
        for rest in lines.values():
            rest.end()


class _Lines:
    """Cuts one stream into lines; one without end is given out in parts."""

    def __init__(self, emit: Emit, stream: Literal["stdout", "stderr"]) -> None:
        self._emit = emit
        self._stream: Literal["stdout", "stderr"] = stream
        self._rest = b""

    def add(self, data: bytes) -> None:
        """Take bytes, give out lines."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        for line in whole:
            self._give(line)
        if len(self._rest) > _MOST_LINE:
            self.end()

    def end(self) -> None:
        """What stands there without a line end."""
        rest, self._rest = self._rest, b""
        if rest:
            self._give(rest)

    def _give(self, line: bytes) -> None:
        # Windows programs write in whatever code page they like: no byte may stop the log.
        self._emit(Output(line.removesuffix(b"\r").decode("utf-8", errors="replace"), self._stream))


def frames(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Frames, or parts of large ones, as they come."""
    buffer = b""
    stream, left = 0, 0
    for piece in pieces:
        buffer += piece
        place = 0
        while True:
            if left:
                part = buffer[place : place + left]
                if not part:
                    break
                yield stream, part
                place += len(part)
                left -= len(part)
            elif len(buffer) - place >= _HEADER.size:
                stream, left = _HEADER.unpack_from(buffer, place)
                place += _HEADER.size
            else:
                break
        buffer = buffer[place:]


def last_lines(api: APIClient, container: str, count: int) -> list[str]:
    """The last lines, of both streams; none when the container is gone."""
    found: list[str] = []

    def keep(event: object) -> None:
        if isinstance(event, Output):
            found.append(event.text)

    try:
        follow_logs(api, container, keep, follow=False, tail=count)
    except NotFound:
        return []
    return found
