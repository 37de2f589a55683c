"""A plan's files into a sink: the same path for a build folder and for a stream into the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reberth.context.copying import copy_contents
from reberth.context.sink import GENERATED_TIME
from reberth.filesystems.needs_libwim import NEED_LIBWIM, NEEDS_LIBWIM
from reberth.migration.edited import edit_evidence, edit_step, edited_files
from reberth.model.errors import ReberthError
from reberth.model.events import Note, Progress
from reberth.model.plan import Undecided
from reberth.model.step_ids import secret_step
from reberth.rendering.evidence_file import PATH as EVIDENCE
from reberth.rendering.evidence_file import render_evidence
from reberth.rendering.render import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reberth.context.copying import Copied, LeftBehind
    from reberth.context.sink import Sink
    from reberth.filesystems.volumes import Volumes
    from reberth.model.edit import Edit
    from reberth.model.events import Emit
    from reberth.model.plan import Outcome, Plan
    from reberth.model.rendered import External, RenderedFile


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


def write_files(
    plan: Plan,
    volumes: Volumes,
    sink: Sink,
    emit: Emit,
    *,
    edits: tuple[Edit, ...] = (),
    context_only: bool = False,
) -> Written:
    """Copy the contents, then write the generated files.

    Args:
        plan: What to write.
        volumes: The server's volumes.
        sink: Where to write.
        emit: Told of progress.
        edits: Changes by hand of the generated files.
        context_only: Leave out what only lies beside the build context.

    Raises:
        ReberthError: ``output.*`` from the sink; ``output.edit-conflict``.
    """
    copied = copy_contents(plan, volumes, sink, emit, context_only=context_only)
    plan = _completed(plan, copied, emit)
    emit(Progress("phase.write-files", 0))
    files = generate(plan, edits, copied.externals)
    if context_only:
        files = tuple(file for file in files if file.context)
    for file in files:
        data = file.encode()
        sink.add_file(file.path, len(data), GENERATED_TIME, (data,))
    return Written(plan, copied, files)


def generate(plan: Plan, edits: tuple[Edit, ...] = (), externals: Iterable[External] = ()) -> tuple[RenderedFile, ...]:
    """All generated files with the edits in them, as :func:`reberth.rendering.render.render` has them without.

    Raises:
        ReberthError: ``output.edit-conflict`` where a part of an edit has no place any more.
    """
    files = render(plan, externals)
    if not edits:
        return files
    edited = edited_files(files, edits)
    if edited.conflicts:
        first = edited.conflicts[0]
        raise ReberthError("output.edit-conflict", file=first.file, parts=len(first.lost))
    others = [file for file in edited.files if file.path != EVIDENCE]
    own = {edit_step(edit.file): (edit_evidence(edit.file),) for edit in edits}
    return tuple(sorted([*others, render_evidence(plan, others, own)], key=lambda item: item.path))


def _completed(plan: Plan, copied: Copied, emit: Emit) -> Plan:
    """Add to the outcomes what could not be copied, and ask for no value that nothing in the image would take."""
    known = {(item.kind, item.name) for item in plan.outcomes}
    late: list[Undecided] = []
    needy: list[tuple[str, LeftBehind]] = []
    for item in copied.left_behind:
        name = item.root.target.rstrip("\\") + item.path
        if item.code == NEEDS_LIBWIM:
            needy.append((name, item))
        elif ("file", name) not in known:
            late.append(Undecided("file", name, item.code, {"path": name}, item.root.evidence))
    if needy:
        name, first = needy[0]
        late.append(Undecided("file", name, NEED_LIBWIM, {"count": len(needy), "path": name}, first.root.evidence))
    for told in late:
        emit(Note(told.code, told.params))
    if not copied.left_behind:
        return plan
    lost = dict(_lost_secrets(copied.left_behind))
    outcomes = [_without_its_file(item, lost) for item in plan.outcomes]
    secrets = tuple(item for item in plan.secrets if secret_step(item.variable) not in lost)
    return msgspec.structs.replace(plan, outcomes=(*outcomes, *late), secrets=secrets)


def _lost_secrets(left_behind: Iterable[LeftBehind]) -> Iterator[tuple[str, LeftBehind]]:
    """The steps of secrets whose file was to be rewritten and is not there, or lies in a folder that is not."""
    for item in left_behind:
        path = item.path.upper().rstrip("\\")
        for change in item.root.rewrites:
            if f"{change.file.upper()}\\".startswith(f"{path}\\"):
                yield from ((secret_step(value.variable), item) for value in change.values)


def _without_its_file(outcome: Outcome, lost: Mapping[str, LeftBehind]) -> Outcome:
    """A secret is not carried over where its file is not."""
    item = next((lost[step] for step in getattr(outcome, "steps", ()) if step in lost), None)
    if item is None:
        return outcome
    path = item.root.target.rstrip("\\") + item.path
    return Undecided(outcome.kind, outcome.name, item.code, {"path": path}, outcome.evidence)
