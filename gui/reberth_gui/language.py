"""The language of the window, and the catalogue's words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth_resources.catalogue import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "de")
_current = ["en"]


def use(language: str) -> None:
    """Show everything in this language from now on; one that we do not have counts as English."""
    _current[0] = language if language in LANGUAGES else "en"


def current() -> str:
    """The language in use: ``en``, ``de``."""
    return _current[0]


def words(code: str, params: Mapping[str, str | int] | None = None) -> Message:
    """The catalogue's words for a code, in the language in use."""
    return message(code, params, _current[0])
