"""Reading files and running short commands inside a container, for an explanation of what went wrong there.

The archive endpoint answers for Windows containers under process isolation, and refuses running Hyper-V containers
("filesystem operations against a running Hyper-V container are not supported"): those are asked by exec. What cannot
be had is simply not part of the explanation; an explanation must never hide the answer that it is to explain.
"""

from __future__ import annotations

import io
import tarfile
from collections import deque
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

import requests
import urllib3
from docker.errors import DockerException

from reberth.containers.logs import frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docker import APIClient

# What the engine, its transport, or a broken tar may raise.
_REFUSED = (DockerException, requests.RequestException, urllib3.exceptions.HTTPError, OSError, tarfile.TarError)
_MOST = 1 << 20
_PIECE = 1 << 16
_SECONDS = 60
_MOST_ARCHIVE = 256 << 20


class Inside:
    """A running container's files and commands. Windows paths; everything is bounded by 1 MiB from its end."""

    def __init__(self, api: APIClient, container: str) -> None:
        self._api = api
        self._container = container
        self._base = f"{api.base_url}/v{api.api_version}"

    def run(self, *command: str) -> bytes:
        """Standard output of a command, its end where it is long; empty when it is not there or fails."""
        try:
            made = self._api.exec_create(self._container, list(command), stderr=False)
            url = f"{self._base}/exec/{made['Id']}/start"
            # docker-py's own exec_start leaves its connection open, or keeps all of the output in memory.
            with self._api.post(url, json={"Detach": False, "Tty": False}, stream=True, timeout=_SECONDS) as response:
                response.raise_for_status()
                output = _end_of(data for _, data in frames(response.raw.stream(_PIECE, decode_content=False)))
            return output if self._api.exec_inspect(made["Id"])["ExitCode"] == 0 else b""
        except _REFUSED:
            return b""

    def file(self, path: str) -> bytes:
        """A file's bytes, its end where it is long; empty where it cannot be read."""
        found = self._archive(path)
        return b"".join(found.values()) if found is not None else self.run("cmd", "/S", "/C", f"type {_quoted(path)}")

    def folder(self, path: str, suffix: str) -> bytes:
        """All files of a folder with that suffix, one after the other by name: logs, whose names grow with time."""
        found = self._archive(path)
        if found is None:
            return self.run("cmd", "/S", "/C", "type " + _quoted(path + "\\*" + suffix))
        mine = [data for name, data in sorted(found.items()) if name.lower().endswith(suffix)]
        return _end_of(mine)

    def _archive(self, path: str) -> dict[str, bytes] | None:
        """Files of a path by name, each one's end; None where the engine does not give them."""
        url = f"{self._base}/containers/{quote(self._container, safe='')}/archive"
        found: dict[str, bytes] = {}
        try:
            with self._api.get(
                url, params={"path": path.replace("\\", "/")}, stream=True, timeout=_SECONDS
            ) as response:
                response.raise_for_status()
                source = _Reader(response.raw.stream(_PIECE, decode_content=True))
                with tarfile.open(fileobj=source, mode="r|") as archive:
                    for member in archive:
                        data = archive.extractfile(member) if member.isfile() else None
                        if data is not None:
                            found[member.name] = _end_of(_pieces(data))
        except _REFUSED:
            return None
        return found


class _Reader(io.RawIOBase):
    """An engine's answer as a file that tarfile reads from front to back."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        super().__init__()
        self._chunks = iter(chunks)
        self._rest = b""
        self._left = _MOST_ARCHIVE

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; the end comes early where the archive has no end."""
        self._rest = self._rest or next(self._chunks, b"")
        piece = self._rest[: min(len(buffer), self._left)]
        self._rest = self._rest[len(piece) :]
        self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """A member of an archive, piece by piece."""
    while piece := file.read(_PIECE):
        yield piece


def _end_of(chunks: Iterable[bytes] | Iterator[bytes]) -> bytes:
    """The last 1 MiB of something that may be much longer."""
    kept: deque[bytes] = deque()
    size = 0
    for chunk in chunks:
        kept.append(chunk)
        size += len(chunk)
        while size - len(kept[0]) >= _MOST:
            size -= len(kept.popleft())
    return b"".join(kept)[-_MOST:]


def _quoted(path: str) -> str:
    """A path for cmd's ``type``: in a Windows path neither a quote nor a line end can stand."""
    return '"' + "".join(letter for letter in path if letter.isprintable() and letter not in '"%') + '"'
