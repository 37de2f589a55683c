"""The doctor's lines on the engine and the machine behind it, from what both tell of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.engine import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.containers.hyperv import HyperV
    from reberth.model.engine import EngineInfo, Isolation
    from reberth.model.errors import Parameter

# moby's daemon of today starts from Windows Server 2019 on; with this API isolation and platforms are as we use them.
_OLDEST_BUILD = 17763
_OLDEST_API = (1, 40)
# An ASP.NET base image takes 6 to 8 GB unpacked; upload and layers of the sites come on top.
_SCARCE = 20 << 30
_TOO_LITTLE = 8 << 30
_ISOLATION = {"process": "doctor.isolation-process", "hyperv": "doctor.isolation-hyperv"}
# By whether the host is a client edition, and a virtual machine.
_NO_HYPERV = {
    (False, False): "doctor.hyperv-missing-server",
    (False, True): "doctor.hyperv-missing-server-vm",
    (True, False): "doctor.hyperv-missing-client",
    (True, True): "doctor.hyperv-missing-client-vm",
}


def check_engine(info: EngineInfo) -> Iterator[Check]:
    """Address, answer, rights, API, mode."""
    yield Check("endpoint", "good", "doctor.endpoint", {"endpoint": info.endpoint, "source": info.source})
    yield Check("reachable", "good", "doctor.reachable", {"version": info.version})
    yield Check("allowed", "good", "doctor.allowed")
    old = tuple(int(part) for part in info.api_version.split(".") if part.isdigit()) < _OLDEST_API
    yield Check(
        "api", "warning" if old else "good", "doctor.api-old" if old else "doctor.api", {"version": info.api_version}
    )
    windows = info.os == "windows"
    yield Check(
        "mode",
        "good" if windows else "bad",
        "doctor.mode-windows" if windows else "doctor.mode-linux",
        {"os": info.os, "os_name": info.os_name},
    )


def check_host(info: EngineInfo) -> Iterator[Check]:
    """Build, edition, default isolation of a Windows host."""
    if info.os != "windows":
        return
    facts: dict[str, Parameter] = {"os_name": info.os_name, "build": info.build}
    if not info.build:
        yield Check("host", "unknown", "doctor.host-unknown", {"os_name": info.os_name})
    elif info.build < _OLDEST_BUILD:
        yield Check("host", "warning", "doctor.host-old", facts)
    else:
        yield Check("host", "good", "doctor.host", facts)
    if not info.client_edition:
        yield Check("edition", "good", "doctor.edition-server", facts)
    elif " home" in f" {info.os_name.lower()}":
        yield Check("edition", "bad", "doctor.edition-home", facts)
    else:
        yield Check("edition", "good", "doctor.edition-client", facts)
    if info.isolation in _ISOLATION:
        yield Check("isolation", "good", _ISOLATION[info.isolation])
    else:
        yield Check("isolation", "unknown", "doctor.isolation-unknown", {"isolation": info.isolation or "-"})


def check_hyperv(info: EngineInfo, hyperv: HyperV, isolation: Isolation) -> Iterator[Check]:
    """Hyper-V, where the engine runs Windows containers.

    Args:
        info: The engine.
        hyperv: What this machine tells; empty where the engine is on another one.
        isolation: What will be asked for.
    """
    if info.os != "windows":
        return
    needed = "hyperv" in {isolation, info.isolation if isolation == "default" else ""}
    windows10 = info.client_edition and 0 < info.build < 22000
    if hyperv.containers is False:
        client = info.client_edition
        code = "doctor.containers-feature-client" if client else "doctor.containers-feature-server"
        # The engine answers, so the registry may be read wrongly here.
        yield Check("containers", "warning", code)
    if hyperv.role is None:
        yield Check("hyperv", "unknown", "doctor.hyperv-unknown")
    elif hyperv.role:
        code = "doctor.hyperv-nested" if hyperv.guest else "doctor.hyperv"
        yield Check("hyperv", "good", code, {"vm": hyperv.name or "<name>"})
    else:
        code = _NO_HYPERV[info.client_edition, hyperv.guest]
        yield Check("hyperv", "bad" if needed or windows10 else "warning", code, {"vm": hyperv.name or "<name>"})


def check_disk(root: str, free: int) -> Check:
    """Space on the engine's drive; ``free`` in bytes, -1 where it cannot be seen from here."""
    gigabytes: dict[str, Parameter] = {"root": root, "free": free >> 30, "wanted": _SCARCE >> 30}
    if free < 0:
        return Check("disk", "unknown", "doctor.disk-unknown", gigabytes)
    if free < _TOO_LITTLE:
        return Check("disk", "bad", "doctor.disk-full", gigabytes)
    if free < _SCARCE:
        return Check("disk", "warning", "doctor.disk-low", gigabytes)
    return Check("disk", "good", "doctor.disk", gigabytes)
