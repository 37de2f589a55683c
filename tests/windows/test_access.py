"""Rights given on purpose, told from inherited ones."""

from __future__ import annotations

import random
import struct

import pytest

from reberth.model.sids import pool_sid, sid_name
from reberth.windows.access import AccessEntry, explicit_entries

IUSRS, USERS, SYSTEM = "S-1-5-32-568", "S-1-5-32-545", "S-1-5-18"
MODIFY, READ = 0x1301BF, 0x1200A9


def sid(text: str) -> bytes:
    _, revision, authority, *parts = text.split("-")
    numbers = struct.pack(f"<{len(parts)}I", *map(int, parts))
    return bytes([int(revision), len(parts)]) + int(authority).to_bytes(6, "big") + numbers


def ace(who: str, rights: int, kind: int = 0, flags: int = 3) -> bytes:
    body = struct.pack("<I", rights) + sid(who)
    return struct.pack("<BBH", kind, flags, 4 + len(body)) + body


def descriptor(*aces: bytes, control: int = 0x8004, count: int | None = None, length: int | None = None) -> bytes:
    entries = b"".join(aces)
    size = 8 + len(entries) if length is None else length
    acl = struct.pack("<BBHHH", 2, 0, size, len(aces) if count is None else count, 0) + entries
    owner = sid("S-1-5-32-544")
    return struct.pack("<BBHIIII", 1, 0, control, 20, 20, 0, 20 + len(owner)) + owner + acl


def test_explicit_entries_only() -> None:
    pool = pool_sid("ShopPool")
    data = descriptor(
        ace(IUSRS, MODIFY),
        ace("S-1-5-21-1-2-3-1001", READ, kind=1, flags=0),
        ace(pool, MODIFY, flags=0x0B),
        ace(SYSTEM, 0x1F01FF, flags=0x13),
        ace(USERS, READ, flags=0x10),
    )
    assert explicit_entries(data) == (
        AccessEntry(IUSRS, MODIFY, allow=True, flags=3),
        AccessEntry("S-1-5-21-1-2-3-1001", READ, allow=False, flags=0),
        AccessEntry(pool, MODIFY, allow=True, flags=0x0B),
    )


def test_entries_of_other_kinds_are_passed_over() -> None:
    audit, callback = ace(USERS, READ, kind=2), ace(USERS, READ, kind=9)
    assert [entry.sid for entry in explicit_entries(descriptor(audit, callback, ace(IUSRS, READ)))] == [IUSRS]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(19),
        bytes(200),
        descriptor(ace(IUSRS, READ), control=0x8000),
        descriptor(ace(IUSRS, READ))[:20],
        struct.pack("<BBHIIII", 1, 0, 0x8004, 0, 0, 0, 0xFFFFFFF0),
        struct.pack("<BBHIIII", 1, 0, 0x8004, 0, 0, 0, 0),
        descriptor(struct.pack("<BBH", 0, 0, 0) + bytes(16)),
        descriptor(ace(IUSRS, READ)[:10]),
        descriptor(struct.pack("<BBHI", 0, 0, 20, READ) + b"\x01\x0f" + bytes(10)),
    ],
)
def test_broken_descriptors_give_nothing(data: bytes) -> None:
    assert explicit_entries(data) == ()


def test_a_descriptor_cut_short_gives_what_is_whole() -> None:
    whole = descriptor(ace(IUSRS, MODIFY), ace(USERS, READ))
    assert [entry.sid for entry in explicit_entries(whole[:-1])] == [IUSRS]
    assert [entry.sid for entry in explicit_entries(descriptor(ace(IUSRS, MODIFY), count=65535))] == [IUSRS]


def test_entries_beyond_the_list_are_none_of_it() -> None:
    first = ace(IUSRS, MODIFY)
    assert [entry.sid for entry in explicit_entries(descriptor(first, ace(USERS, READ), length=8 + len(first)))] == [
        IUSRS
    ]


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bytes_only_ever_give_entries(seed: int) -> None:
    chance = random.Random(seed)
    whole = descriptor(*(ace(IUSRS, MODIFY, flags=flag) for flag in range(6)))
    for _ in range(500):
        data = bytearray(whole)
        for _ in range(3):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert all(not entry.flags & 0x10 and entry.sid.startswith("S-") for entry in explicit_entries(bytes(data)))


def test_pool_sids() -> None:
    """The first is documented by Microsoft; names are compared without case."""
    known = "S-1-5-82-3006700770-424185619-1745488364-794895919-4004696415"
    assert pool_sid("DefaultAppPool") == pool_sid("DEFAULTAPPPOOL") == known
    assert pool_sid("Größe") != pool_sid("Grösse")
    assert (sid_name(IUSRS), sid_name(known)) == ("IIS_IUSRS", "")
