"""Take the hash of an installer that the user brings, so that the build accepts only this file."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError
from reberth.model.recognition import InstallerRequest
from reberth.model.selection import Installer

if TYPE_CHECKING:
    from reberth.model.events import Emit

__all__ = ["InstallerRequest", "installer"]


def installer(request: InstallerRequest, _emit: Emit) -> Installer:
    """Read the file and return what the selection keeps of it.

    Raises:
        ReberthError: ``usage.installer``.
    """
    path = Path(request.path)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReberthError("usage.installer", text=f"{request.program}={request.path}") from error
    return Installer(request.program, path.name, digest)
