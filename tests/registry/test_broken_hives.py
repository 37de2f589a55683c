"""Damaged and hostile hives: one kind of error, no endless loop, and what is whole is read."""

from __future__ import annotations

import random
import struct
from typing import TYPE_CHECKING

import pytest

from reberth.model.errors import ExitCode, ReberthError
from reberth.registry.hive import open_hive
from tests.registry.logs import dirty, log_entry, new_log, old_log
from tests.registry.reading import content, opened
from tests.support.hand_hive import HandKey, hand_hive, seal
from tests.support.mutants import mutated
from tests.support.trees import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.registry.raw_key import RawKey
    from tests.registry.reading import Content

SMALL = HandKey("Größe", (("v", 1, b"a\0b\0\0\0"), ("big", 3, bytes(40_000)), ("Ключ", 4, b"\1\0\0\0")))
WHOLE = hand_hive(
    HandKey(
        "ROOT",
        (("value", 3, b"\1\2"),),
        tuple(
            HandKey(f"{kind} {number}", SMALL.values[:2] if number else (), (SMALL,), kind)
            for number, kind in enumerate(["lf", "lh", "li", "ri:lh", "lf", "lh"])
        ),
        "ri:lf",
    )
)


def attempt(hive: bytes, logs: dict[str, bytes] | None = None) -> Content | None:
    """What can be read, None where the hive is refused as it should be."""
    try:
        return content(opened(hive, logs))
    except ReberthError as error:
        if error.code != "registry.hive-unreadable":
            raise
        return None


def refused(hive: bytes) -> str:
    with pytest.raises(ReberthError) as raised:
        opened(hive)
    assert raised.value.params == {"hive": "SYSTEM"}
    assert raised.value.exit_code == ExitCode.WINDOWS
    return raised.value.code


@pytest.mark.parametrize(
    "hive",
    [
        b"",
        b"regf",
        WHOLE[:4095],
        WHOLE[:4096],
        WHOLE[:4096] + bytes(8192),
        bytes(len(WHOLE)),
        b"MZ" + WHOLE[2:],
        b"\xff" * 9000,
        b"SQLite format 3\0" + bytes(9000),
        seal(WHOLE[:36] + b"\xf0\xff\xff\x7f" + WHOLE[40:]),
    ],
)
def test_what_is_no_hive_is_refused(hive: bytes) -> None:
    assert refused(hive) == "registry.hive-unreadable"


def test_a_hive_on_a_damaged_volume_says_which_file() -> None:
    with pytest.raises(ReberthError) as raised:
        open_hive(Broken("disk0.partition1", {"\\SYSTEM": WHOLE}), "\\SYSTEM")
    assert raised.value.code == "filesystem.file-unreadable"
    assert raised.value.params == {"path": "\\SYSTEM"}


@pytest.mark.parametrize("kept", [4096 + 32, 4096 + 200, 5000, 12288, 40_000, len(WHOLE) - 4096])
def test_a_truncated_hive_gives_what_is_there_or_an_error(kept: int) -> None:
    found = attempt(WHOLE[:kept])
    whole = content(opened(WHOLE))
    assert all(whole[path].items() >= values.items() for path, values in (found or {}).items())
    assert found != whole


@pytest.mark.parametrize("seed", range(8))
def test_flipped_bytes_end_in_an_error_or_in_what_is_left(seed: int) -> None:
    chance = random.Random(seed)
    places = [at for at in range(len(WHOLE)) if WHOLE[at]]
    outcomes = []
    for _ in range(40):
        data = bytearray(WHOLE)
        for _ in range(chance.choice([1, 3, 20])):
            place = chance.choice(places) if chance.random() < 0.8 else chance.randrange(len(data))
            data[place] = chance.choice([0, 0xFF, 0x7F, chance.randrange(256)])
        outcomes.append(attempt(bytes(data) if chance.random() < 0.3 else seal(data)))
    assert len([found for found in outcomes if found is not None and () in found]) > 5


