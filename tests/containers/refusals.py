"""Each class of refusal and how it is provoked: really where a Linux engine can, else by the Windows facade."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.support.builds import BASE, build_folder
from tests.support.facade import SHARING_VIOLATION

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.support.engine import RealEngine
    from tests.support.facade import WindowsFacade
    from tests.support.registry import Registry

START, PULL, BUILD = "/containers/[^/]+/start", "/images/create", "/build"
ABSENT = "mcr.microsoft.com/dotnet/framework/aspnet:3.5-windowsservercore-ltsc2022"
UNHEALTHY = 'HEALTHCHECK --interval=1s --timeout=1s --start-period={} --retries=1 CMD ["false"]'


class Kit(NamedTuple):
    """What a provocation works with; ``stack`` undoes what it sets up. ``image`` is small and stays up."""

    engine: RealEngine
    windows: WindowsFacade
    registry: Registry
    image: str
    place: Path
    stack: contextlib.ExitStack
    monkeypatch: pytest.MonkeyPatch

    def fault(self, method: str, path: str, **what: Any) -> None:
        """The Windows engine answers otherwise."""
        self.stack.enter_context(self.windows.fault(method, path, **what))

    def says(self, path: str, text: str) -> None:
        """The Windows engine ends a stream with an error."""
        self.fault("POST", path, lines=({"errorDetail": {"message": text}, "error": text},))

    def folder(self, *lines: str, base: str = BASE) -> str:
        """A build folder."""
        folder = build_folder(self.place / "folder", *lines)
        file = folder / "Dockerfile"
        file.write_text(file.read_text(encoding="utf-8").replace(BASE, base), encoding="utf-8")
        return str(folder)

    def build(self, *lines: str, base: str = BASE, more: tuple[str, ...] = (), real: bool = False) -> list[str]:
        """The command line of a build."""
        endpoint = self.engine.endpoint if real else self.windows.endpoint
        return ["build", self.folder(*lines, base=base), "--endpoint", endpoint, "-t", "test/refused:1", *more]

    def run(self, *more: str, image: str = "", real: bool = False) -> list[str]:
        """The command line of a trial run."""
        endpoint = self.engine.endpoint if real else self.windows.endpoint
        return ["run", image or self.image, "--endpoint", endpoint, "--wait", "2", "--health-interval", "0.3", *more]


def _pulling(text: str, base: str = ABSENT) -> Callable[[Kit], list[str]]:
    """The engine refuses to pull."""

    def provoke(kit: Kit) -> list[str]:
        kit.says(PULL, text)
        return kit.build(base=base)

    return provoke


def _starting(text: str, *more: str) -> Callable[[Kit], list[str]]:
    """The engine refuses to start."""

    def provoke(kit: Kit) -> list[str]:
        kit.fault("POST", START, text=text)
        return kit.run(*more)

    return provoke


def _step(line: str) -> Callable[[Kit], list[str]]:
    """A step that really fails."""
    return lambda kit: kit.build(line, real=True)


def _container(*lines: str) -> Callable[[Kit], list[str]]:
    """A container that does not get well."""

    def provoke(kit: Kit) -> list[str]:
        api = kit.engine.api()
        list(api.build(path=kit.folder(*lines), tag="test/ill:1", rm=True, forcerm=True))
        return kit.run(image="test/ill:1", real=True)

    return provoke


def _no_access(kit: Kit) -> list[str]:
    os.seteuid(65534)
    kit.stack.callback(os.seteuid, 0)
    return ["images", "--endpoint", kit.engine.endpoint]


def _no_answer(kit: Kit) -> list[str]:
    kit.monkeypatch.setattr("reberth.containers.engine.connect.__defaults__", ("", 1))
    kit.fault("GET", "/version", delay=2.5)
    return ["images", "--endpoint", kit.windows.endpoint]


def _linux_mode(kit: Kit) -> list[str]:
    repository, _, tag = ABSENT.partition("/")[2].partition(":")
    kit.registry.put_windows_image(f"refused/{repository}", tag, "10.0.20348.2113", listed=True)
    return kit.build(base=ABSENT, more=("--registry", f"{kit.registry.name}/refused"), real=True)


def _no_hypervisor(kit: Kit) -> list[str]:
    kit.windows.hypervisor = False
    return kit.run("--isolation", "hyperv")


def _foreseen(kit: Kit) -> list[str]:
    kit.windows.become(17763, "Microsoft Windows Server 2019 Standard Version 1809 (OS Build 17763.5329)")
    return kit.build(base=ABSENT)


def _broken_off(kit: Kit) -> list[str]:
    kit.fault("POST", BUILD, drop=True)
    return kit.build()


def _name_taken(kit: Kit) -> list[str]:
    made = kit.engine.api().create_container(BASE, name="taken")["Id"]
    kit.stack.callback(kit.engine.api().remove_container, made)
    return kit.run("--name", "taken", real=True)


def _building(text: str) -> Callable[[Kit], list[str]]:
    def provoke(kit: Kit) -> list[str]:
        kit.says(BUILD, text)
        return kit.build()

    return provoke


def _reboot(kit: Kit) -> list[str]:
    text = "The command 'cmd /S /C dism /Online /Enable-Feature /FeatureName:NetFx3' returned a non-zero code: 3010"
    line = "RUN dism /Online /Enable-Feature /FeatureName:NetFx3"
    step = {"stream": f"Step 3/6 : {line}\n"}
    kit.fault("POST", BUILD, lines=(step, {"errorDetail": {"code": 3010, "message": text}, "error": text}))
    return kit.build(line)


def _with(variable: str, value: str) -> Callable[[Kit], list[str]]:
    """A setting of Docker's own that leads nowhere."""

    def provoke(kit: Kit) -> list[str]:
        kit.monkeypatch.setenv("DOCKER_CONFIG", str(kit.place))
        kit.monkeypatch.setenv("DOCKER_CERT_PATH", str(kit.place))
        kit.monkeypatch.setenv(variable, value)
        return ["images", *(("--endpoint", kit.windows.endpoint) if "TLS" in variable else ())]

    return provoke


