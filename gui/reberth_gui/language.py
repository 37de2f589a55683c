"""The language of the window, and the catalogue's words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth_resources.catalogue import Message, message
from reberth_resources.language import LANGUAGES, speak, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping


def use(language: str) -> None:
    """Show everything in this language from now on; one that we do not have counts as English."""
    speak(language if language in LANGUAGES else LANGUAGES[0])


def current() -> str:
    """The language in use: ``en``, ``de``."""
    return spoken()


def words(code: str, params: Mapping[str, str | int] | None = None) -> Message:
    """The catalogue's words for a code, in the language in use."""
    return message(code, params)
