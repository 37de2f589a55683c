"""Containers and images, played: every site answers, but under Hyper-V isolation the last one needs a longer look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reberth.model.engine import Image, Probed, Processes, Usage
from reberth.model.engine_requests import (
    BuildResult,
    CommandResult,
    ImagesResult,
    ProcessesResult,
    PushResult,
    RemoveResult,
    RunResult,
    SaveResult,
    StopResult,
)
from reberth.model.errors import ReberthError
from reberth.model.events import Event, Output, Progress
from reberth.model.trial_requests import ComposeContainer, ComposeResult, Difference, ReplayResult
from reberth_gui.demo.played import Score

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIZE = 5_412_000_000
_FIRST_PORT = 49152


class DemoContainers:
    """What was built and started in this session of the demo."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._built: list[tuple[BuildResult, int]] = []
        self._runs: dict[str, RunResult] = {}

    def built(self, result: BuildResult, when: int) -> None:
        """A build is on its way; it ends well."""
        self._built.insert(0, (result, when))

    def run(self, request: Any) -> Score:
        """A container whose sites answer."""
        if not self._built:
            return Score((), ReberthError("engine.no-such-image", image=request.image))
        probes = request.probes or self._built[0][0].probes
        inside = sorted({probe.port for probe in probes})
        given = dict(request.ports)
        ports = tuple((port, given.get(port) or _FIRST_PORT + place) for place, port in enumerate(inside))
        host = dict(ports)
        answers = tuple(
            Probed(
                probe,
                f"{probe.scheme}://127.0.0.1:{host[probe.port]}{probe.path}",
                200,
                round(0.04 + 0.03 * place, 2),
                f"{probe.site}",
            )
            for place, probe in enumerate(probes)
        )
        if request.isolation == "hyperv" and answers:
            last = answers[-1]
            broken = Probed(
                last.probe, last.url, 503, 0.02, code="trial.too-busy", params={"site": last.probe.site, "status": 503}
            )
            answers = (*answers[:-1], broken)
        name = request.name or f"demo_{len(self._runs) + 1}"
        isolation = "process" if request.isolation == "default" else request.isolation
        seconds = 6.0 if isolation == "process" else 14.0
        result = RunResult(
            f"{len(self._runs) + 1:064x}", name, isolation, ports, answers, healthy=True, seconds=seconds
        )
        self._runs[result.container] = result
        return Score(tuple(_starting(len(probes))), result)

    def command(self, _request: Any) -> Score:
        """A command that ends well."""
        return Score(((0.3, Output("Windows IP Configuration")),), CommandResult("0" * 64, 0))

    def logs(self, request: Any) -> Score:
        """Lines of the start, then one now and then while they are followed."""
        return Score(_log_lines(endless=request.follow), None, endless=request.follow)

    def processes(self, _request: Any) -> Score:
        """What runs in a container with IIS."""
        rows = (
            ("smss.exe", "4812", "00:00:00.031", "258kB"),
            ("csrss.exe", "5120", "00:00:00.093", "803kB"),
            ("services.exe", "5216", "00:00:00.500", "2.1MB"),
            ("svchost.exe", "5480", "00:00:00.296", "6.4MB"),
            ("w3wp.exe", "6204", "00:00:01.812", "48.7MB"),
            ("ServiceMonitor.exe", "5904", "00:00:00.015", "1.1MB"),
        )
        processes = Processes(("Name", "PID", "CPU", "Private Working Set"), rows, len(rows))
        return Score((), ProcessesResult(processes, Usage(3.5, 187_000_000, 2 << 30), "process"))

    def stop(self, request: Any) -> Score:
        """Containers that end."""
        return Score(((0.5, Progress("phase.start-container", 0)),), StopResult(tuple(request.containers)))

    def remove(self, request: Any) -> Score:
        """Containers that are gone."""
        return Score((), RemoveResult(tuple(request.names)))

    def list_images(self, _request: Any) -> Score:
        """What was built, newest first."""
        images = tuple(
            Image(result.image_id, result.tags, _SIZE, when, result.migration) for result, when in self._built
        )
        return Score((), ImagesResult(images))

    def push(self, request: Any) -> Score:
        """An image on its way to a registry."""
        steps = tuple((0.2, Progress("phase.upload", part, 8)) for part in range(9))
        return Score(steps, PushResult(request.image, "sha256:" + "5a" * 32))

    def save(self, request: Any) -> Score:
        """An image that would be written; nothing is."""
        steps = tuple((0.2, Progress("phase.save-image", part * _SIZE // 8, _SIZE, "bytes")) for part in range(9))
        return Score(steps, SaveResult(request.output, _SIZE))

    def replay(self, request: Any) -> Score:
        """Old requests, nearly all of them answered as before."""
        steps = tuple((0.1, Progress("phase.replay", part * 12, 120)) for part in range(11))
        site = next(iter(request.sites), "Default Web Site")
        different = Difference(site, "http://127.0.0.1/old-report.asp", 200, 404, 7, "2019-03-04T10:21:33Z", 0)
        return Score(steps, ReplayResult(4, 1841, 0, 1610, 180, 31, 12, 8, 128, 120, (different,)))

    def compose(self, request: Any) -> Score:
        """A project that is up, or gone."""
        if request.action == "down":
            return Score(((0.5, Output("Container demo-web-1  Removed")),), ComposeResult("demo"))
        web = ComposeContainer("demo-web-1", "web", "running", "healthy", ("80->80",))
        return Score(((0.5, Output("Container demo-web-1  Started")),), ComposeResult("demo", (web,)))


def _starting(probes: int) -> Iterator[tuple[float, Event]]:
    yield 0.1, Progress("phase.start-container", 0)
    for second in range(6):
        yield 0.4, Progress("phase.wait-healthy", second, 180)
    for number in range(probes + 1):
        yield 0.2, Progress("phase.ask-sites", number, probes)


def _log_lines(*, endless: bool) -> Iterator[tuple[float, Event]]:
    for text in ("Reberth: certificates are ready", "Reberth: settings are written", "Service 'w3svc' started"):
        yield 0.1, Output(text)
    second = 0
    while endless:
        second += 3
        yield 3.0, Output(f"GET / - 80 - ::1 curl/8.4.0 - 200 0 0 {second % 17}")
