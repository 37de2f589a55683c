"""What a migration document asks of the verbs: the same for the wizard and for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.model.engine_requests import BuildRequest
from reberth.model.requests import CheckRequest, ConvertRequest, ScanRequest

if TYPE_CHECKING:
    from reberth.migration.document import Migration


def scan_request(migration: Migration) -> ScanRequest:
    """The scan of its disks."""
    return ScanRequest(migration.paths, migration.wim_image, migration.letters)


def check_request(migration: Migration) -> CheckRequest:
    """The readiness report of its choices."""
    return CheckRequest(migration.paths, migration.selection, migration.wim_image, migration.letters)


def convert_request(migration: Migration, output: str, *, force: bool = False) -> ConvertRequest:
    """The build folder at ``output``."""
    return ConvertRequest(
        migration.paths,
        output,
        migration.selection,
        migration.wim_image,
        migration.letters,
        force,
        migration.edits,
    )


def build_request(migration: Migration, endpoint: str = "") -> BuildRequest:
    """The build of its image; ``endpoint`` for where the document names none."""
    return BuildRequest(
        migration.paths,
        "",
        migration.selection,
        migration.wim_image,
        migration.letters,
        migration.endpoint or endpoint,
        (migration.tag,) if migration.tag else (),
        migration.build_isolation,
        migration=migration.id,
        edits=migration.edits,
    )
