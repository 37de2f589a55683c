"""Bytes changed as damage and malice change them: the same mutant for the same seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Offset and the bytes that stand there instead.
Patch = tuple[int, bytes]
# Offset and length of what is worth changing.
Area = tuple[int, int]

_BYTES = (0x00, 0x01, 0x7F, 0x80, 0xFF)


def patches(seed: int, areas: Sequence[Area]) -> list[Patch]:
    """One to twenty changes inside the areas: single bytes, and numbers of 4 and 8 bytes as sizes and places have."""
    chance = random.Random(seed)
    found: list[Patch] = []
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        start, length = chance.choice(areas)
        width = min(chance.choice((1, 1, 4, 8)), length)
        place = chance.randrange(length - width + 1)
        if width > 1:
            place -= place % 4
        largest = (1 << 8 * width) - 1
        odd = _BYTES if width == 1 else (0, largest, largest >> 1, largest // 2 + 1, chance.randrange(2000))
        value = chance.choice((*odd, chance.randrange(largest + 1)))
        found.append((start + place, value.to_bytes(width, "little")))
    return found


def mutated(data: bytes, seed: int, areas: Sequence[Area] = ()) -> bytes:
    """The data with such changes, anywhere where no areas are given."""
    changed = bytearray(data)
    for place, new in patches(seed, areas or ((0, len(data)),)):
        changed[place : place + len(new)] = new
    return bytes(changed)
