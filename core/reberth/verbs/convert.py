"""From disk images to a build folder: the main job."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

from reberth.context.folder import FolderSink
from reberth.model.errors import ReberthError
from reberth.model.requests import ConvertRequest, ConvertResult
from reberth.planning.planner import make_plan
from reberth.readiness.report import all_findings
from reberth.verbs.taking import open_paths, take_inventory
from reberth.verbs.writing import write_files

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["ConvertRequest", "ConvertResult", "convert"]


def convert(request: ConvertRequest, emit: Emit) -> ConvertResult:
    """Scan, plan, render and write a build folder, whole or not at all.

    Raises:
        ReberthError: As :func:`reberth.verbs.scan.scan`; ``selection.*``, ``plan.*``; ``output.*``.
    """
    _keep_out_of_sources(request)
    with open_paths(request.paths, request.wim_image) as volumes:
        inventory = take_inventory(volumes, request.letters, emit, request.selection.artifacts)
        plan = make_plan(inventory, request.selection)
        # Where something stays behind, nobody knows yet how much that is.
        needed = sum(root.bytes for root in plan.contents if not root.exclusions)
        with FolderSink(Path(request.output), replace=request.force, needed=needed) as sink:
            plan, copied, files = write_files(plan, volumes, sink, emit, edits=request.edits)
            folder = sink.commit()
    written = tuple(sorted(file.path for file in files))
    findings = all_findings(inventory, plan, request.selection, dt.datetime.now(dt.UTC).date())
    return ConvertResult(str(folder), plan, inventory, copied.files, copied.bytes, written, findings)


def _keep_out_of_sources(request: ConvertRequest) -> None:
    """Refuse an output folder inside a source folder: it would change the source and copy itself."""
    output = Path(os.path.realpath(request.output))
    for path in request.paths:
        source = Path(os.path.realpath(path))
        if source.is_dir() and (output == source or source in output.parents):
            raise ReberthError("output.inside-source", folder=str(output), source=str(source))
