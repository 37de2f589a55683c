"""A migration document in the place of disk images: its choices are the command's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reberth.cli.arguments import letters_of, selection_of
from reberth.migration.document import SUFFIX, load
from reberth.model.errors import ReberthError
from reberth.model.selection import Selection

if TYPE_CHECKING:
    import argparse

    from reberth.migration.document import Migration


def document_of(sources: list[str], options: argparse.Namespace) -> Migration | None:
    """The migration document that was given instead of disks, None for disks.

    Raises:
        ReberthError: ``migration.*``; ``usage.migration-choices`` where the command line chooses as well.
    """
    if len(sources) != 1 or not sources[0].lower().endswith(SUFFIX) or Path(sources[0]).is_dir():
        return None
    migration = load(Path(sources[0]))
    if selection_of(options) != Selection() or letters_of(options) or options.wim_index:
        raise ReberthError("usage.migration-choices", file=Path(sources[0]).name)
    return migration
