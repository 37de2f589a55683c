"""Just enough HTTP for a facade: read a request, answer it, or hand it on to an engine on a Unix socket."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST = 1 << 20
_PIECE = 1 << 18


@dataclass
class Asked:
    """A request: its head, and what came with the head of the body."""

    method: str
    target: str
    headers: dict[str, str]
    rest: bytes

    def drain(self, client: socket.socket) -> bytes:
        """Read the body to its end; its last million bytes, without the marks of chunks only where it has a length."""
        data = self.rest
        if "content-length" in self.headers:
            while len(data) < int(self.headers["content-length"]) and (piece := client.recv(_PIECE)):
                data += piece
        elif "chunked" in self.headers.get("transfer-encoding", ""):
            while not data.endswith(b"0\r\n\r\n") and (piece := client.recv(_PIECE)):
                data = (data + piece)[-_MOST:]
        self.rest = data
        return data


def read_asked(client: socket.socket) -> Asked | None:
    """Read a request's head; None where nobody asked."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = client.recv(1 << 16)
        if not piece or len(data) > _MOST:
            return None
        data += piece
    head, _, rest = data.partition(b"\r\n\r\n")
    line, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = line.split(" ")
    pairs = (text.partition(":") for text in lines)
    return Asked(method, target, {name.lower(): value.strip() for name, _, value in pairs}, rest)


def answer(client: socket.socket, status: int, body: Any, headers: Mapping[str, str] | None = None) -> None:
    """Answer with JSON, or with a text as it is."""
    data = b"" if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
    kind = "text/plain" if isinstance(body, str) else "application/json"
    fields = {"Content-Type": kind, "Content-Length": str(len(data)), "Connection": "close", **(headers or {})}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    client.sendall(f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + data)


def answer_lines(client: socket.socket, lines: Iterable[Mapping[str, Any]]) -> None:
    """Answer with a stream of JSON lines, as a build or a pull does."""
    head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    pieces = [json.dumps(line).encode() + b"\r\n" for line in lines]
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (*pieces, b""))
    client.sendall(f"{head}Connection: close\r\n\r\n".encode() + body)


def ask(upstream: str, method: str, target: str, body: bytes = b"") -> tuple[int, Any]:
    """Ask the engine behind and take its JSON."""
    with socket.socket(socket.AF_UNIX) as engine:
        engine.connect(upstream)
        head = f"{method} {target} HTTP/1.0\r\nHost: d\r\nContent-Length: {len(body)}\r\n"
        engine.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode() + body)
        data = b""
        while piece := engine.recv(_PIECE):
            data += piece
    first, _, said = data.partition(b"\r\n\r\n")
    return int(first.split()[1]), json.loads(said) if said.strip() else None


def relay(client: socket.socket, upstream: str, asked: Asked, target: str = "") -> None:
    """Hand a request on, bytes both ways until one side ends."""
    headers = dict(asked.headers)
    if "upgrade" not in headers.get("connection", "").lower():
        headers["connection"] = "close"
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = f"{asked.method} {target or asked.target} HTTP/1.1\r\n{lines}\r\n".encode("latin-1")
    with socket.socket(socket.AF_UNIX) as engine:
        engine.connect(upstream)
        engine.sendall(head + asked.rest)
        up = threading.Thread(target=_pump, args=(client, engine), daemon=True)
        up.start()
        while piece := engine.recv(_PIECE):
            client.sendall(piece)
        # Ends the other direction as well.
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)
        up.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    """Bytes one way; the end of one side is told the other, and so a cancel travels on."""
    with contextlib.suppress(OSError):
        while piece := source.recv(_PIECE):
            sink.sendall(piece)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
