"""A real container engine for the tests: its own data, socket and bridge, no iptables, ended by its process id."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import docker
import requests

from reberth.planning.base_image import _FRAMEWORK
from tests.support.shim import CHANGES, shim_layer

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "reberth-engine-"
_BRIDGE = "rbr"
_PATIENCE = 30


class RealEngine:
    """A running dockerd. ``endpoint`` is what ``--endpoint`` and DOCKER_HOST take; ``tmp`` where it keeps uploads."""

    def __init__(self, root: Path, bridge: str, process: subprocess.Popen[bytes]) -> None:
        self.root = root
        self.bridge = bridge
        self.process = process
        self.endpoint = f"unix://{root / 'docker.sock'}"
        self.tmp = root / "data" / "tmp"
        self._api: docker.APIClient | None = None

    def api(self) -> docker.APIClient:
        """The tests' own client; not for two threads at once."""
        if self._api is None:
            self._api = docker.APIClient(self.endpoint, version="1.41", timeout=60)
        return self._api

    def restart(self) -> None:
        """Start it again with the same data, after whatever ended it."""
        self.process.wait(20)
        self.close()
        self._api = None
        end_orphans(self.root)
        # What a reboot would have cleared away.
        _unmount(self.root)
        shutil.rmtree(self.root / "exec", ignore_errors=True)
        for name in ("docker.sock", "dockerd.pid"):
            (self.root / name).unlink(missing_ok=True)
        self.process = _start(self.root, self.bridge)
        _wait(self)

    def close(self) -> None:
        """Let go of the client."""
        if self._api is not None:
            self._api.close()

    def leftovers(self) -> dict[str, list[str]]:
        """What a build or a run may leave behind: containers, untagged images, uploads."""
        api = self.api()
        containers = [item["Id"][:12] + " " + item["State"] for item in api.containers(all=True)]
        dangling = [item["Id"] for item in api.images(filters={"dangling": True})]
        return {
            "containers": containers,
            "dangling": dangling,
            "uploads": sorted(item.name for item in self.tmp.iterdir()),
        }


def base_images() -> list[str]:
    """The names of all base images that Reberth ever chooses."""
    names = []
    for windows, version in _FRAMEWORK.items():
        kinds = [f"dotnet/framework/{kind}:{version}-windowsservercore-{windows}" for kind in ("aspnet", "wcf")]
        names += [
            f"mcr.microsoft.com/{name}" for name in [*kinds, f"windows/servercore/iis:windowsservercore-{windows}"]
        ]
    return names


@contextlib.contextmanager
def running_engine(number: int = 1) -> Iterator[RealEngine]:
    """Start an engine, with the stand-in under the names of the base images, and end it with all it holds.

    ``number`` tells the engines of one test run apart.
    """
    _sweep()
    root = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    bridge = f"{_BRIDGE}{os.getpid()}-{number}"
    network = os.getpid() * 4 + number
    address = f"10.{200 + network // 256 % 50}.{network % 256}.1/24"
    try:
        subprocess.run(["ip", "link", "add", bridge, "type", "bridge"], check=True)
        subprocess.run(["ip", "addr", "add", address, "dev", bridge], check=True)
        subprocess.run(["ip", "link", "set", bridge, "up"], check=True)
        engine = RealEngine(root, bridge, _start(root, bridge))
        try:
            _wait(engine)
            _load_shim(engine)
            yield engine
        finally:
            _stop(engine)
    finally:
        subprocess.run(["ip", "link", "del", bridge], check=False, stderr=subprocess.DEVNULL)
        _remove(root)


def _start(root: Path, bridge: str) -> subprocess.Popen[bytes]:
    # setpriv: should this test run be killed, the engine is told to end as well.
    command = ["setpriv", "--pdeathsig", "TERM", "dockerd"]
    command += ["--data-root", str(root / "data"), "--exec-root", str(root / "exec")]
    command += ["--pidfile", str(root / "dockerd.pid"), "-H", f"unix://{root / 'docker.sock'}"]
    command += ["--storage-driver=overlay2", "--iptables=false", "--ip6tables=false", "--ip-masq=false"]
    command += [f"--bridge={bridge}", "--shutdown-timeout=3"]
    with (root / "dockerd.log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)


def _wait(engine: RealEngine) -> None:
    """Until it answers, or say why it does not."""
    deadline = time.monotonic() + _PATIENCE
    while engine.process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as door:
            door.connect(str(engine.root / "docker.sock"))
            break
        time.sleep(0.02)
    else:
        log = (engine.root / "dockerd.log").read_text(errors="replace")
        raise RuntimeError(f"dockerd (Debian's docker.io, as root) did not start:\n{log[-3000:]}")
    engine.api().ping()


def _load_shim(engine: RealEngine) -> None:
    first, *others = base_images()
    repository, _, tag = first.rpartition(":")
    engine.api().import_image_from_data(shim_layer(), repository, tag, changes=CHANGES)
    for name in others:
        repository, _, tag = name.rpartition(":")
        engine.api().tag(first, repository, tag)


def _stop(engine: RealEngine) -> None:
    """End the engine; its containers go with it."""
    if engine.process.poll() is None:
        with contextlib.suppress(docker.errors.DockerException, requests.RequestException):
            for item in engine.api().containers():
                engine.api().kill(item["Id"])
        engine.process.send_signal(signal.SIGTERM)
    engine.close()
    try:
        engine.process.wait(20)
    except subprocess.TimeoutExpired:
        engine.process.kill()
        engine.process.wait()
    end_orphans(engine.root)


def end_orphans(root: Path) -> None:
    """End what a killed engine leaves: its containerd, the shims and what runs under them."""
    mark = os.fsencode(root)
    orphans = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (folder / "cmdline").read_bytes():
                orphans.append(int(folder.name))
    for pid in orphans:
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
        for process in [pid, *map(int, children.stdout.split())]:
            if process != os.getpid():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)


def _remove(root: Path) -> None:
    """Remove the folder with all that is in it."""
    _unmount(root)
    shutil.rmtree(root, ignore_errors=True)


def _unmount(root: Path) -> None:
    """Unmount what is still mounted below."""
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    for place in sorted((item for item in mounts if item.startswith(str(root))), reverse=True):
        subprocess.run(["umount", "-l", place], check=False, stderr=subprocess.DEVNULL)


def _sweep() -> None:
    """Remove what test runs left that were killed."""
    for root in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        owner = int(root.name.removeprefix(_PREFIX).partition("-")[0])
        if not Path(f"/proc/{owner}").exists():
            end_orphans(root)
            _remove(root)
            for number in (1, 2):
                subprocess.run(
                    ["ip", "link", "del", f"{_BRIDGE}{owner}-{number}"], check=False, stderr=subprocess.DEVNULL
                )
