"""Taking the inventory of what the user gave: the first half of most verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.applications.reader import read_applications
from reberth.artifacts.discovering import discover
from reberth.filesystems.needs_libwim import told_once
from reberth.iis.reader import read_iis
from reberth.model.events import Progress
from reberth.model.inventory import Inventory
from reberth.verbs.opening import open_paths
from reberth.windows.server import read_windows

if TYPE_CHECKING:
    from reberth.filesystems.volumes import Volumes
    from reberth.model.events import Emit
    from reberth.model.finding import Finding

__all__ = ["open_paths", "take_inventory"]

_PHASES = ("phase.open-disks", "phase.read-windows", "phase.read-iis", "phase.read-content")


def take_inventory(
    volumes: Volumes, letters: tuple[tuple[str, str], ...], emit: Emit, artifacts: tuple[str, ...] = ()
) -> Inventory:
    """Read everything that the rooms right of the inventory need.

    Args:
        volumes: The server's volumes; their drive letters are set on the way.
        letters: Volume id and drive letter given by the user, stronger than the server's own.
        emit: Told of each phase.
        artifacts: Artifact kinds to look for beside the web sites.

    Raises:
        ReberthError: When there is no Windows on the disks, or its registry or IIS configuration cannot be read.
    """
    for step, phase in enumerate(_PHASES[:2]):
        emit(Progress(phase, step, len(_PHASES)))
    noticed: list[Finding] = list(volumes.findings)
    windows = read_windows(volumes, dict(letters), noticed.append)
    emit(Progress(_PHASES[2], 2, len(_PHASES)))
    iis, findings = read_iis(volumes, windows)
    emit(Progress(_PHASES[3], 0, unit="files"))
    applications, content, more = read_applications(volumes, windows, iis, emit) if iis else ((), (), ())
    found = discover(volumes, windows, artifacts, emit, iis)
    return Inventory(
        sources=volumes.sources,
        volumes=volumes.volumes,
        windows=windows,
        iis=iis,
        applications=applications,
        content=content,
        findings=told_once((*noticed, *findings, *more, *found.findings)),
        artifacts=found.records,
        kinds=found.kinds,
    )
