"""A migration document in the place of disk images or of an image: what it knows need not be said again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reberth.cli.arguments import letters_of, selection_of
from reberth.jobs.perform import perform
from reberth.jobs.table import IMAGES
from reberth.migration.document import SUFFIX, load
from reberth.model.engine_requests import ImagesRequest
from reberth.model.errors import ReberthError
from reberth.model.events import silent
from reberth.model.selection import Selection

if TYPE_CHECKING:
    import argparse

    from reberth.migration.document import Migration


class Disks(NamedTuple):
    """The server's disks as a command was given them, and the document that names them, None for none."""

    paths: tuple[str, ...]
    wim_image: str
    letters: tuple[tuple[str, str], ...]
    document: Migration | None = None


class NamedImage(NamedTuple):
    """An image by name or id, its engine, and the document that stands for it, None for none."""

    image: str
    endpoint: str
    document: Migration | None = None


def is_document(path: str) -> bool:
    """Whether a path is that of a migration document; a server's folder may be called anything."""
    return path.lower().endswith(SUFFIX) and not Path(path).is_dir()


def document_of(sources: list[str], options: argparse.Namespace) -> Migration | None:
    """The migration document that was given instead of disks, None for disks.

    Raises:
        ReberthError: ``migration.*``; ``usage.migration-choices`` where the command line chooses as well.
    """
    found = disks_of(sources, options).document
    if found is not None and selection_of(options) != Selection():
        raise ReberthError("usage.migration-choices", file=Path(sources[0]).name)
    return found


def disks_of(sources: list[str], options: argparse.Namespace) -> Disks:
    """The disks that were given, or those of the migration document that was given instead.

    Raises:
        ReberthError: ``migration.*``; ``usage.letter``; ``usage.migration-choices`` where letters or an image in a WIM
            are given beside a document.
    """
    letters = letters_of(options) if "letter" in options else ()
    if len(sources) != 1 or not is_document(sources[0]):
        return Disks(tuple(sources), options.wim_index, letters)
    migration = load(Path(sources[0]))
    if letters or options.wim_index:
        raise ReberthError("usage.migration-choices", file=Path(sources[0]).name)
    return Disks(migration.paths, migration.wim_image, migration.letters, migration)


def image_of(text: str, endpoint: str) -> NamedImage:
    """The image that was named, or the newest one that an engine has of the migration document that was named.

    Args:
        text: As given.
        endpoint: The engine's address; "" for the document's, else Docker's own choice.

    Raises:
        ReberthError: ``migration.*``, ``engine.no-image-of-migration``, other ``engine.*``.
    """
    if not is_document(text):
        return NamedImage(text, endpoint)
    migration = load(Path(text))
    endpoint = endpoint or migration.endpoint
    images = perform(IMAGES, ImagesRequest(endpoint), silent).images
    found = next((item for item in images if item.migration == migration.id), None)
    if found is None:
        raise ReberthError("engine.no-image-of-migration", file=Path(text).name)
    return NamedImage(next(iter(found.tags), found.id), endpoint, migration)
