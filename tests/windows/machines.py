"""Servers that live in memory: real hives, no disk."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.support.hives import server_hives
from tests.support.trees import MemoryTree

CONFIG = "\\Windows\\System32\\config"
HOST_CONFIG = "\\Windows\\System32\\inetsrv\\config\\applicationHost.config"


def hives(**options: Any) -> dict[str, bytes | None]:
    """SYSTEM and SOFTWARE in their places; options are those of ``server_hives``."""
    with tempfile.TemporaryDirectory(prefix="reberth-hives-") as folder:
        server_hives(Path(folder), **options)
        return {f"{CONFIG}\\{name}": (Path(folder) / name).read_bytes() for name in ("SYSTEM", "SOFTWARE")}


def machine(
    files: dict[str, bytes | None] | None = None, volume: str = "disk0.partition1", **options: Any
) -> MemoryTree:
    """The system volume of a server."""
    return MemoryTree(volume, hives(**options) | (files or {}))
