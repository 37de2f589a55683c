"""Generated files with a person's edits in them; each line still knows the plan steps that it comes from."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from reberth.migration.edits import apply_edit
from reberth.model.edit import Edited
from reberth.model.evidence import Evidence
from reberth.model.rendered import RenderedFile, RenderedLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reberth.model.edit import Edit

_LONG = 4000
# The record of where each line comes from is nobody's to edit.
FIXED = frozenset({"evidence.json"})


class EditedFiles(NamedTuple):
    """Files after the edits, and what became of each edit."""

    files: tuple[RenderedFile, ...]
    edits: tuple[Edited, ...]

    @property
    def conflicts(self) -> tuple[Edited, ...]:
        """Edits of which a part found no place."""
        return tuple(item for item in self.edits if item.state == "conflict")


def text_of(file: RenderedFile) -> str:
    """The file's text as edits see it: lines end in LF."""
    return "".join(line.text + "\n" for line in file.lines)


def edit_step(file: str) -> str:
    """The step of a line that a person wrote."""
    return f"edit:{file}"


def edit_evidence(file: str) -> Evidence:
    """Where such a line comes from."""
    return Evidence("choice", "edit by hand", file)


def edited_files(files: Iterable[RenderedFile], edits: Iterable[Edit]) -> EditedFiles:
    """Apply the edits; a part of an edit that finds no place is left out and told, as is an edit of no file."""
    result = {file.path: file for file in files}
    told = []
    for edit in edits:
        if edit.file not in result or edit.file in FIXED:
            told.append(Edited(edit.file, "", "conflict", (edit.patch,)))
            continue
        file = result[edit.file]
        done = apply_edit(text_of(file), edit)
        result[edit.file] = msgspec.structs.replace(file, lines=_lines(file, done.text))
        told.append(done)
    return EditedFiles(tuple(result.values()), tuple(told))


def _lines(file: RenderedFile, text: str) -> tuple[RenderedLine, ...]:
    """The edited text in lines: those of the generated file with their steps, others with the person's own."""
    mine = text.removesuffix("\n").split("\n") if text else []
    own = (edit_step(file.path),)
    lines = [RenderedLine(line, own) for line in mine]
    for old, new, size in matching([line.text for line in file.lines], mine):
        lines[new : new + size] = file.lines[old : old + size]
    return tuple(lines)


def matching(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of equal lines: where they begin before and after, and how many there are."""
    # In a long stylesheet some lines stand thousands of times: comparing each with each would take minutes.
    long = len(before) + len(after) > _LONG
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=long).get_matching_blocks()
    return [(item.a, item.b, item.size) for item in blocks]
