"""A registry whose one image never finishes to come, so that a pull can be interrupted."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from tests.support.registry import CONFIG, MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"
_PIECE = bytes(4096)
_NEVER = hashlib.sha256(b"never whole").hexdigest()


class Dripping:
    """``name`` of the image; ``begun`` when its layer is being sent, ``dropped`` when the engine has hung up."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.begun = threading.Event()
        self.dropped = threading.Event()


@contextlib.contextmanager
def dripping_registry() -> Iterator[Dripping]:
    """Serve the image ``slow:1`` on a port of this machine."""
    config = json.dumps(
        {
            "architecture": "amd64",
            "os": "linux",
            "config": {},
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{_NEVER}"]},
        }
    ).encode()
    described = f"sha256:{hashlib.sha256(config).hexdigest()}"
    manifest = json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": {"mediaType": CONFIG, "size": len(config), "digest": described},
            "layers": [{"mediaType": _LAYER, "size": 1 << 30, "digest": f"sha256:{_NEVER}"}],
        }
    ).encode()
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            if self.path.endswith(_NEVER):
                self._head("application/octet-stream", 1 << 30)
                registry.begun.set()
                try:
                    while not over.wait(0.02):
                        self.wfile.write(_PIECE)
                except OSError:
                    registry.dropped.set()
                self.close_connection = True
                return
            kind, body = (CONFIG, config) if self.path.endswith(described) else (MANIFEST, manifest)
            self._head(kind, len(body))
            if self.command == "GET":
                self.wfile.write(body)

        def _head(self, kind: str, length: int) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(length))
            if kind == MANIFEST:
                self.send_header("Docker-Content-Digest", f"sha256:{hashlib.sha256(manifest).hexdigest()}")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        registry = Dripping(f"127.0.0.1:{server.server_port}/slow:1")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield registry
        finally:
            over.set()
            server.shutdown()
            thread.join()
