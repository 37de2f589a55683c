"""A plan's files into a sink: the same path for a build folder and for a stream into the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reberth.context.copying import copy_contents
from reberth.context.sink import GENERATED_TIME
from reberth.model.events import Note, Progress
from reberth.model.plan import Undecided
from reberth.rendering.render import render

if TYPE_CHECKING:
    from reberth.context.copying import Copied
    from reberth.context.sink import Sink
    from reberth.filesystems.volumes import Volumes
    from reberth.model.events import Emit
    from reberth.model.plan import Plan
    from reberth.model.rendered import RenderedFile


class Written(NamedTuple):
    """What went into the sink.

    Attributes:
        plan: The plan, its outcomes completed by what turned out unreadable while copying.
        copied: Content files and bytes.
        files: Generated files.
    """

    plan: Plan
    copied: Copied
    files: tuple[RenderedFile, ...]


def write_files(plan: Plan, volumes: Volumes, sink: Sink, emit: Emit, *, context_only: bool = False) -> Written:
    """Copy the contents, then write the generated files.

    Args:
        plan: What to write.
        volumes: The server's volumes.
        sink: Where to write.
        emit: Told of progress.
        context_only: Leave out what only lies beside the build context.

    Raises:
        ReberthError: ``output.*`` from the sink.
    """
    copied = copy_contents(plan, volumes, sink, emit)
    plan = _completed(plan, copied, emit)
    emit(Progress("phase.write-files", 0))
    files = render(plan, copied.externals)
    if context_only:
        files = tuple(file for file in files if file.context)
    for file in files:
        data = file.encode()
        sink.add_file(file.path, len(data), GENERATED_TIME, (data,))
    return Written(plan, copied, files)


def _completed(plan: Plan, copied: Copied, emit: Emit) -> Plan:
    """Add to the outcomes what could not be copied and what the scan had not seen coming."""
    known = {(item.kind, item.name) for item in plan.outcomes}
    late: list[Undecided] = []
    for item in copied.left_behind:
        name = item.root.target.rstrip("\\") + item.path
        if ("file", name) not in known:
            emit(Note(item.code, {"path": name}))
            late.append(Undecided("file", name, item.code, {"path": name}, item.root.evidence))
    return plan if not late else msgspec.structs.replace(plan, outcomes=(*plan.outcomes, *late))