def test_changed_cells_end_in_what_is_left_of_them() -> None:
    """Sizes, counts and places inside cells, as libregf reads them and as our own walk does."""
    kinds = (b"nk", b"vk", b"lf", b"lh", b"li", b"ri", b"db")
    cells = [(at - 4, 84) for at in range(4100, len(WHOLE) - 100) if WHOLE[at : at + 2] in kinds]
    seen = []
    for number in range(200):
        try:
            hive = opened(seal(bytearray(mutated(WHOLE, number, cells))))
        except ReberthError as error:
            seen.append(error.code)
            continue
        raw = hive.root.raw()
        walked = [] if raw is None else [key.value("v") for key in _raw_keys(raw)]
        assert max(len(content(hive)), len(walked)) < 2000
        seen.append("damaged" if hive.damaged else "whole")
    assert set(seen) == {"registry.hive-unreadable", "damaged", "whole"}
    assert seen.count("damaged") > 20


def _raw_keys(key: RawKey, depth: int = 0) -> Iterator[RawKey]:
    """A key and those below it, as deep as a whole hive has any."""
    yield key
    for child in key.subkeys() if depth < 3 else ():
        yield from _raw_keys(child, depth + 1)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["new", "old"])
def test_flipped_bytes_in_logs(kind: str, seed: int) -> None:
    chance = random.Random(100 + seed)
    other = hand_hive(HandKey("ROOT", (("value", 3, b"\3\4"),), (SMALL,)))
    before = dirty(WHOLE, 3, 2)
    log = new_log(before, 2, log_entry(2, before, other)) if kind == "new" else old_log(before, other, 2)
    outcomes = []
    for _ in range(10):
        data = bytearray(log)
        for _ in range(3):
            data[chance.randrange(min(len(data), 2000))] = chance.randrange(256)
        outcomes.append(attempt(before, {".LOG1": bytes(data), ".LOG2": log[: chance.randrange(len(log))]}))
    assert content(opened(WHOLE)) in outcomes


def patched(offset: int, form: str, *values: int) -> bytes:
    data = bytearray(WHOLE)
    struct.pack_into(form, data, offset, *values)
    return bytes(data)


def root_place() -> int:
    place: int = struct.unpack_from("<I", WHOLE, 36)[0]
    return 4096 + place + 4


def root_list() -> int:
    place: int = struct.unpack_from("<I", WHOLE, root_place() + 28)[0]
    return 4096 + place + 4


def test_a_key_below_itself_is_followed_only_as_far_as_asked() -> None:
    leaf: int = struct.unpack_from("<I", WHOLE, root_list() + 4)[0]
    hive = opened(patched(4096 + leaf + 8, "<I", root_place() - 4 - 4096))
    assert sorted(key.name for key in hive.root.subkeys()) == ["ROOT", "lf 4", "lh 1", "lh 5", "li 2", "ri:lh 3"]
    assert not hive.damaged
    assert max(len(path) for path in content(hive)) == 100
    assert hive.key("lh 1\\Größe") is not None


def test_an_index_that_lists_itself_does_not_go_round() -> None:
    assert WHOLE[root_list() : root_list() + 2] == b"ri"
    found = attempt(patched(root_list() + 4, "<I", root_list() - 4 - 4096))
    assert found is None or list(found) == [()]


@pytest.mark.parametrize(("field", "number"), [(20, 0xFFFFFFFF), (20, 100_000), (36, 0xFFFFFFFF), (36, 70_000)])
def test_impossible_counts_are_bounded(field: int, number: int) -> None:
    found = attempt(patched(root_place() + field, "<I", number))
    assert found is None or len(found) <= len(content(opened(WHOLE)))


def test_a_value_whose_data_is_broken_is_passed_over() -> None:
    place = WHOLE.index(b"\x01\x02\0\0\x03\0\0\0") - 8
    assert WHOLE[place : place + 2] == b"vk"
    hive = opened(patched(place + 4, "<I", 0x40000000))
    before, value, after = hive.damaged, hive.root.value("value"), hive.damaged
    assert (before, value, after) == (False, None, True)
    assert list(hive.root.values()) == []
    assert hive.key("lh 1\\Größe") is not None
