"""Small web servers in this process, for tests that need somebody to answer."""

from __future__ import annotations

import contextlib
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Asked(NamedTuple):
    """A request as it arrived: method, target, Host header, and the client's port as its connection's number."""

    method: str
    target: str
    host: str
    connection: int


class Answering(NamedTuple):
    """A running server: its port, what it was asked, and the names that clients sent by SNI."""

    port: int
    asked: list[Asked]
    names: list[str | None]


@contextlib.contextmanager
def answering(status: Callable[[Asked], int], certificate: Path | None = None) -> Iterator[Answering]:
    """Answer every request with the status that ``status`` says; 0 drops the connection. With TLS if given a PEM."""
    asked: list[Asked] = []
    names: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            number = self.client_address[1]
            request = Asked(self.command, self.path, self.headers.get("Host", ""), number)
            asked.append(request)
            code = status(request)
            if not code:
                self.close_connection = True
                return
            body = b"" if code in {204, 304} else b"x" * 10
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.sni_callback = lambda _socket, name, _context: names.append(name)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Answering(server.server_address[1], asked, names)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def make_certificate(folder: Path) -> Path:
    """A self-signed certificate with its key in one PEM file."""
    target = folder / "web.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=shop.example", "-keyout", str(target)]
    subprocess.run([*command, "-out", str(folder / "certificate.pem")], check=True, stderr=subprocess.DEVNULL)
    target.write_bytes(target.read_bytes() + (folder / "certificate.pem").read_bytes())
    return target
