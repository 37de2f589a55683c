"""Volumes whose file system is told but not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.plan import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.errors import Parameter
    from reberth.model.inventory import VolumeInfo
    from reberth.model.plan import Outcome

_NOT_READ = frozenset({"ldm", "storage-spaces", "refs"})


def volume_fates(volumes: Iterable[VolumeInfo]) -> Iterator[Outcome]:
    """The fate of each volume that holds nothing we can read."""
    for volume in volumes:
        if volume.file_system.startswith("bitlocker") or volume.file_system in _NOT_READ:
            params: dict[str, Parameter] = {"volume": volume.id, "kind": volume.file_system}
            yield LeftOut("volume", volume.id, "plan.volume-not-readable", params)
