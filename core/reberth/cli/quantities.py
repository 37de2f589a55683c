"""Ports, sizes, numbers and pairs as people write them."""

from __future__ import annotations

import argparse
import re

from reberth.model.errors import ReberthError

_PORT = re.compile(r"^(?:(\d{1,5}):)?(\d{1,5})$")
_SIZE = re.compile(r"^(\d+)([bkmg]?)b?$", re.IGNORECASE)
_MOST = 1_000_000_000
_UNITS = {"": 1, "b": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


def ports_of(texts: list[str]) -> tuple[tuple[int, int], ...]:
    """``HOST:PORT`` or ``PORT`` as port inside and port on the host, 0 for a free one.

    A host address has no place here: a Windows engine refuses it.

    Raises:
        ReberthError: ``usage.port``.
    """
    found = []
    for text in texts:
        match = _PORT.match(text)
        outside, inside = (int(match[1] or 0), int(match[2])) if match else (0, 0)
        if not 0 < inside < 65536 or outside > 65535:
            raise ReberthError("usage.port", text=text)
        found.append((inside, outside))
    return tuple(found)


def port_of(text: str) -> int:
    """A port, for an option.

    Raises:
        ArgumentTypeError: For anything else.
    """
    return _whole(text, 1, 65535)


def count_of(text: str) -> int:
    """A number from 0 on, for an option.

    Raises:
        ArgumentTypeError: For anything else.
    """
    return _whole(text, 0, _MOST)


def amount_of(text: str) -> float:
    """Seconds or processors, parts of one too, for an option.

    Raises:
        ArgumentTypeError: For anything else, ``nan`` and ``inf`` included.
    """
    try:
        amount = float(text)
    except ValueError:
        amount = -1.0
    if not 0 <= amount <= _MOST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to {_MOST:,}")
    return amount


def _whole(text: str, least: int, most: int) -> int:
    """A whole number between two others."""
    if text.isascii() and text.isdecimal() and len(text) < 12 and least <= int(text) <= most:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most:,}")


def memory_of(text: str) -> int:
    """``512m`` in bytes, 0 for no text.

    Raises:
        ReberthError: ``usage.memory``.
    """
    match = _SIZE.match(text)
    if text and match is None:
        raise ReberthError("usage.memory", text=text)
    return int(match[1]) * _UNITS[match[2].lower()] if match else 0


def pairs_of(texts: list[str]) -> tuple[tuple[str, str], ...]:
    """``NAME=VALUE`` as pairs. A value never gets into a message.

    Raises:
        ReberthError: ``usage.name-value``.
    """
    found = []
    for text in texts:
        name, sign, value = text.partition("=")
        if not name or not sign:
            raise ReberthError("usage.name-value", name=name)
        found.append((name, value))
    return tuple(found)
