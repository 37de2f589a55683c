"""A Windows engine for the tests: a real engine behind, and in front what one under Windows answers differently.

The answers are written after moby's and hcsshim's sources (daemon/info.go, top_windows.go, hostconfig_windows.go,
libnetwork/drivers/windows, hcsshim internal/hcs/errors.go). What only Windows can do stays undone: this shows how
Reberth deals with such an engine, not how Windows runs a container.
"""

from __future__ import annotations

import contextlib
import json
import re
import socketserver
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.support.http_relay import Asked, answer, answer_lines, ask, read_asked, relay

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from tests.support.engine import RealEngine

MODES = {"", "default", "process", "hyperv"}
NETWORKS = ["ics", "internal", "l2bridge", "l2tunnel", "nat", "null", "overlay", "private", "transparent"]
BASES = {"ltsc2016": 14393, "ltsc2019": 17763, "ltsc2022": 20348, "ltsc2025": 26100}
SHARING_VIOLATION = (
    "failed to create endpoint {name} on network nat: hnsCall failed in Win32: The process cannot access the file "
    "because it is being used by another process. (0x20)"
)
HOST_ADDRESS = (
    "failed to create endpoint {name} on network nat: Windows does not support host IP addresses in NAT settings"
)


@dataclass(frozen=True)
class Fault:
    """What one kind of request is answered with instead: a refusal, lines of a stream, silence, or nothing at all."""

    method: str
    path: str
    status: int = 500
    text: str = ""
    lines: tuple[dict[str, Any], ...] = ()
    drop: bool = False
    delay: float = 0.0


class WindowsFacade:
    """A Windows engine. Attributes may be changed while it runs.

    Attributes:
        build: The host's Windows build.
        name: What the host calls its Windows.
        client: Windows 10 or 11.
        hypervisor: Whether there is one.
        image_build: Windows build of every image whose name tells none.
        isolation: Default isolation from daemon.json, "" for the edition's own.
    """

    def __init__(self, real: RealEngine) -> None:
        self.real = real
        self.build = 20348
        self.name = "Microsoft Windows Server Version 21H2 (OS Build 20348.2113)"
        self.client = False
        self.hypervisor = True
        self.image_build = 20348
        self.isolation = ""
        self.faults: list[Fault] = []
        self.asked: list[str] = []
        self.modes: dict[str, str] = {}
        self.with_address: set[str] = set()
        self.images: dict[str, str] = {}
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.facade = self
        self.endpoint = f"tcp://127.0.0.1:{self._server.server_address[1]}"

    @contextlib.contextmanager
    def fault(self, method: str, path: str, **what: Any) -> Iterator[None]:
        """Answer otherwise for a while."""
        fault = Fault(method, path, **what)
        self.faults.append(fault)
        try:
            yield
        finally:
            self.faults.remove(fault)

    def become(self, build: int, name: str, *, client: bool = False, hypervisor: bool = True) -> None:
        """Be another host."""
        self.build, self.name, self.client, self.hypervisor = build, name, client, hypervisor

    def resolved(self, mode: str) -> str:
        """An isolation as the engine resolves it."""
        own = self.isolation or ("hyperv" if self.client else "process")
        return own if mode.lower() in {"", "default"} else mode.lower()

    def refusal(self, mode: str, image: str, name: str) -> str:
        """Why the host compute service would not start this, "" if it would."""
        build = next((number for tag, number in BASES.items() if tag in image), self.image_build)
        if mode == "hyperv" and not self.hypervisor:
            return f"hcs::CreateComputeSystem {name}: No hypervisor is present on this system. (0xc0351000)"
        oldest = min(20348, self.build)
        if mode == "process" and not oldest <= build <= self.build:
            return (
                f"hcs::CreateComputeSystem {name}: The container operating system does not match the host operating "
                "system."
            )
        return ""

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextlib.contextmanager
def windows_facade(real: RealEngine) -> Iterator[WindowsFacade]:
    """Put a Windows engine in front of a real one."""
    facade = WindowsFacade(real)
    facade.start()
    try:
        yield facade
    finally:
        facade.close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    facade: WindowsFacade


class _Handler(socketserver.BaseRequestHandler):
    """One request of one connection."""

    request: socket.socket
    server: _Server

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            asked = read_asked(self.request)
            if asked is not None:
                _Exchange(self.server.facade, asked, self.request).answer()


