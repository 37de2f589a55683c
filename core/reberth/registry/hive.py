"""A registry hive of an offline Windows, read through libregf."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyregf

from reberth.model.errors import ReberthError
from reberth.registry import base_block
from reberth.registry.hive_file import MemoryFile, TreeFile
from reberth.registry.raw_key import RawKey
from reberth.registry.replay import MAX_HIVE, replay
from reberth.registry.value import RegistryValue
from reberth.registry.value_data import value_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.filesystems.tree import FileTree
    from reberth.registry.hive_file import HiveFile

_MAX_LOG = 128 << 20
_MAX_SUBKEYS = 1_000_000


class Key:
    r"""A registry key.

    Attributes:
        path: Hive and key, as evidence names it: ``SOFTWARE\Microsoft\InetStp``.
    """

    def __init__(self, path: str, key: pyregf.key, file: HiveFile) -> None:
        self.path = path
        self._key = key
        self._file = file

    @property
    def name(self) -> str:
        """The key's own name, "" where it cannot be read."""
        try:
            return self._key.name or ""
        except (OSError, ValueError):
            self._file.damaged = True
            return ""

    def subkeys(self) -> Iterator[Key]:
        """All subkeys in stored order; broken ones are passed over."""
        for index in range(self._number("number_of_sub_keys")):
            try:
                key = self._key.get_sub_key(index)
                yield Key(f"{self.path}\\{key.name or ''}", key, self._file)
            except (OSError, ValueError):
                self._file.damaged = True

    def raw(self) -> RawKey | None:
        """The same key for a walk over tens of thousands, None where it cannot be read so."""
        try:
            return RawKey(self._file, self._key.offset - base_block.SIZE - 4)
        except (OSError, ValueError):
            self._file.damaged = True
            return None

    def subkey(self, name: str) -> Key | None:
        """A subkey by name, ignoring case; None where it is not there or cannot be read."""
        try:
            key = self._key.get_sub_key_by_name(name)
            return None if key is None else Key(f"{self.path}\\{key.name or name}", key, self._file)
        except (OSError, ValueError):
            self._file.damaged = True
            return None

    def values(self) -> Iterator[RegistryValue]:
        """All values in stored order; broken ones are passed over."""
        for index in range(self._number("number_of_values")):
            try:
                yield self._read(self._key.get_value(index))
            except (OSError, ValueError):
                self._file.damaged = True

    def value(self, name: str) -> RegistryValue | None:
        """A value by name, ignoring case; None where it is not there or cannot be read."""
        try:
            value = self._key.get_value_by_name(name)
            return None if value is None else self._read(value)
        except (OSError, ValueError):
            self._file.damaged = True
            return None

    def _number(self, attribute: str) -> int:
        """A count, which a damaged key may not give."""
        try:
            count: int = getattr(self._key, attribute)
        except OSError:
            self._file.damaged = True
            return 0
        return min(count, _MAX_SUBKEYS)

    def _read(self, value: pyregf.value) -> RegistryValue:
        """A value with its data, which libregf cannot be trusted with."""
        return RegistryValue(self.path, value.name or "", value.type, value_data(self._file, value.offset))

    def text(self, name: str) -> str:
        """A value's text, "" where it is not there."""
        value = self.value(name)
        return "" if value is None else value.text

    def integer(self, name: str) -> int | None:
        """A value's number, None where it is not there or not a number."""
        value = self.value(name)
        return None if value is None else value.integer


class Hive:
    """An open hive.

    Attributes:
        name: ``SOFTWARE``, as evidence names it.
        replayed: True where transaction logs were applied.
        stale: True where the hive was being written and no log continues it: its last changes are lost.
    """

    def __init__(self, name: str, file: HiveFile, *, replayed: bool, stale: bool) -> None:
        """Open the hive that ``file`` holds.

        Raises:
            ReberthError: ``registry.hive-unreadable``.
        """
        self.name = name
        self.replayed = replayed
        self.stale = stale
        self._file = file
        self._regf = pyregf.file()
        try:
            self._regf.open_file_object(file)
            root = self._regf.get_root_key()
        except OSError as error:
            raise ReberthError("registry.hive-unreadable", hive=name) from error
        if root is None:
            raise ReberthError("registry.hive-unreadable", hive=name)
        self.root = Key(name, root, file)

    @property
    def damaged(self) -> bool:
        """Whether something in the hive could not be read so far, and was passed over."""
        return self._file.damaged or self._regf.corrupted

    def key(self, path: str) -> Key | None:
        """A key by path below the root, ignoring case."""
        key: Key | None = self.root
        for part in path.split("\\"):
            if key is None:
                return None
            key = key.subkey(part)
        return key

    def close(self) -> None:
        """Close the hive."""
        self._regf.close()


def open_hive(tree: FileTree, path: str) -> Hive:
    r"""Open ``\Windows\System32\config\SOFTWARE`` on a volume, its logs replayed in memory if it is dirty.

    Raises:
        ReberthError: ``registry.hive-missing``, ``registry.hive-unreadable``, ``filesystem.*``.
    """
    name = path.rpartition("\\")[2]
    entry = tree.find(path)
    if entry is None or entry.directory:
        raise ReberthError("registry.hive-missing", hive=name, path=path)
    if not base_block.SIZE <= entry.size <= MAX_HIVE:
        raise ReberthError("registry.hive-unreadable", hive=name)
    block = b"".join(tree.chunks(entry, 0, base_block.SIZE))
    if block[:4] != b"regf":
        raise ReberthError("registry.hive-unreadable", hive=name)
    if not base_block.is_dirty(block):
        return Hive(name, TreeFile(tree, entry), replayed=False, stale=False)
    logs = _logs(tree, path)
    replayed = replay(b"".join(tree.chunks(entry)), logs) if logs else None
    if replayed is None:
        return Hive(name, TreeFile(tree, entry), replayed=False, stale=True)
    return Hive(name, MemoryFile(replayed), replayed=True, stale=False)


def _logs(tree: FileTree, path: str) -> list[bytes]:
    """The transaction logs beside a hive that hold anything; Windows before Vista has but one."""
    logs = []
    for suffix in (".LOG1", ".LOG2", ".LOG"):
        entry = tree.find(path + suffix)
        if entry is not None and not entry.directory and base_block.SECTOR < entry.size <= _MAX_LOG:
            logs.append(b"".join(tree.chunks(entry)))
    return logs
