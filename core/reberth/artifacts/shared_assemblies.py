"""Assemblies of the global assembly cache that applications name and do not bring in their ``bin`` folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reberth.model.evidence import Evidence
from reberth.model.system_records import SharedAssembly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.artifacts.server import OfflineServer
    from reberth.model.content import ContentRef

# Microsoft's own strong names: these come with the framework or with a runtime of theirs.
OF_MICROSOFT = frozenset(
    {
        *("b77a5c561934e089", "b03f5f7f11d50a3a", "31bf3856ad364e35", "89845dcd8080cc91", "842cf8be1de50553"),
        *("71e9bce111e9429c", "2e3d3e9c2d9a3b5a", "adb9793829ddae60", "cc7b13ffcd2ddd51", "72d18be4d6ab8d2f"),
    }
)
_STRING = re.compile(rb"\0([\x21-\x7e]{1,255})(?=\0)")
_CACHES = (r"assembly", r"Microsoft.NET\assembly")
_FOLDERS = ("GAC", "GAC_32", "GAC_64", "GAC_MSIL")
_LARGEST = 16 << 20
_MOST_BYTES = 256 << 20
_MOST_FILES = 2_000


class _Cached(NamedTuple):
    """An assembly of the cache."""

    name: str
    version: str
    token: str
    path: str


def discover_assemblies(server: OfflineServer, kind: str) -> Iterator[SharedAssembly]:
    """Assemblies whose name stands in a file of an application that does not bring them.

    A reference is a string of the metadata's ``#Strings`` heap (ECMA-335, II.24.2.3), which ends in a zero and follows
    one: that is looked for, without reading the tables. A name that only happens to stand there is told too.
    """
    cached = {item.name.lower(): item for item in _cached(server)}
    if not cached:
        return
    users: dict[str, list[str]] = {}
    for path, data, own in _files(server):
        if path.lower().endswith(".config"):
            text = data.decode("latin-1").lower()
            named = {name for name in cached if name in text}
        else:
            # In one pass: as many names as the cache may have, each library is read through once.
            named = {match.group(1).decode("ascii").lower() for match in _STRING.finditer(data)} & cached.keys()
        for name in sorted(named - own):
            users.setdefault(name, []).append(path)
    for name, paths in users.items():
        item = cached[name]
        yield SharedAssembly(
            kind=kind,
            name=item.name,
            version=item.version,
            token=item.token,
            used_by=tuple(paths[:20]),
            content=server.ref(item.path),
            evidence=(Evidence("file", item.path), *(Evidence("file", path) for path in paths[:3])),
        )


def _cached(server: OfflineServer) -> Iterator[_Cached]:
    """Assemblies that are not Microsoft's: a folder for each name, in it one for each version and token."""
    root = server.windows.system_root
    for cache in _CACHES:
        for folder in _FOLDERS:
            for entry in server.entries(f"{root}\\{cache}\\{folder}"):
                if not entry.directory or entry.name.lower().startswith(("system.", "microsoft.")):
                    continue
                for inner in server.entries(f"{root}\\{cache}\\{folder}\\{entry.name}"):
                    parts = inner.name.removeprefix("v4.0_").split("_")
                    if len(parts) >= 3 and parts[-1].lower() not in OF_MICROSOFT:
                        path = f"{root}\\{cache}\\{folder}\\{entry.name}\\{inner.name}"
                        yield _Cached(entry.name, parts[0], parts[-1], path)


def _files(server: OfflineServer) -> Iterator[tuple[str, bytes, frozenset[str]]]:
    """Libraries and web.config of each application, with the names of libraries that it brings; within bounds."""
    left = _MOST_BYTES
    seen: set[ContentRef] = set()
    count = 0
    for folder, content in _folders(server):
        if content in seen:
            continue
        seen.add(content)
        entries = [item for item in server.entries(f"{folder}\\bin") if item.name.lower().endswith(".dll")]
        own = frozenset(item.name.lower().removesuffix(".dll") for item in entries)
        for path, size in [
            (f"{folder}\\web.config", 0),
            *((f"{folder}\\bin\\{item.name}", item.size) for item in entries),
        ]:
            count += 1
            if count > _MOST_FILES or size > min(left, _LARGEST):
                continue
            data = server.read(path, _LARGEST) or b""
            left -= len(data)
            yield path, data, own


def _folders(server: OfflineServer) -> Iterator[tuple[str, ContentRef]]:
    """Root folders of all applications."""
    for site in server.iis.sites if server.iis is not None else ():
        for application in site.applications:
            for directory in application.virtual_directories:
                if directory.path == "/" and directory.content is not None and directory.expanded_path:
                    yield directory.expanded_path.rstrip("\\"), directory.content