class _Exchange:
    """A request and its answer."""

    def __init__(self, facade: WindowsFacade, asked: Asked, client: socket.socket) -> None:
        self.facade = facade
        self.asked = asked
        self.client = client
        parts = urlsplit(asked.target)
        self.path = re.sub(r"^/v\d+\.\d+", "", parts.path)
        self.query = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.upstream = str(facade.real.root / "docker.sock")

    def answer(self) -> None:
        """By fault, by what Windows does otherwise, or as the real engine has it."""
        self.facade.asked.append(f"{self.asked.method} {self.path}")
        for fault in self.facade.faults:
            if fault.method == self.asked.method and re.fullmatch(fault.path, self.path):
                if self._by(fault):
                    return
                break
        for pattern, way in _WAYS.items():
            match = re.fullmatch(pattern, f"{self.asked.method} {self.path}")
            if match:
                way(self, *match.groups())
                return
        self.pass_on()

    def _by(self, fault: Fault) -> bool:
        """Answer with a fault; False where it was only a delay."""
        time.sleep(fault.delay)
        if fault.drop:
            return True
        if fault.lines:
            self.asked.drain(self.client)
            answer_lines(self.client, fault.lines)
        elif fault.text:
            self.refuse(fault.status, fault.text)
        return bool(fault.lines or fault.text)

    def refuse(self, status: int, text: str) -> None:
        self.asked.drain(self.client)
        answer(self.client, status, {"message": text})

    def pass_on(self, target: str = "") -> None:
        """Hand the request to the real engine, to another target where one is given."""
        relay(self.client, self.upstream, self.asked, target)

    def real(self, method: str, target: str, body: bytes = b"") -> tuple[int, Any]:
        """Ask the real engine."""
        return ask(self.upstream, method, target, body)


def _ping(exchange: _Exchange) -> None:
    answer(exchange.client, 200, "OK", {"Api-Version": "1.41", "Ostype": "windows", "Builder-Version": "1"})


def _version(exchange: _Exchange) -> None:
    status, facts = exchange.real("GET", exchange.asked.target)
    facts.update(Os="windows", KernelVersion=f"10.0 {exchange.facade.build} ({exchange.facade.build}.1.amd64fre)")
    answer(exchange.client, status, facts)


def _info(exchange: _Exchange) -> None:
    facade = exchange.facade
    status, facts = exchange.real("GET", exchange.asked.target)
    for name in ("CgroupDriver", "CgroupVersion", "Runtimes", "DefaultRuntime", "InitBinary"):
        facts.pop(name, None)
    facts.update(
        OSType="windows",
        OperatingSystem=facade.name,
        OSVersion=f"10.0.{facade.build}",
        Isolation=facade.resolved(""),
        Driver="windowsfilter",
        DockerRootDir="C:\\ProgramData\\docker",
        SecurityOptions=[],
    )
    facts["Plugins"]["Network"] = NETWORKS
    answer(exchange.client, status, facts)


def _image(exchange: _Exchange, name: str) -> None:
    status, facts = exchange.real("GET", exchange.asked.target)
    if status == 200:
        tags = " ".join(facts.get("RepoTags") or ())
        build = next((number for tag, number in BASES.items() if tag in name), 0)
        build = build or (20348 if "ltsc2022" in tags else exchange.facade.image_build)
        facts.update(Os="windows", OsVersion=f"10.0.{build}.2113")
    answer(exchange.client, status, facts)


def _build(exchange: _Exchange) -> None:
    facade, query = exchange.facade, exchange.query
    asked = query.pop("isolation", "")
    if asked.lower() not in MODES:
        exchange.refuse(400, f'unsupported isolation: "{asked}"')
        return
    why = facade.refusal(facade.resolved(asked), "", "0f1e2d3c")
    if why:
        exchange.asked.drain(exchange.client)
        step = {"stream": "Step 1/2 : FROM base\n"}
        answer_lines(exchange.client, (step, {"errorDetail": {"message": why}, "error": why}))
        return
    exchange.pass_on(f"{urlsplit(exchange.asked.target).path}?{urlencode(query)}")


