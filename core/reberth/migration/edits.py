"""Hand edits survive a new generation: they are patches over the generated text, not copies of it."""

from __future__ import annotations

from diff_match_patch import diff_match_patch

from reberth.model.edit import Edit, Edited

_CONTEXT = 16


def make_edit(file: str, generated: str, edited: str) -> Edit | None:
    """The edit that leads from the generated text to the person's; None when they are the same.

    Whole lines are compared, so that a patch is readable and either applies to a line or does not.
    """
    if generated == edited:
        return None
    tool = _tool()
    first, second, lines = tool.diff_linesToChars(generated, edited)
    changes = tool.diff_main(first, second, checklines=False)
    tool.diff_charsToLines(changes, lines)
    return Edit(file, tool.patch_toText(tool.patch_make(generated, changes)))


def apply_edit(generated: str, edit: Edit) -> Edited:
    """Apply an edit to a text that may have changed since; what finds no place is named, never forced.

    A patch that cannot be read counts as one that found no place.
    """
    tool = _tool()
    try:
        parts = tool.patch_fromText(edit.patch)
    except ValueError:
        return Edited(edit.file, generated, "conflict", (edit.patch,))
    text, done = tool.patch_apply(parts, generated)
    lost = tuple(str(part) for part, applied in zip(parts, done, strict=False) if not applied)
    return Edited(edit.file, text, "conflict" if lost else "clean", lost)


def _tool() -> diff_match_patch:
    """Exact rather than lucky: a part must find (nearly) its own text, and never anywhere far off."""
    tool = diff_match_patch()
    tool.Diff_Timeout = 1
    tool.Match_Threshold = 0.4
    tool.Patch_DeleteThreshold = 0.5
    tool.Patch_Margin = _CONTEXT
    # Parts stay whole: with the usual 32, a margin of half of it would split for ever.
    tool.Match_MaxBits = 1 << 20
    return tool
