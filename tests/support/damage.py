"""Images with damage anywhere, from a seed; and what reading them ends in."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from reberth.model.errors import ReberthError
from reberth.sources.disk import open_disk

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1 << 20


def damaged_copies(original: bytes, seed: int, count: int) -> list[bytes]:
    """Copies of an image whose head, and rarely its rest, was changed at random."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        data = bytearray(original)
        for _ in range(chance.choice((1, 2, 8))):
            place = chance.randrange(min(chance.choice((512, 4096, len(data))), len(data)))
            data[place] = chance.choice((0, 1, 0x7F, 0xFF, chance.randrange(256)))
        del data[chance.choice((len(data), len(data), chance.randrange(len(data)))) :]
        found.append(bytes(data))
    return found


def read_whatever(path: Path) -> str:
    """The code of the error, "" where the whole disk could be read; anything but a ReberthError is a failure."""
    try:
        disk = open_disk(path)
    except ReberthError as error:
        return error.code
    try:
        for offset in range(0, min(disk.source.size, 16 * MIB), MIB):
            disk.source.read_at(offset, min(MIB, disk.source.size - offset))
    except ReberthError as error:
        return error.code
    finally:
        disk.source.close()
    return ""
