"""What a record says, as pairs of words and text: for lists that show records of any kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from reberth.model.artifact_records import ArtifactRecord

# What lists show apart, and what is for machines.
_SHARED = frozenset({"kind", "name", "evidence", "pem"})


def facts(record: ArtifactRecord) -> tuple[tuple[str, str], ...]:
    """The fields of a record that say something, in order: words for the field (``last run``) and its text."""
    found = []
    for field in msgspec.structs.fields(record):
        text = "" if field.name in _SHARED else _text(getattr(record, field.name))
        if text:
            found.append((field.name.replace("_", " "), text))
    return tuple(found)


def _text(value: object) -> str:
    """A field's value for people; "" where it says nothing."""
    if value is None or value == "" or value is False or value == 0:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, tuple):
        return ", ".join(text for item in value if (text := _text(item)))
    if isinstance(value, msgspec.Struct):
        parts = (_text(getattr(value, field.name)) for field in msgspec.structs.fields(value))
        return " ".join(part for part in parts if part)
    return str(value).replace("\0", ", ")
