"""A migration as command lines: what the wizard did, to be copied, kept and run by others."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reberth.migration.document import Migration

Shell = Literal["powershell", "sh"]
# PowerShell takes typographic single quotes for plain ones, also for the end of a string.
_QUOTE = re.compile("['\u2018-\u201b]")
_PLAIN = re.compile(r"^[A-Za-z0-9_./:\\=+-]+$")


class CommandLine(NamedTuple):
    """One command: what it is for (``scan``, ``build`` ...), and its words."""

    name: str
    words: tuple[str, ...]


class Place(NamedTuple):
    """What a document does not know of itself.

    Attributes:
        document: Path of the document.
        image: Name of the image.
        container: Name that the container gets.
        folder: The build folder, where one is written.
        registry: Where the image is pushed to, "" for nowhere yet.
        secrets: Whether the sites need values from outside.
    """

    document: str
    image: str
    container: str
    folder: str
    registry: str = ""
    secrets: bool = False


def command_lines(migration: Migration, place: Place) -> tuple[CommandLine, ...]:
    """The whole way, from the disks to the registry."""
    endpoint = ("--endpoint", migration.endpoint) if migration.endpoint else ()
    disks = (*migration.paths, *_letters(migration))
    if migration.wim_image:
        disks += ("--wim-index", migration.wim_image)
    pushed = f"{place.registry.rstrip('/')}/{place.image}" if place.registry else ""
    lines = [
        ("scan", ("scan", *disks)),
        ("convert", ("convert", place.document, "-o", place.folder)),
        ("build", ("build", place.document, *endpoint, "-t", place.image)),
        ("run", ("run", *endpoint, *_run_options(migration, place), place.image)),
        ("replay", ("replay", *disks, *endpoint, "--container", place.container)),
        ("stop", ("stop", *endpoint, place.container)),
        ("save", ("save", *endpoint, place.image, "-o", f"{place.container}.tar")),
        ("compose", ("compose", "up", place.folder, *endpoint, "--image", place.image, "--wait")),
    ]
    if pushed:
        lines.insert(-2, ("push", ("push", *endpoint, pushed, "--source", place.image)))
    return tuple(CommandLine(name, ("reberth", *words)) for name, words in lines)


def join(words: Iterable[str], shell: Shell) -> str:
    """The words as one line for a shell; each arrives as it is."""
    if shell == "sh":
        return shlex.join(words)
    return " ".join(word if _PLAIN.match(word) else "'" + _QUOTE.sub(r"\g<0>\g<0>", word) + "'" for word in words)


def _letters(migration: Migration) -> tuple[str, ...]:
    return tuple(word for volume, letter in migration.letters for word in ("--letter", f"{volume}={letter}"))


def _run_options(migration: Migration, place: Place) -> tuple[str, ...]:
    run = migration.run
    words = ["--name", place.container]
    if run.isolation != "default":
        words += ["--isolation", run.isolation]
    for port in run.ports:
        words += ["-p", port]
    for name, value in run.environment:
        words += ["-e", f"{name}={value}"]
    if place.secrets:
        words += ["--env-file", ".env"]
    if run.cpus:
        words += ["--cpus", f"{run.cpus:g}"]
    if run.memory:
        words += ["--memory", run.memory]
    return tuple(words)
