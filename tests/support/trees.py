"""Trees and volumes that live in memory, for tests that need files but no disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth.filesystems.tree import Entry
from reberth.filesystems.volumes import Volumes
from reberth.model.errors import ReberthError
from reberth.model.inventory import SourceInfo, VolumeInfo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CHUNK = 1 << 20


class MemoryTree:
    r"""A file tree of path to content; None makes a folder, and folders on the way are made as needed.

    Paths are in Windows form with or without the leading backslash: ``MemoryTree("t", {r"\a\b.txt": b"x"})``.
    """

    def __init__(
        self,
        volume: str,
        files: Mapping[str, bytes | None],
        *,
        modified: int = 0,
        security: Mapping[str, bytes] | None = None,
    ) -> None:
        """``modified`` is the time of all entries; ``security`` maps paths to security descriptors."""
        self.volume = volume
        self.label = ""
        self.closed = False
        self.reads: list[tuple[str, int, int]] = []
        self._modified = modified
        self._security = {_key(path): data for path, data in (security or {}).items()}
        self._content: dict[str, bytes] = {}
        self._entries: dict[str, Entry] = {}
        self._children: dict[str, list[str]] = {}
        self._add("\\", directory=True)
        for path, data in files.items():
            parts = path.strip("\\").split("\\")
            for depth in range(1, len(parts)):
                self._add("\\" + "\\".join(parts[:depth]), directory=True)
            self._add("\\" + "\\".join(parts), directory=data is None, size=len(data or b""))
            self._content["\\" + "\\".join(parts)] = data or b""

    def _add(self, path: str, *, directory: bool, size: int = 0) -> None:
        if path in self._entries:
            return
        parent, _, name = path.rpartition("\\")
        number = len(self._entries) + 5
        self._entries[path] = Entry(name, path, directory, size, self._modified, 0x10 if directory else 0x20, id=number)
        self._children.setdefault(path, [])
        if path != "\\":
            self._children[parent or "\\"].append(path)

    def find(self, path: str) -> Entry | None:
        exact = "\\" + path.strip("\\")
        if exact in self._entries:
            return self._entries[exact]
        return next((entry for place, entry in self._entries.items() if _key(place) == _key(path)), None)

    def list(self, folder: Entry) -> list[Entry]:
        if not folder.directory:
            raise ReberthError("filesystem.folder-unreadable", path=folder.path)
        found = [self._entries[path] for path in self._children[folder.path]]
        return sorted(found, key=lambda entry: (entry.name.upper(), entry.name))

    def chunks(self, entry: Entry, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        data = self._content[entry.path]
        end = len(data) if length is None else min(len(data), offset + length)
        self.reads.append((entry.path, offset, max(0, end - offset)))
        for place in range(offset, end, _CHUNK):
            yield data[place : min(end, place + _CHUNK)]

    def security(self, entry: Entry) -> bytes:
        return self._security.get(_key(entry.path), b"")

    def close(self) -> None:
        self.closed = True


def _key(path: str) -> str:
    return path.strip("\\").upper()


class Broken(MemoryTree):
    """A tree none of whose files can be read; names can."""

    def chunks(self, entry: Entry, offset: int = 0, length: int | None = None) -> Iterator[bytes]:  # noqa: ARG002
        raise ReberthError("filesystem.file-unreadable", path=entry.path)


def memory_volumes(*trees: MemoryTree, kinds: Mapping[str, str] | None = None, **signatures: str) -> Volumes:
    """Volumes over trees, each with a source of its own.

    Args:
        trees: In the order of the disks.
        kinds: File system by volume id where it is not ``ntfs``.
        signatures: What ``MountedDevices`` calls a volume, by volume id.
    """
    volumes = Volumes()
    for number, tree in enumerate(trees):
        source = SourceInfo(f"disk{number}", f"{number}.vhd", "raw")
        kind = (kinds or {}).get(tree.volume, "ntfs")
        volume = VolumeInfo(tree.volume, source.id, kind, signature=signatures.get(tree.volume, ""))
        volumes.add_tree(source, volume, tree)
    return volumes
