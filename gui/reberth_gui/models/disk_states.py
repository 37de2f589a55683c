"""Each disk of a migration against what it was when it was scanned."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.migration.document import Migration
    from reberth.model.recognition import Recognised


def disk_states(migration: Migration, found: Mapping[str, Recognised]) -> dict[str, str]:
    """``same``, ``changed`` or ``missing`` for each disk that a worker has looked at.

    The worker's eyes rather than ours: a share that is gone may keep one waiting for a minute.
    """
    known = {item.path: (item.size, item.modified) for item in migration.identities}
    states = {}
    for path in migration.paths:
        item = found.get(path)
        if item is not None:
            now = (item.file_size, item.modified)
            states[path] = "missing" if item.file_size < 0 else "same" if known.get(path, now) == now else "changed"
    return states
