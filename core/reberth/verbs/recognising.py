"""A first look at what the user gave: format, size, partitions, Windows. A scan comes later and takes longer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reberth.filesystems.machine import parents_among, read_machine
from reberth.filesystems.volumes import kind_of
from reberth.model.errors import ReberthError
from reberth.model.recognition import Recognised, RecogniseRequest, WimChoice
from reberth.verbs.opening import open_paths
from reberth.windows.server import read_windows

if TYPE_CHECKING:
    from collections.abc import Callable

    from reberth.filesystems.volumes import Volumes
    from reberth.model.events import Emit

__all__ = ["RecogniseRequest", "recognise"]

_NO_WINDOWS = frozenset({"windows.not-found", "windows.linux-disk"})


def recognise(request: RecogniseRequest, write: Callable[[Recognised], None], _emit: Emit) -> int:
    """Hand what each path is to ``write``, in the order given; what stands in the way of one is part of the answer."""
    for path in request.paths:
        write(_identified(_look(path, request)))
    return len(request.paths)


def _identified(item: Recognised) -> Recognised:
    """With what tells whether the file is the one of the last scan, as the migration document keeps it."""
    try:
        facts = Path(item.path).stat()
    except OSError:
        return item
    return msgspec.structs.replace(item, file_size=facts.st_size, modified=facts.st_mtime_ns)


def _look(path: str, request: RecogniseRequest) -> Recognised:
    """One path by itself, except for its parents."""
    images: tuple[WimChoice, ...] = ()
    try:
        if machine := read_machine(Path(path)):
            return Recognised(path, inside=tuple(str(disk) for disk in machine.disks), older=machine.older)
        images = _wim_images(path)
        with open_paths((path,), request.wim_image, request.beside) as volumes:
            parents = parents_among(Path(path), [Path(other) for other in request.beside])
            found = _described(path, volumes, images)
        return msgspec.structs.replace(found, parents=tuple(str(parent) for parent in parents))
    except ReberthError as error:
        return Recognised(path, images=images, problem=error.code, params=error.params)


def _described(path: str, volumes: Volumes, images: tuple[WimChoice, ...]) -> Recognised:
    """What could be opened, and its Windows if there is one."""
    source = volumes.sources[0]
    try:
        windows = read_windows(volumes)
    except ReberthError as error:
        problem, params = ("", {}) if error.code in _NO_WINDOWS else (error.code, error.params)
        return Recognised(path, source=source, volumes=volumes.volumes, images=images, problem=problem, params=params)
    return Recognised(
        path,
        source=source,
        volumes=volumes.volumes,
        product=windows.product_name or "Windows",
        version=windows.version,
        build=windows.build,
        computer=windows.computer_name,
        images=images,
    )


def _wim_images(path: str) -> tuple[WimChoice, ...]:
    """The images that a person can choose from; none where it is no WIM file."""
    if kind_of(Path(path)) != "wim":
        return ()
    # Imported here: a program without libwim shall still read disks.
    from reberth.filesystems.wim_images import wim_images  # noqa: PLC0415
    from reberth.filesystems.wim_resources import WimFile  # noqa: PLC0415

    wim = WimFile(Path(path))
    try:
        return tuple(WimChoice(item.number, item.name, item.size) for item in wim_images(wim))
    finally:
        wim.close()
