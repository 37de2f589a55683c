"""From disk images to a build folder: the main job."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reberth.context.folder import FolderSink
from reberth.model.errors import ReberthError
from reberth.model.inventory import Inventory
from reberth.model.plan import Plan
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.verbs.taking import open_paths, take_inventory
from reberth.verbs.writing import write_files

if TYPE_CHECKING:
    from reberth.model.events import Emit


class ConvertRequest(Struct, frozen=True, omit_defaults=True):
    """A conversion.

    Attributes:
        paths, wim_image, letters: As for a scan.
        output: Build folder to write.
        selection: What to take and how.
        force: Replace a build folder that is there already (one of ours only).
    """

    paths: tuple[str, ...]
    output: str
    selection: Selection = Selection()
    wim_image: str = ""
    letters: tuple[tuple[str, str], ...] = ()
    force: bool = False


class ConvertResult(Struct, frozen=True, omit_defaults=True):
    """What was written.

    Attributes:
        folder: The build folder.
        plan: The plan, its outcomes completed by what turned out unreadable while copying.
        inventory: What the scan found.
        files, bytes: Content files copied.
        written: Generated files, by path below the folder.
    """

    folder: str
    plan: Plan
    inventory: Inventory
    files: int = 0
    bytes: int = 0
    written: tuple[str, ...] = ()


def convert(request: ConvertRequest, emit: Emit) -> ConvertResult:
    """Scan, plan, render and write a build folder, whole or not at all.

    Raises:
        ReberthError: As :func:`reberth.verbs.scan.scan`; ``selection.*``, ``plan.*``; ``output.*``.
    """
    _keep_out_of_sources(request)
    with open_paths(request.paths, request.wim_image) as volumes:
        inventory = take_inventory(volumes, request.letters, emit)
        plan = make_plan(inventory, request.selection)
        needed = sum(root.bytes for root in plan.contents)
        with FolderSink(Path(request.output), replace=request.force, needed=needed) as sink:
            plan, copied, files = write_files(plan, volumes, sink, emit)
            folder = sink.commit()
    written = tuple(sorted(file.path for file in files))
    return ConvertResult(str(folder), plan, inventory, copied.files, copied.bytes, written)


def _keep_out_of_sources(request: ConvertRequest) -> None:
    """Refuse an output folder inside a source folder: it would change the source and copy itself."""
    output = Path(os.path.realpath(request.output))
    for path in request.paths:
        source = Path(os.path.realpath(path))
        if source.is_dir() and (output == source or source in output.parents):
            raise ReberthError("output.inside-source", folder=str(output), source=str(source))