HCS = "hcs::CreateComputeSystem 0f1e2d3c: "
CASES: dict[str, Callable[[Kit], list[str]]] = {
    "no-engine": lambda kit: ["images", "--endpoint", f"unix://{kit.place}/none.sock"],
    "address": lambda _: ["images", "--endpoint", "ssh://admin@server"],
    "no-access": _no_access,
    "no-answer": _no_answer,
    "context-broken": _with("DOCKER_CONTEXT", "gone"),
    "tls": _with("DOCKER_TLS_VERIFY", "1"),
    "linux-mode": _linux_mode,
    "linux-image": _pulling('image operating system "linux" cannot be used on this platform'),
    "no-hypervisor": _no_hypervisor,
    "no-hypervisor-localised": _starting(f"{HCS}No hay ningún hipervisor en este sistema. (0xc0351000)"),
    "os-mismatch": _starting(f"{HCS}The container operating system does not match the host operating system."),
    "os-mismatch-localised": _starting(f"{HCS}Das Betriebssystem des Containers passt nicht zum Host. (0xc0370101)"),
    "base-newer": _pulling("a Windows version 10.0.26100-based image is incompatible with a 10.0.20348 host", "base:1"),
    "base-newer-foreseen": _foreseen,
    "no-manifest": lambda kit: kit.build(base=ABSENT, more=("--registry", f"{kit.registry.name}/none"), real=True),
    "no-manifest-for-build": _pulling(
        "no matching manifest for windows(10.0.20348)/amd64 10.0.20348 in the manifest list entries"
    ),
    "offline": lambda kit: kit.build(base=ABSENT, more=("--registry", "127.0.0.1:1"), real=True),
    "proxy": _pulling(
        'Get "https://mcr.microsoft.com/v2/": proxyconnect tcp: dial tcp: lookup proxy.example: no such host'
    ),
    "registry-denied": _pulling(
        "pull access denied for team/base, repository does not exist or may require 'docker login'", "team/base:1"
    ),
    "registry-tls": _pulling('Get "https://reg.example/v2/": x509: certificate signed by unknown authority'),
    "disk-full": _building("failed to register layer: There is not enough space on the disk. (0x70)"),
    "disk-full-in-step": _step("RUN echo dd: /x: No space left on device; exit 1"),
    "disk-full-upload": _building("Error processing tar file(exit status 1): write /a: no space left on device"),
    "port-taken": _starting(SHARING_VIOLATION.format(name="0f1e2d3c"), "-p", "18980:80"),
    "port-taken-by-rule": _starting(
        "failed to create endpoint x on network nat: HNS falhou com erro: A porta especificada já existe. (0x803b0013)"
    ),
    "host-ip": _starting(
        "failed to create endpoint x on network nat: Windows does not support host IP addresses in NAT settings"
    ),
    "hyperv-only": _starting("Windows client operating systems only support Hyper-V containers"),
    "isolation": lambda kit: kit.run("--isolation", "hyperv", real=True),
    "name-taken": _name_taken,
    "containers-feature": _starting("hcsshim::CreateComputeSystem 0f1e2d3c: The request is not supported."),
    "guest-ended": _starting(f"{HCS}The virtual machine or container was forcefully exited. (0xc0370106)"),
    "connection-lost": _broken_off,
    "step-failed": _step("RUN echo no luck; exit 5"),
    "reboot-needed": _reboot,
    "feature-source-missing": _step("RUN echo Error: 0x800f081f; exit 1"),
    "feature-source-refused": _step("RUN echo Error: 0x800f0954; exit 1"),
    "appcmd-refused-in-build": _step("RUN echo APPCMD failed with error code 4312; exit 1"),
    "appcmd-refused-at-start": _container('ENTRYPOINT ["sh", "-c", "echo APPCMD failed with error code 4312; exit 1"]'),
    "exited-at-once": _container('ENTRYPOINT ["false"]'),
    "exited-with-success": _container('ENTRYPOINT ["true"]'),
    "unhealthy": _container(UNHEALTHY.format("1s"), 'ENTRYPOINT ["sleep", "600"]'),
    "not-ready": _container(UNHEALTHY.format("60s"), 'ENTRYPOINT ["sleep", "600"]'),
    "unknown": _starting("hcs::CreateComputeSystem 0f1e2d3c: Something nobody has seen yet. (0x80004005)"),
}
