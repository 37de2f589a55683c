"""Text for people: one catalogue per language, read by the command line, the wizard and the reports."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from reberth_resources.language import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE = re.compile(r"\{([a-z_]+)\}")
# Controls, and the marks that turn the direction of text: a name from a disk must not draw on the screen.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


class Message(NamedTuple):
    """What happened, why, and what to do about it."""

    sentence: str
    cause: str
    action: str


def message(code: str, params: Mapping[str, str | int] | None = None, language: str = "") -> Message:
    """The words for a code, its places filled.

    Args:
        code: ``source.truncated``.
        params: Values for the places; shown safely.
        language: Folder of the catalogue; the spoken language without it.

    Returns:
        The message; for an unknown code one that shows the code.
    """
    entry = _catalogue(language or spoken()).get(code)
    if entry is None:
        details = ", ".join(f"{key}={value}" for key, value in (params or {}).items())
        return Message(shown(f"{code} {details}".strip()), "", "")
    values = {key: shown(str(value)) for key, value in (params or {}).items()}
    filled = [
        _PLACE.sub(lambda place: values.get(place.group(1), place.group()), entry.get(part, ""))
        for part in ("sentence", "cause", "action")
    ]
    return Message(*filled)


def shown(text: str) -> str:
    """Text from a disk, safe for a screen: controls and direction marks are escaped."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def codes(language: str = "en") -> frozenset[str]:
    """All codes of a catalogue."""
    return frozenset(_catalogue(language))


@functools.cache
def _catalogue(language: str) -> dict[str, dict[str, str]]:
    """All files of a language."""
    merged: dict[str, dict[str, str]] = {}
    for file in (files("reberth_resources") / "messages" / language).iterdir():
        if file.name.endswith(".toml"):
            merged.update(tomllib.loads(file.read_text(encoding="utf-8")))
    return merged