def _create(exchange: _Exchange) -> None:
    facade = exchange.facade
    spec = json.loads(exchange.asked.drain(exchange.client))
    host = spec.get("HostConfig") or {}
    asked = host.pop("Isolation", None) or ""
    if asked.lower() not in MODES:
        text = f"invalid isolation ({asked}): Windows supports 'default', 'process', or 'hyperv'"
        exchange.refuse(400, text)
        return
    places = [place for found in (host.get("PortBindings") or {}).values() for place in found or ()]
    status, made = exchange.real("POST", exchange.asked.target, json.dumps(spec).encode())
    if status < 400:
        facade.modes[made["Id"]] = facade.resolved(asked)
        facade.images[made["Id"]] = spec.get("Image", "")
        if any(place.get("HostIp") not in {None, "", "0.0.0.0", "::"} for place in places):  # noqa: S104
            facade.with_address.add(made["Id"])
    answer(exchange.client, status, made)


def _start(exchange: _Exchange, name: str) -> None:
    facade = exchange.facade
    why = facade.refusal(facade.modes.get(name, "process"), facade.images.get(name, ""), name)
    if not why and name in facade.with_address:
        why = HOST_ADDRESS.format(name=name)
    if why:
        exchange.refuse(500, why)
        return
    status, body = exchange.real("POST", exchange.asked.target)
    if status >= 400 and re.search("port is already allocated|address already in use", str(body)):
        status, body = 500, {"message": SHARING_VIOLATION.format(name=name)}
    answer(exchange.client, status, body)


def _inspect(exchange: _Exchange, _name: str) -> None:
    status, facts = exchange.real("GET", exchange.asked.target)
    if status == 200:
        facts["HostConfig"]["Isolation"] = exchange.facade.modes.get(facts["Id"], "process")
        facts["Platform"] = "windows"
    answer(exchange.client, status, facts)


def _mode_of(exchange: _Exchange, name: str) -> str:
    """The isolation of a container by name or id."""
    _, facts = exchange.real("GET", f"/containers/{name}/json")
    return exchange.facade.modes.get(facts.get("Id", ""), "process")


def _top(exchange: _Exchange, name: str) -> None:
    if exchange.query.get("ps_args"):
        exchange.refuse(500, "Windows does not support arguments to top")
        return
    columns = urlencode({"ps_args": "-o pid,time,rss,comm"})
    status, facts = exchange.real("GET", f"/containers/{name}/top?{columns}")
    if status == 200:
        # A machine of its own counts from its own beginning.
        own = 10_000_000 if _mode_of(exchange, name) == "hyperv" else 0
        rows = [
            [row[3], str(own + int(row[0])), f"{row[1]}.000", f"{int(row[2]) * 1.024 / 1000:.4g}MB"]
            for row in facts["Processes"]
        ]
        facts = {"Titles": ["Name", "PID", "CPU", "Private Working Set"], "Processes": rows}
    answer(exchange.client, status, facts)


def _stats(exchange: _Exchange, _name: str) -> None:
    status, facts = exchange.real("GET", exchange.asked.target)
    if status == 200:
        for part in ("cpu_stats", "precpu_stats"):
            used = facts.get(part, {}).get("cpu_usage", {}).get("total_usage", 0)
            facts[part] = {"cpu_usage": {"total_usage": used // 100}}
        used = facts.get("memory_stats", {}).get("usage", 0)
        facts.update(num_procs=2, memory_stats={"commitbytes": used, "privateworkingset": used})
    answer(exchange.client, status, facts)


def _archive(exchange: _Exchange, name: str) -> None:
    if _mode_of(exchange, name) == "hyperv":
        exchange.refuse(500, "filesystem operations against a running Hyper-V container are not supported")
    else:
        exchange.pass_on()


_WAYS: dict[str, Callable[..., None]] = {
    r"(?:GET|HEAD) /_ping": _ping,
    r"GET /version": _version,
    r"GET /info": _info,
    r"GET /images/(.+)/json": _image,
    r"POST /build": _build,
    r"POST /containers/create": _create,
    r"POST /containers/([^/]+)/start": _start,
    r"GET /containers/([^/]+)/json": _inspect,
    r"GET /containers/([^/]+)/top": _top,
    r"GET /containers/([^/]+)/stats": _stats,
    r"(?:GET|PUT) /containers/([^/]+)/archive": _archive,
}
