"""Folders whose names say that a container hardly needs them: logs, backups, uploads, temporary files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["logs", "backups", "uploads", "temporary"]

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("logs", re.compile(r"(?i)^_?(logs?|log[ _-]?files?|w3svc\d+|traces?|elmah([ ._-]?(logs?|errors?))?)$")),
    ("backups", re.compile(r"(?i)^_?(backups?|bak|old|archives?|copy of .+|.+ - copy|.+[ ._-](bak|old|backup))$")),
    ("uploads", re.compile(r"(?i)^_?(uploads?|uploaded|upload(ed)?[ _-]?files?|user[ _-]?files?|attachments?)$")),
    ("temporary", re.compile(r"(?i)^_?(te?mp|cache|temporary asp\.net files)$")),
)
_MOST = 500


def dispensable_kind(name: str) -> Kind | None:
    """What a folder of this name seems to hold; None for one that a site may well need."""
    return next((kind for kind, pattern in _KINDS if pattern.match(name)), None)


def outermost_paths(found: Iterable[tuple[str, Kind]]) -> list[tuple[str, Kind]]:
    """Folders that lie in no other one of the list, sorted; some hundred are enough for a proposal."""
    kept: list[tuple[str, Kind]] = []
    for path, kind in sorted(found, key=lambda item: f"{item[0]}\\".upper()):
        if not kept or not f"{path}\\".upper().startswith(f"{kept[-1][0]}\\".upper()):
            kept.append((path, kind))
    return kept[:_MOST]
