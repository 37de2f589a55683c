"""Files that the wizard itself writes where its user said: whole, or not at all."""

from __future__ import annotations

from PySide6.QtCore import QSaveFile

from reberth.model.errors import ReberthError


def write_file(path: str, data: bytes) -> ReberthError | None:
    """Write a file; what was there stays until all of the new one is written.

    Returns:
        ``output.write-failed`` for the error panel, None where all went well.
    """
    file = QSaveFile(path)
    if file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit():
        return None
    return ReberthError("output.write-failed", path=path, reason=file.errorString())
