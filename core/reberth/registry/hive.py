"""A registry hive of an offline Windows, read through libregf."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pyregf

from reberth.model.errors import ReberthError
from reberth.registry.replay import BASE_BLOCK, is_dirty, replay
from reberth.registry.value import RegistryValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.filesystems.tree import Entry, FileTree

_MAX_HIVE = 512 << 20
_MAX_REPLAY = 128 << 20
_BLOCK = 64 << 10
_KEPT = 64
_MAX_SUBKEYS = 1_000_000


class Key:
    r"""A registry key.

    Attributes:
        path: Hive and key, as evidence names it: ``SOFTWARE\Microsoft\InetStp``.
    """

    def __init__(self, path: str, key: pyregf.key) -> None:
        self.path = path
        self._key = key

    @property
    def name(self) -> str:
        """The key's own name."""
        return self._key.name or ""

    def subkeys(self) -> Iterator[Key]:
        """All subkeys in stored order; broken ones are passed over."""
        for index in range(min(_number(self._key, "number_of_sub_keys"), _MAX_SUBKEYS)):
            try:
                key = self._key.get_sub_key(index)
                yield Key(f"{self.path}\\{key.name or ''}", key)
            except OSError:
                continue

    def subkey(self, name: str) -> Key | None:
        """A subkey by name, ignoring case; None where it is not there or cannot be read."""
        try:
            key = self._key.get_sub_key_by_name(name)
        except (OSError, ValueError):
            return None
        return None if key is None else Key(f"{self.path}\\{key.name or name}", key)

    def values(self) -> Iterator[RegistryValue]:
        """All values in stored order; broken ones are passed over."""
        for index in range(min(_number(self._key, "number_of_values"), _MAX_SUBKEYS)):
            try:
                value = self._key.get_value(index)
                yield RegistryValue(self.path, value.name or "", value.type, value.data or b"")
            except OSError:
                continue

    def value(self, name: str) -> RegistryValue | None:
        """A value by name, ignoring case; None where it is not there or cannot be read."""
        try:
            value = self._key.get_value_by_name(name)
            return (
                None if value is None else RegistryValue(self.path, value.name or name, value.type, value.data or b"")
            )
        except (OSError, ValueError):
            return None

    def text(self, name: str) -> str:
        """A value's text, "" where it is not there."""
        value = self.value(name)
        return "" if value is None else value.text

    def integer(self, name: str) -> int | None:
        """A value's number, None where it is not there or not a number."""
        value = self.value(name)
        return None if value is None else value.integer


def _number(key: pyregf.key, attribute: str) -> int:
    """A count that a damaged key may not give."""
    try:
        count: int = getattr(key, attribute)
    except OSError:
        return 0
    return count


class Hive:
    """An open hive.

    Attributes:
        name: ``SOFTWARE``, as evidence names it.
        replayed: True where transaction logs were applied.
        stale: True where the hive was being written and no log continues it: its last changes are lost.
    """

    def __init__(self, name: str, file: io.RawIOBase | io.BytesIO, *, replayed: bool, stale: bool) -> None:
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
            self._regf.open_file_object(file)  # type: ignore[arg-type]  # get_size is optional
            root = self._regf.get_root_key()
        except OSError as error:
            raise ReberthError("registry.hive-unreadable", hive=name) from error
        if root is None:
            raise ReberthError("registry.hive-unreadable", hive=name)
        self.root = Key(name, root)

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
    if entry.size > _MAX_HIVE or entry.size < BASE_BLOCK:
        raise ReberthError("registry.hive-unreadable", hive=name)
    base_block = b"".join(tree.chunks(entry, 0, BASE_BLOCK))
    if base_block[:4] != b"regf":
        raise ReberthError("registry.hive-unreadable", hive=name)
    if is_dirty(base_block) and entry.size <= _MAX_REPLAY:
        replayed = replay(b"".join(tree.chunks(entry)), _logs(tree, path))
        if replayed is not None:
            return Hive(name, _sized(replayed), replayed=True, stale=False)
    return Hive(name, _TreeFile(tree, entry), replayed=False, stale=is_dirty(base_block))


def _logs(tree: FileTree, path: str) -> list[bytes]:
    """The transaction logs beside a hive."""
    logs = []
    for suffix in (".LOG1", ".LOG2"):
        entry = tree.find(path + suffix)
        if entry is not None and not entry.directory and entry.size <= _MAX_REPLAY:
            logs.append(b"".join(tree.chunks(entry)))
    return logs


class _Memory(io.BytesIO):
    """Bytes as a file object of libregf."""

    def get_size(self) -> int:
        """The size in bytes."""
        return len(self.getbuffer())


def _sized(data: bytes) -> _Memory:
    """A replayed hive as a file object."""
    return _Memory(data)


class _TreeFile(io.RawIOBase):
    """A file of a tree as a file object, so that a large hive is not held in memory as a whole."""

    def __init__(self, tree: FileTree, entry: Entry) -> None:
        super().__init__()
        self._tree = tree
        self._entry = entry
        self._position = 0
        self._blocks: dict[int, bytes] = {}

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes.

        Raises:
            OSError: Where the file cannot be read.
        """
        left = self._entry.size - self._position
        size = left if size < 0 else min(size, left)
        data = bytearray()
        while len(data) < size:
            index, inside = divmod(self._position, _BLOCK)
            piece = self._block(index)[inside : inside + size - len(data)]
            if not piece:
                raise OSError(self._entry.path)
            data += piece
            self._position += len(piece)
        return bytes(data)

    def _block(self, index: int) -> bytes:
        """A block, kept for later."""
        block = self._blocks.pop(index, None)
        if block is None:
            try:
                block = b"".join(self._tree.chunks(self._entry, index * _BLOCK, _BLOCK))
            except ReberthError as error:
                raise OSError(str(error)) from error
            if len(self._blocks) >= _KEPT:
                del self._blocks[next(iter(self._blocks))]
        self._blocks[index] = block
        return block

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._entry.size}[whence]
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        """The current position."""
        return self._position

    def get_size(self) -> int:
        """The size in bytes."""
        return self._entry.size
