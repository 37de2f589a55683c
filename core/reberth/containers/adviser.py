"""Where will it run? Build of the machine, base image and isolation, answered before anything is pulled.

The rule for process isolation is the one that containerd uses: ``CheckHostAndContainerCompat`` in hcsshim,
osversion/platform_compat_windows.go. Under Hyper-V isolation an image may be as old as one likes, but never newer than
the machine (moby daemon/internal/distribution/pull_v2_windows.go).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.containers.windows_builds import BASES, build_of_reference
from reberth.model.engine import Advice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.model.engine import Isolation, Target
    from reberth.model.errors import Parameter

# Windows Server 2022: from here on a machine takes images of older builds, down to the LTSC release before it.
_STABLE_FROM = 20348
_LTSC = (20348, 26100)
# Windows Server 2016 compares the revision as well (Microsoft: version-compatibility.md).
_REVISION_COUNTS = 14393
_MODES: tuple[Isolation, ...] = ("process", "hyperv")


def shares_kernel(host: int, image: int) -> bool:
    """Whether an image's build runs under process isolation on a host's build."""
    if host < _STABLE_FROM:
        return host == image
    floor = next((build for build in reversed(_LTSC) if host > build), _STABLE_FROM)
    return floor <= image <= host


def resolved(isolation: Isolation, target: Target) -> Isolation:
    """What ``default`` means on a target: the engine's own word, else process on a server, Hyper-V on a client."""
    if isolation != "default":
        return isolation
    if target.isolation in _MODES:
        return target.isolation
    return "hyperv" if target.client else "process"


def advise(base: str, isolation: Isolation, target: Target, build: int = 0) -> Advice:
    """Say whether a base image runs on a target, and by which rule.

    Args:
        base: The image's name.
        isolation: As it will be asked of the engine.
        target: Where it shall run.
        build: The image's Windows build where it is known better than by its name.
    """
    image = build or build_of_reference(base)
    mode = resolved(isolation, target)
    runs, code = _verdict(mode, target, image)
    params: dict[str, Parameter] = {
        "base": base,
        "isolation": mode,
        "target": target.name,
        "image_build": image,
        "host_build": target.build,
    }
    if not runs:
        params["works"] = works_on(target)
    return Advice(base, isolation, runs, code, params)


def advise_all(bases: Iterable[str], target: Target) -> tuple[Advice, ...]:
    """The advice for each base image under both kinds of isolation."""
    return tuple(advise(base, mode, target) for base in bases for mode in _MODES)


def works_on(target: Target) -> str:
    """What works on a target, in the words of tags and options: ``ltsc2022 (process, hyperv), ltsc2019 (hyperv)``."""
    found = []
    for name, build in reversed(BASES.items()):
        modes = [mode for mode in _MODES if _verdict(mode, target, build)[0]]
        if modes:
            found.append(f"{name} ({', '.join(modes)})")
    return ", ".join(found) or "-"


def _verdict(mode: Isolation, target: Target, image: int) -> tuple[bool | None, str]:
    """Whether it runs, and the code that says why."""
    host = target.build
    if not host:
        return None, "advice.target-unknown"
    if mode == "hyperv" and target.kubernetes:
        return False, "advice.kubernetes-process-only"
    if mode == "hyperv" and target.hyperv is False:
        return False, "advice.no-hyperv"
    if mode == "process" and target.client and host < _STABLE_FROM:
        return False, "advice.windows10-hyperv-only"
    if not image:
        return None, "advice.base-unknown"
    if image > host:
        return False, "advice.base-newer"
    if mode == "hyperv":
        return True, "advice.runs" if target.hyperv else "advice.runs-with-hyperv"
    if not shares_kernel(host, image):
        if host < _STABLE_FROM:
            return False, "advice.build-differs"
        # Microsoft's page still lists the release before for such clients; the rule of containerd refuses it.
        return False, "advice.base-left-behind" if image >= _STABLE_FROM else "advice.base-too-old"
    return True, "advice.runs-same-revision" if host == _REVISION_COUNTS else "advice.runs"
