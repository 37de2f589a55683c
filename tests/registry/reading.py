"""Reading a whole hive with our reader, in the shape of the second reader's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.registry.hive import open_hive
from tests.support.trees import MemoryTree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.registry.hive import Hive, Key

Content = dict[tuple[str, ...], dict[str, tuple[int, bytes]]]
_DEEPEST = 100


def opened(hive: bytes, logs: Mapping[str, bytes] | None = None) -> Hive:
    r"""The hive as ``\config\SYSTEM``, with its logs by suffix beside it."""
    files = {rf"\config\SYSTEM{suffix}": data for suffix, data in (logs or {}).items()}
    return open_hive(MemoryTree("disk0.partition1", {r"\config\SYSTEM": hive, **files}), r"\config\SYSTEM")


def content(hive: Hive) -> Content:
    """All keys and values, by names below the root."""
    found: Content = {}
    _read(hive.root, (), found)
    return found


def _read(key: Key, path: tuple[str, ...], found: Content) -> None:
    found[path] = {value.name: (value.type, value.data) for value in key.values()}
    if len(path) < _DEEPEST:
        for child in key.subkeys():
            _read(child, (*path, child.name), found)
