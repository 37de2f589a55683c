"""What can be dropped on the window: a migration document, or disks for the Image page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reberth.migration.document import SUFFIX

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from reberth_gui.shell.window import Window


def accepts(data: QMimeData) -> bool:
    """Whether there is a file or folder of this machine in it."""
    return bool(_paths(data))


def take_drop(window: Window, data: QMimeData) -> None:
    """Open documents; everything else goes to the Image page."""
    paths = _paths(data)
    documents = [path for path in paths if path.suffix.lower() == SUFFIX]
    for document in documents:
        window.open_document(document)
    disks = [str(path) for path in paths if path not in documents]
    if disks:
        window.go("image")
        window.page("image").take_paths(disks)


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
