"""Reads mutants of a disk image, in a process of its own: no C library that crashes takes the tests with it.

``python -m tests.filesystems.reading_mutants IMAGE FIRST LAST AREAS``: a line of JSON for each seed, with the codes
that were met, the number of entries, and the SHA-1 of each file that was read to its end.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reberth.filesystems.content_walk import walk_content
from reberth.filesystems.volumes import Found, open_volumes
from reberth.model.errors import ReberthError
from tests.support.mutants import patches

if TYPE_CHECKING:
    from reberth.filesystems.content_walk import Visited

# Much more than one honest image of a few MiB takes; what asks for more ends the process.
_MOST_MEMORY = 1 << 30
_MOST_SECONDS = 120
_MOST_ENTRIES = 5000
_MOST_BYTES = 8 << 20


def main(image: str, first: int, last: int, areas: list[tuple[int, int]]) -> None:
    """Make each mutant in place, read it, and put the bytes back."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    whole = Path(image).read_bytes()
    for seed in range(first, last):
        changes = patches(seed, areas)
        _write(image, changes)
        sys.stdout.write(json.dumps(read_all(Path(image))) + "\n")
        sys.stdout.flush()
        _write(image, [(place, whole[place : place + len(new)]) for place, new in changes])


def _write(image: str, changes: list[tuple[int, bytes]]) -> None:
    with open(image, "r+b") as file:  # noqa: PTH123
        for place, new in changes:
            file.seek(place)
            file.write(new)


def read_all(image: Path) -> dict[str, object]:
    """Everything that the image shows."""
    codes: set[str] = set()
    digests: set[str] = set()
    entries = 0
    try:
        with open_volumes([image]) as volumes:
            volumes.assign_letters({item.id: "C" for item in volumes.volumes})
            for volume in volumes.volumes:
                tree = volumes.tree(volume.id)
                root = tree.find("\\")
                for visited in walk_content(volumes, Found(tree, root)) if root is not None else ():
                    entries += 1
                    assert entries <= _MOST_ENTRIES
                    codes.update(_met(visited, digests))
                    volumes.resolve(f"C:{visited.path}")
    except ReberthError as error:
        codes.add(error.code)
    return {"codes": sorted(codes), "entries": entries, "digests": sorted(digests)}


def _met(visited: Visited, digests: set[str]) -> set[str]:
    """The codes that a file or folder ends in."""
    codes = {visited.problem} - {""}
    for step in (_security, _content):
        try:
            step(visited, digests)
        except ReberthError as error:
            codes.add(error.code)
    return codes


def _security(visited: Visited, _: set[str]) -> None:
    if not visited.problem:
        visited.tree.security(visited.entry)


def _content(visited: Visited, digests: set[str]) -> None:
    """A file whole, and a part of it."""
    entry = visited.entry
    if visited.problem or entry.directory:
        return
    digest = hashlib.sha1(usedforsecurity=False)
    for piece in visited.tree.chunks(entry, 0, _MOST_BYTES):
        digest.update(piece)
    if entry.size <= _MOST_BYTES:
        digests.add(digest.hexdigest())
    for _ in visited.tree.chunks(entry, 70_000, 5):
        pass


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), [(at, size) for at, size in json.loads(sys.argv[4])])
