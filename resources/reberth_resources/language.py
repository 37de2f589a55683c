"""Which language Reberth speaks: what was asked for, else what the environment says, else English."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Folders of the catalogue; English is the one that is always complete first.
LANGUAGES = ("en", "de")
VARIABLE = "REBERTH_LANGUAGE"

_spoken = [LANGUAGES[0]]


def speak(language: str) -> None:
    """From now on messages are in this language, one of :data:`LANGUAGES`, unless a caller names another."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _spoken[0] = language


def spoken() -> str:
    """The language of messages."""
    return _spoken[0]


def wanted(setting: str = "", system: Iterable[str] = ()) -> str:
    """The language to speak.

    Args:
        setting: What the user chose, "" for nothing; goes before the environment variable ``REBERTH_LANGUAGE``.
        system: The languages of the system in the order of preference. The wizard gives them; the command line does
            not, for its own frame is English and a script reads the same on every machine.

    Returns:
        The first that there is a catalogue for. Tags may be as anybody writes them: ``de``, ``de-AT``, ``de_DE.UTF-8``.
    """
    for tag in (setting, os.environ.get(VARIABLE, ""), *system):
        language = tag.replace("_", "-").partition("-")[0].strip().lower()
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]
