"""JSON of our types with lone surrogates in it: legal in file names, of a disk as of a host that is not Windows.

The fast encoder and decoder refuse them; :mod:`json` writes and reads them as its own escapes.
"""

from __future__ import annotations

import json
from typing import Literal, TypeVar

import msgspec

Kind = TypeVar("Kind")


def encode(value: object, *, order: Literal["deterministic"] | None = None, indent: int = 0) -> bytes:
    """JSON on one line, or with ``indent`` blanks a level; ``order`` as for :func:`msgspec.json.encode`."""
    try:
        data = msgspec.json.encode(value, order=order)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value, order=order), indent=indent or None).encode("ascii")
    return msgspec.json.format(data, indent=indent) if indent else data


def decode(data: bytes, decoder: msgspec.json.Decoder[Kind]) -> Kind:
    """What :func:`encode` wrote, and any other JSON of that type.

    Raises:
        ValueError: It is none; a ``RecursionError`` passes through.
    """
    try:
        return decoder.decode(data)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        if b"\\ud" not in data.lower():
            raise
        return msgspec.convert(json.loads(data), decoder.type)
