"""Where a container may have to run: machines by name, the machine of an engine, the nodes of a cluster."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.model.engine import Target
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from reberth.model.engine import EngineInfo

# Builds: hcsshim osversion/windowsbuilds.go; Kubernetes runs Windows containers under process isolation only.
TARGETS = (
    Target("server2016", 14393),
    Target("server2019", 17763),
    Target("server2022", 20348),
    Target("server23h2", 25398),
    Target("server2025", 26100),
    Target("windows10-1809", 17763, client=True),
    Target("windows10-21h2", 19044, client=True),
    Target("windows10-22h2", 19045, client=True),
    Target("windows11-21h2", 22000, client=True),
    Target("windows11-22h2", 22621, client=True),
    Target("windows11-23h2", 22631, client=True),
    Target("windows11-24h2", 26100, client=True),
    Target("windows11-25h2", 26200, client=True),
    Target("aks-windows2022", 20348, hyperv=False, kubernetes=True),
    Target("aks-windows2025", 26100, hyperv=False, kubernetes=True),
    Target("kubernetes-server2019", 17763, hyperv=False, kubernetes=True),
    Target("kubernetes-server2022", 20348, hyperv=False, kubernetes=True),
    Target("kubernetes-server2025", 26100, hyperv=False, kubernetes=True),
)
_NUMBERED = re.compile(r"^(server|windows10|windows11|kubernetes)-(\d{5})$")


def find_target(name: str) -> Target:
    """The target of a name: one of the catalogue's, or a family with a build (``windows11-26220``).

    Raises:
        ReberthError: ``usage.target``.
    """
    text = name.strip().lower()
    for target in TARGETS:
        if target.name == text:
            return target
    match = _NUMBERED.match(text)
    if match is None:
        raise ReberthError("usage.target", name=name, known=", ".join(target.name for target in TARGETS))
    family, build = match[1], int(match[2])
    cluster = family == "kubernetes"
    return Target(
        text, build, client=family.startswith("windows"), hyperv=False if cluster else None, kubernetes=cluster
    )


def target_of(info: EngineInfo, *, hyperv: bool | None = None) -> Target:
    """The engine's own machine as a target.

    Args:
        info: What the engine says of itself.
        hyperv: Whether Hyper-V isolation can be had there; None where nobody knows.
    """
    # The build is told apart from the name: ``Windows Server 2022 (OS Build 20348.2113)``.
    name = info.os_name.partition(" (OS Build")[0] or info.name
    return Target(name, info.build, client=info.client_edition, hyperv=hyperv, isolation=info.isolation)
