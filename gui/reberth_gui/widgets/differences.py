"""Two texts side by side: which line stands beside which."""

from __future__ import annotations

import difflib
from typing import Literal, NamedTuple

_LONG = 4000


class Row(NamedTuple):
    """A row of two columns.

    Attributes:
        kind: ``same``; ``removed`` has no line after, ``added`` none before; ``changed`` has two that differ.
        before, after: The lines, "" for none.
        number_before, number_after: Their numbers, 1-based; 0 for none.
    """

    kind: Literal["same", "changed", "removed", "added"]
    before: str
    after: str
    number_before: int
    number_after: int


def side_by_side(before: str, after: str) -> tuple[Row, ...]:
    """Put two texts beside each other; equal lines stand in one row."""
    old, new = _lines(before), _lines(after)
    rows: list[Row] = []
    # Lines that stand thousands of times in a long text would take minutes, compared each with each.
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > _LONG)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            rows += [
                Row("same", old[first + i], new[begin + i], first + i + 1, begin + i + 1) for i in range(last - first)
            ]
            continue
        pairs = min(last - first, end - begin)
        for i in range(pairs):
            rows.append(Row("changed", old[first + i], new[begin + i], first + i + 1, begin + i + 1))
        rows += [Row("removed", old[i], "", i + 1, 0) for i in range(first + pairs, last)]
        rows += [Row("added", "", new[i], 0, i + 1) for i in range(begin + pairs, end)]
    return tuple(rows)


def hunks(rows: tuple[Row, ...]) -> tuple[int, ...]:
    """Where each run of differing rows begins, 0-based."""
    return tuple(
        index for index, row in enumerate(rows) if row.kind != "same" and (index == 0 or rows[index - 1].kind == "same")
    )


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []
