"""A real registry (Debian's docker-registry) on a port of this machine, ended by its process."""

from __future__ import annotations

import contextlib
import hashlib
import json
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
MANIFESTS = "application/vnd.docker.distribution.manifest.list.v2+json"
CONFIG = "application/vnd.docker.container.image.v1+json"
USER, PASSWORD = "builder", "s3cret"
# bcrypt of the password, as htpasswd -B writes it.
_HASH = "$2y$04$Bf3fQlxzWCCG5FfsAIfgzeo/pe0LLv9bz03fMLMp9XTZe9bePHDEi"
_PATIENCE = 20


class Registry:
    """A running registry; ``name`` is how engines on this machine call it."""

    def __init__(self, port: int, log: Path) -> None:
        self.name = f"127.0.0.1:{port}"
        self.url = f"http://{self.name}/v2"
        self.log = log

    def requests(self) -> str:
        """What it was asked so far."""
        return self.log.read_text(errors="replace")

    def put_blob(self, repository: str, data: bytes) -> str:
        """Upload a blob and return its digest."""
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        place = requests.post(f"{self.url}/{repository}/blobs/uploads/", timeout=_PATIENCE).headers["Location"]
        requests.put(f"{place}&digest={digest}", data=data, timeout=_PATIENCE).raise_for_status()
        return digest

    def put_manifest(self, repository: str, tag: str, body: Mapping[str, object], kind: str) -> tuple[str, int]:
        """Upload a manifest and return its digest and size."""
        data = json.dumps({"schemaVersion": 2, "mediaType": kind, **body}).encode()
        answer = requests.put(
            f"{self.url}/{repository}/manifests/{tag}", data=data, headers={"Content-Type": kind}, timeout=_PATIENCE
        )
        answer.raise_for_status()
        return answer.headers["Docker-Content-Digest"], len(data)

    def put_windows_image(self, repository: str, tag: str, version: str, *, listed: bool) -> None:
        """Upload an image for Windows: alone, or as the only one of a manifest list."""
        config = {"os": "windows", "architecture": "amd64", "os.version": version, "config": {}}
        data = json.dumps({**config, "rootfs": {"type": "layers", "diff_ids": []}, "history": []}).encode()
        digest = self.put_blob(repository, data)
        body = {"config": {"mediaType": CONFIG, "size": len(data), "digest": digest}, "layers": []}
        made, size = self.put_manifest(repository, "alone" if listed else tag, body, MANIFEST)
        if listed:
            platform = {"os": "windows", "architecture": "amd64", "os.version": version}
            item = {"mediaType": MANIFEST, "size": size, "digest": made, "platform": platform}
            self.put_manifest(repository, tag, {"manifests": [item]}, MANIFESTS)


@contextlib.contextmanager
def running_registry(*, closed: bool = False) -> Iterator[Registry]:
    """Start a registry with an empty store, and end it; a ``closed`` one wants user and password."""
    with tempfile.TemporaryDirectory(prefix="reberth-registry-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        log, settings = Path(folder) / "log", Path(folder) / "registry.yml"
        settings.write_text(
            "version: 0.1\n"
            f"storage: {{filesystem: {{rootdirectory: {folder}/store}}}}\n"
            f"http: {{addr: '127.0.0.1:{port}'}}\n"
            + (f"auth: {{htpasswd: {{realm: x, path: {folder}/users}}}}\n" if closed else "")
        )
        (Path(folder) / "users").write_text(f"{USER}:{_HASH}\n")
        with log.open("wb") as written:
            process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "docker-registry", "serve", str(settings)],
                stdout=written,
                stderr=written,
                stdin=subprocess.DEVNULL,
            )
        try:
            registry = Registry(port, log)
            deadline = time.monotonic() + _PATIENCE
            while time.monotonic() < deadline and process.poll() is None:
                with contextlib.suppress(requests.ConnectionError):
                    if requests.get(f"{registry.url}/", timeout=_PATIENCE).status_code in {200, 401}:
                        break
                time.sleep(0.05)
            else:
                raise RuntimeError(f"docker-registry (Debian's package) did not start:\n{registry.requests()[-2000:]}")
            yield registry
        finally:
            process.terminate()
            process.wait(_PATIENCE)
