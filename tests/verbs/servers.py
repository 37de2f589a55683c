"""Servers with names that break weaker tools, and what their content must look like in a build folder."""

from __future__ import annotations

import hashlib
from pathlib import Path  # noqa: TC003 - a NamedTuple reads its annotations
from typing import NamedTuple

from tests.support.servers import write_server

# Site name to its folder; the second and third lie on another disk.
SITES = {
    "Müller & Söhne": r"C:\sites\Müller & Söhne",
    "100% O'Brien^s": r"D:\web\100% O'Brien^s",
    "日本語サイト": r"D:\web\日本語 $(x) `y",
}
TARGETS = {
    "Müller & Söhne": r"C:\sites\Müller & Söhne",
    "100% O'Brien^s": r"C:\drives\D\web\100% O'Brien^s",
    "日本語サイト": r"C:\drives\D\web\日本語 $(x) `y",
}
_LARGE = bytes(range(256)) * 12_000
FILES = {
    "default.htm": b"<h1>Welcome</h1>",
    "empty.txt": b"",
    "bin/App.dll": _LARGE,
    "it's 100% [1] ^caret & co;, #é.css": b"body {}",
    "Ünïcode/日本/写真.jpg": _LARGE[:70_001],
    "emoji 🚢.txt": "🚢".encode(),
    "a/b/c/d/e/f/deep.txt": b"deep",
    "space end/x.txt": b"x" * 4096,
}


def content_of(site: str) -> dict[str, bytes]:
    """The files of a site; no two sites are alike."""
    return {**FILES, "which.txt": site.encode()}


def fill_site(root: Path, site: str) -> None:
    """Write a site's files below the root of its drive."""
    place = root.joinpath(*SITES[site][3:].split("\\"))
    for name, data in content_of(site).items():
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def system_drive(root: Path, *sites: str, **options: object) -> None:
    """A server's drive C: with the configuration of the given sites, and the content of those that lie on it."""
    write_server(root, sites={site: SITES[site] for site in sites}, **options)
    for site in sites:
        if SITES[site].startswith("C:"):
            fill_site(root, site)


class Seen(NamedTuple):
    """A file of a build folder: path below it, SHA-256 of its bytes."""

    path: str
    digest: str


def seen(folder: Path) -> set[Seen]:
    """All files below a folder."""
    return {
        Seen(file.relative_to(folder).as_posix(), hashlib.sha256(file.read_bytes()).hexdigest())
        for file in folder.rglob("*")
        if file.is_file()
    }


def expected(site: str) -> set[Seen]:
    """What a site's content root must hold."""
    return {Seen(name, hashlib.sha256(data).hexdigest()) for name, data in content_of(site).items()}
