"""Ports, sizes and pairs as people write them."""

from __future__ import annotations

import re

from reberth.model.errors import ReberthError

_PORT = re.compile(r"^(?:(\d{1,5}):)?(\d{1,5})$")
_SIZE = re.compile(r"^(\d+)([bkmg]?)b?$", re.IGNORECASE)
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
