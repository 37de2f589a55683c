"""The migration document (``*.reberth``): all choices of one migration, none of its secrets."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from reberth.model import odd_text
from reberth.model.edit import Edit
from reberth.model.engine import Isolation
from reberth.model.errors import ReberthError
from reberth.model.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIX = ".reberth"
_SCHEMA = "reberth.migration.1"
_MAX_SIZE = 64 << 20


class SourceIdentity(Struct, frozen=True):
    """A disk as it was when it was scanned: path, size in bytes, modification time in nanoseconds since 1970."""

    path: str
    size: int
    modified: int


class Accepted(Struct, frozen=True):
    """A finding that a person accepted, with the reason given."""

    code: str
    subject: str
    reason: str


class BuildRecord(Struct, frozen=True):
    """A build that ended.

    Attributes:
        image: Id, "" when it failed.
        tag: Its name.
        when: ISO 8601, UTC.
        seconds: How long it took.
        code: Of the failure, "" for none.
        inputs: Fingerprint of what it was built from; see :func:`reberth.migration.flow.build_is_current`.
    """

    image: str
    tag: str
    when: str
    seconds: float
    code: str = ""
    inputs: str = ""


class RunRecord(Struct, frozen=True):
    """A test run: isolation, when, and how many of the probes were answered well."""

    isolation: Isolation
    when: str
    good: int
    probes: int


class RunSettings(Struct, frozen=True, omit_defaults=True):
    """How the container is started for a test.

    Attributes:
        isolation: Isolation mode.
        ports: ``host:container`` pairs; empty for the same numbers, or free ones where taken.
        environment: Names and values that are not secret.
        cpus, memory: Limits; 0 and "" for none.
    """

    isolation: Isolation = "default"
    ports: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    cpus: float = 0.0
    memory: str = ""


class Migration(Struct, frozen=True, omit_defaults=True, tag=_SCHEMA, tag_field="schema"):
    """A migration.

    Attributes:
        id: A UUID; labels what the engine makes for this migration.
        paths: Disks of the server, in the order given.
        wim_image: Index or name of the image in a WIM.
        letters: Volume id and drive letter, where the user gave one.
        identities: The disks when they were last scanned.
        selection: What to take and how.
        target: Where the container will run, by catalogue name; "" where not said.
        accepted: Findings accepted.
        edits: Hand edits of generated files.
        endpoint: Container engine; "" for the default.
        tag: Name of the image.
        build_isolation: Isolation of build steps.
        run: Settings of the test run.
        builds, runs: What happened, newest last.
        seen: Steps of the wizard looked at since their inputs last changed, each with the hash of those inputs.
    """

    id: str
    paths: tuple[str, ...] = ()
    wim_image: str = ""
    letters: tuple[tuple[str, str], ...] = ()
    identities: tuple[SourceIdentity, ...] = ()
    selection: Selection = Selection()
    target: str = ""
    accepted: tuple[Accepted, ...] = ()
    edits: tuple[Edit, ...] = ()
    endpoint: str = ""
    tag: str = ""
    build_isolation: Isolation = "default"
    run: RunSettings = RunSettings()
    builds: tuple[BuildRecord, ...] = ()
    runs: tuple[RunRecord, ...] = ()
    seen: dict[str, str] = {}


class _Schema(Struct):
    """What every version has."""

    schema: str


_DECODER = msgspec.json.Decoder(Migration)
_SCHEMA_DECODER = msgspec.json.Decoder(_Schema)


def load(path: Path) -> Migration:
    """Read a migration document.

    Raises:
        ReberthError: ``migration.unreadable``, ``migration.damaged``, ``migration.newer``.
    """
    try:
        if path.stat().st_size > _MAX_SIZE:
            raise ReberthError("migration.damaged", file=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise ReberthError("migration.unreadable", file=str(path), reason=error.strerror or str(error)) from error
    return decode(data, path.name)


def decode(data: bytes, name: str) -> Migration:
    """The document in ``data``; ``name`` is for messages.

    Raises:
        ReberthError: ``migration.damaged``, ``migration.newer``.
    """
    try:
        schema = odd_text.decode(data, _SCHEMA_DECODER).schema
        if schema != _SCHEMA and schema.startswith("reberth.migration."):
            raise ReberthError("migration.newer", file=name, schema=schema)
        return odd_text.decode(data, _DECODER)
    except (ValueError, RecursionError) as error:
        raise ReberthError("migration.damaged", file=name) from error


def encode(migration: Migration) -> bytes:
    """The document as people can read it."""
    return odd_text.encode(migration, order="deterministic", indent=2) + b"\n"


def save(migration: Migration, path: Path) -> None:
    """Write the document: the old one is there until the new one is whole.

    Who may read a new document is the umask's to say (or the folder's, on Windows); another version of it is for those
    whom the old one was for.

    Raises:
        ReberthError: ``output.write-failed``.
    """
    partial = path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}.partial")
    try:
        file = partial.open("xb")
        try:
            with file:
                _keep_mode(path, file.fileno())
                file.write(encode(migration))
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ReberthError("output.write-failed", path=str(path), reason=error.strerror or str(error)) from error


def _keep_mode(path: Path, handle: int) -> None:
    """Give the file the mode of the one that it will replace, if there is one. Windows has no such modes."""
    if os.name == "posix":
        with contextlib.suppress(FileNotFoundError):
            os.fchmod(handle, stat.S_IMODE(path.stat().st_mode))


def identify(paths: Sequence[str]) -> tuple[SourceIdentity, ...]:
    """The disks as they are now; size and time are -1 where there is none."""
    found = []
    for path in paths:
        try:
            facts = Path(path).stat()
            found.append(SourceIdentity(path, facts.st_size, facts.st_mtime_ns))
        except OSError:
            found.append(SourceIdentity(path, -1, -1))
    return tuple(found)
