"""Where a migration lives before its user has given it a place."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from reberth.migration.document import SUFFIX


def drafts_folder() -> Path:
    """The folder of migrations without a place of their own."""
    return Path(platformdirs.user_data_path("Reberth", appauthor=False)) / "migrations"


def draft_path(folder: Path, name: str, migration_id: str) -> Path:
    """A document's path in the drafts folder: the first disk's name, and a part of the id to tell it from others."""
    safe = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)[:60].strip("-")
    return folder / f"{safe or 'migration'}-{migration_id[:8]}{SUFFIX}"
