"""An offline server as the artifact kinds see it: hives, files by drive letter, users; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from reberth.filesystems.content_walk import walk_content
from reberth.model.content import ContentRef
from reberth.model.errors import ReberthError
from reberth.model.evidence import Evidence
from reberth.model.finding import Finding
from reberth.registry.hive import open_hive
from reberth.windows.environment import expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reberth.filesystems.content_walk import Visited
    from reberth.filesystems.tree import Entry, FileTree
    from reberth.filesystems.volumes import Found, Volumes
    from reberth.model.iis import IisConfiguration
    from reberth.model.record import View
    from reberth.model.windows import WindowsInfo
    from reberth.registry.hive import Hive, Key

_PROFILES = r"Microsoft\Windows NT\CurrentVersion\ProfileList"
_MOST_PROFILES = 200
_MOST_ENTRIES = 20_000


class UserHive(NamedTuple):
    """A user's registry: security identifier, the hive, and its Windows path."""

    sid: str
    hive: Hive
    path: str


class OfflineServer:
    """A server's hives and files. Use as a context manager; hives are opened when they are first asked for.

    Attributes:
        windows: The server's card.
        iis: Its web sites, None where it has none.
        asked: Names that the user gave by kind (``RegistryKeys`` to key paths).
        findings: What a person should know of the discovery itself.
    """

    def __init__(
        self,
        volumes: Volumes,
        windows: WindowsInfo,
        asked: Mapping[str, tuple[str, ...]] | None = None,
        iis: IisConfiguration | None = None,
    ) -> None:
        self.windows = windows
        self.iis = iis
        self.asked = dict(asked or {})
        self.findings: list[Finding] = []
        self._volumes = volumes
        self._environment = dict(windows.environment)
        self._hives: dict[str, Hive] = {}
        self._users: tuple[UserHive, ...] | None = None

    def __enter__(self) -> Self:
        """Nothing is open yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the hives; one that is asked for later is opened anew."""
        for hive in [*self._hives.values(), *(user.hive for user in self._users or ())]:
            hive.close()
        self._hives.clear()
        self._users = None

    def hive(self, name: str) -> Hive:
        r"""A hive of ``System32\config`` by name.

        Raises:
            ReberthError: ``registry.hive-missing``, ``registry.hive-unreadable``, ``filesystem.*``.
        """
        if name not in self._hives:
            path = f"{self.windows.system_root[2:]}\\System32\\config\\{name}"
            self._hives[name] = open_hive(self.tree, path)
        return self._hives[name]

    def hive_at(self, path: str) -> Hive:
        """A hive by its Windows path, closed with the server.

        Raises:
            ReberthError: As :meth:`hive`.
        """
        if path not in self._hives:
            found = self.find(path)
            if found is None:
                raise ReberthError("registry.hive-missing", hive=path.rpartition("\\")[2], path=path)
            self._hives[path] = open_hive(found.tree, found.entry.path)
        return self._hives[path]

    @property
    def tree(self) -> FileTree:
        """The tree of the system volume."""
        return self._volumes.tree(self.windows.volume)

    def software(self, path: str) -> Key | None:
        """A key of SOFTWARE."""
        return self.hive("SOFTWARE").key(path)

    def control(self, path: str) -> Key | None:
        """A key of the control set that the server last started with."""
        return self.hive("SYSTEM").key(f"{self.windows.control_set}\\{path}")

    def views(self, path: str) -> Iterator[tuple[Key, View]]:
        """A key of SOFTWARE as 64-bit and 32-bit programs see it; an x86 system has the one, of 32 bits."""
        native: View = "32" if self.windows.architecture == "x86" else "64"
        key = self.software(path)
        if key is not None:
            yield key, native
        other = self.software(f"Wow6432Node\\{path}") if native == "64" else None
        if other is not None:
            yield other, "32"

    def users(self) -> tuple[UserHive, ...]:
        """The registries of the server's users; one that cannot be read is told once and passed over."""
        if self._users is None:
            self._users = tuple(self._open_users())
        return self._users

    def _open_users(self) -> Iterator[UserHive]:
        """User hives by the profile list."""
        profiles = self.software(_PROFILES)
        for number, key in enumerate(profiles.subkeys() if profiles is not None else ()):
            folder = self.expand(key.text("ProfileImagePath"))
            if number >= _MOST_PROFILES or not key.name.startswith("S-1-5-21-") or not folder:
                continue
            found = self.find(f"{folder}\\NTUSER.DAT")
            if found is None:
                continue
            try:
                yield UserHive(key.name, open_hive(found.tree, found.entry.path), f"{folder}\\NTUSER.DAT")
            except ReberthError as error:
                place = (Evidence("file", f"{folder}\\NTUSER.DAT"),)
                self.findings.append(Finding("artifact.user-unreadable", "info", key.name, {"code": error.code}, place))

    def expand(self, text: str) -> str:
        """Text with the server's own environment filled in; with an unknown name it stays as it is."""
        return expand(text, self._environment) or text

    def system_path(self, text: str) -> str:
        r"""A path as drivers and services write it (``\SystemRoot\x``, ``system32\x``, ``\??\C:\x``), made whole."""
        path = self.expand(text.strip()).removeprefix("\\??\\")
        root = self.windows.system_root
        if path.upper().startswith("\\SYSTEMROOT\\"):
            return root + path[len("\\SystemRoot") :]
        return f"{root}\\{path}" if path.upper().startswith("SYSTEM32\\") else path

    def find(self, path: str) -> Found | None:
        """A file or folder by its Windows path, links followed inside the image only."""
        return self._volumes.resolve(path)

    def ref(self, path: str) -> ContentRef | None:
        """The reference of a file or folder by its Windows path, None where it is not there."""
        found = self.find(path) if path[1:3] == ":\\" else None
        return None if found is None else ContentRef(found.tree.volume, found.entry.path)

    def content(self, folder: str) -> Iterator[Visited]:
        """Everything below a folder as a copy of it would have it: links inside the image followed, problems named."""
        found = self.find(folder)
        return walk_content(self._volumes, found) if found is not None and found.entry.directory else iter(())

    def entries(self, folder: str) -> tuple[Entry, ...]:
        """What lies in a folder, at most 20,000 entries; empty where the folder is not there or not readable."""
        found = self.find(folder)
        if found is None or not found.entry.directory:
            return ()
        try:
            return tuple(found.tree.list(found.entry)[:_MOST_ENTRIES])
        except ReberthError as error:
            self.tell_unreadable(folder, error)
            return ()

    def read(self, path: str, limit: int = 1 << 20) -> bytes | None:
        """A file's bytes; None where it is not there, larger than ``limit``, or not readable (which is told)."""
        found = self.find(path)
        if found is None or found.entry.directory or found.entry.size > limit:
            return None
        try:
            return b"".join(found.tree.chunks(found.entry))
        except ReberthError as error:
            self.tell_unreadable(path, error)
            return None

    def tell_unreadable(self, path: str, error: ReberthError) -> None:
        """Tell what a discovery had to do without."""
        place = (Evidence("file", path),)
        self.findings.append(
            Finding("artifact.file-unreadable", "info", path, {"path": path, "code": error.code}, place)
        )
