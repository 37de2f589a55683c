"""The machine of the played engine: Windows Server 2022 with Docker, as the doctor would find it."""

from __future__ import annotations

from typing import Any

from reberth.containers.adviser import advise_all
from reberth.containers.targets import find_target
from reberth.model.engine import Check, EngineInfo, Layer
from reberth.model.engine_requests import DoctorResult, LayersResult
from reberth_gui.demo.played import Score

_ENDPOINT = "npipe:////./pipe/docker_engine"
_BASE = "mcr.microsoft.com/dotnet/framework/aspnet:4.8.1-windowsservercore-{windows}"
_OS = "Microsoft Windows Server Version 21H2 (OS Build 20348.2700)"
_BASE_SIZE = 4_986_000_000


def doctor(request: Any) -> Score:
    """Everything is well."""
    engine = EngineInfo(_ENDPOINT, "default", "27.3.1", "1.47", "windows", _OS, 20348, isolation="process", name="DEMO")
    target = find_target(request.target or "server2022")
    bases = request.bases or (_BASE.format(windows=request.windows),)
    checks = [
        Check("endpoint", "good", "doctor.endpoint", {"endpoint": _ENDPOINT, "source": "--demo"}),
        Check("api", "good", "doctor.api", {"version": engine.api_version}),
        Check("mode", "good", "doctor.mode-windows"),
        Check("host", "good", "doctor.host", {"os_name": _OS, "build": engine.build}),
        *(Check("base", "good", "doctor.base", {"image": base, "megabytes": _BASE_SIZE >> 20}) for base in bases),
        Check("disk", "good", "doctor.disk", {"free": 212, "root": r"C:\ProgramData\docker"}),
        *(Check("port", "good", "doctor.port-free", {"port": port}) for port in request.ports),
    ]
    return Score((), DoctorResult(tuple(checks), engine, target, advise_all(bases, target), ready=True))


def layers(steps: tuple[str, ...]) -> Score:
    """The base image, and something for each step that writes."""
    sizes = {"RUN": 61_300_000, "COPY": 24_800}
    own = tuple(Layer(text, sizes.get(text.split()[0].upper(), 0)) for text in steps[1:])
    return Score((), LayersResult((Layer(steps[0] if steps else "FROM", _BASE_SIZE), *own)))
