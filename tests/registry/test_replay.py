"""Dirty hives and their logs: the newest sound state is what is read."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING

import pytest

from reberth.filesystems.folder import FolderTree
from reberth.registry import base_block, replay
from reberth.registry.hive import open_hive
from tests.registry.logs import dirty, log_entry, log_head, new_log, old_log
from tests.registry.reading import content, opened
from tests.support.hand_hive import HandKey, hand_hive

if TYPE_CHECKING:
    from pathlib import Path

SEED = 0x004FB61A001BDBCC
# Marvin32 of .NET's own tests, with the seed above.
VECTORS = {
    "": 0x30ED35C100CD3C7D,
    "AF": 0x48E73FC77D75DDC1,
    "E70F": 0xB5F6E1FC485DBFF8,
    "37F495": 0xF0B07C789B8CF7E8,
    "8642DC59": 0x7008F2E87E9CF556,
    "153FB79826": 0xE6C08C6DA2AFA997,
}


def state(number: int, keys: int = 100) -> bytes:
    """A hive whose ``now`` says which state it is in; the keys spread it over several pages."""
    filling = tuple(HandKey(f"Key {index:03d}", (("v", 3, bytes([number]) * 200),)) for index in range(keys))
    return hand_hive(HandKey("ROOT", (("now", 4, number.to_bytes(4, "little")),), filling), sequence=10)


STATES = [state(number) for number in range(5)]
# The hive was in state 0 when a write of sequence 11 began.
HIVE = dirty(STATES[0], 12, 11)


def entry(number: int) -> bytes:
    """The entry that turns state ``number - 1`` into state ``number``; its sequence is 10 more."""
    return log_entry(10 + number, STATES[number - 1], STATES[number])


def now(hive: bytes, **logs: bytes) -> int | None:
    return opened(hive, {f".{name}": data for name, data in logs.items()}).root.integer("now")


@pytest.mark.parametrize(("data", "expected"), VECTORS.items())
def test_marvin32(monkeypatch: pytest.MonkeyPatch, data: str, expected: int) -> None:
    monkeypatch.setattr(replay, "_SEED", SEED)
    assert replay._marvin32(bytes.fromhex(data)) == expected


def test_one_log() -> None:
    hive = opened(HIVE, {".LOG1": new_log(HIVE, 11, entry(1), entry(2))})
    assert (hive.replayed, hive.stale) == (True, False)
    assert content(hive) == content(opened(STATES[2]))


@pytest.mark.parametrize("first", ["LOG1", "LOG2"])
def test_two_logs_are_taken_in_sequence(first: str) -> None:
    second = "LOG2" if first == "LOG1" else "LOG1"
    logs = {first: new_log(HIVE, 11, entry(1), entry(2)), second: new_log(HIVE, 13, entry(3), entry(4))}
    assert now(HIVE, **logs) == 4


def test_a_torn_last_entry_is_ignored() -> None:
    whole = new_log(HIVE, 11, entry(1), entry(2))
    for cut in (1, 500, 3000, len(entry(2)) - 1):
        assert now(HIVE, LOG1=whole[:-cut]) == 1
    flipped = bytearray(whole)
    flipped[-3000] ^= 4
    assert now(HIVE, LOG1=bytes(flipped)) == 1


def test_an_entry_after_a_gap_is_ignored() -> None:
    assert now(HIVE, LOG1=new_log(HIVE, 11, entry(1), entry(3))) == 1
    assert now(HIVE, LOG1=new_log(HIVE, 11, entry(1)), LOG2=new_log(HIVE, 13, entry(3))) == 1


def test_entries_that_the_hive_has_already_are_ignored() -> None:
    old = log_entry(9, STATES[0], STATES[4])
    assert now(HIVE, LOG1=new_log(HIVE, 9, old)) == 0
    assert now(HIVE, LOG1=new_log(HIVE, 9, old), LOG2=new_log(HIVE, 11, entry(1))) == 1
    # Remains of an earlier round, after the entries of this one.
    assert now(HIVE, LOG1=new_log(HIVE, 11, entry(1), old)) == 1


@pytest.mark.parametrize(
    "logs",
    [
        {},
        {"LOG1": b""},
        {"LOG1": bytes(5000), "LOG2": b"HvLE" * 400},
        {"LOG1": new_log(HIVE, 8, log_entry(8, STATES[0], STATES[4]))},
        {"LOG1": old_log(STATES[0], STATES[1], 12)[:3000]},
    ],
)
def test_without_a_log_that_fits_the_hive_is_read_as_it_is_and_called_stale(logs: dict[str, bytes]) -> None:
    hive = opened(HIVE, {f".{name}": data for name, data in logs.items()})
    assert (hive.replayed, hive.stale) == (False, True)
    assert content(hive) == content(opened(STATES[0]))


def test_a_clean_hive_does_not_look_at_its_logs() -> None:
    hive = opened(STATES[0], {".LOG1": new_log(HIVE, 10, log_entry(10, STATES[0], STATES[4]))})
    assert (hive.replayed, hive.stale) == (False, False)
    assert hive.root.integer("now") == 0


@pytest.mark.parametrize("kind", ["new", "old"])
def test_a_hive_grows_with_its_log(kind: str) -> None:
    grown = state(7, keys=400)
    assert len(grown) > len(HIVE) + 2 * 4096
    log = new_log(HIVE, 11, log_entry(11, HIVE, grown)) if kind == "new" else old_log(HIVE, grown, 12)
    hive = opened(HIVE, {".LOG1": log})
    assert content(hive) == content(opened(grown))


@pytest.mark.parametrize("size", [0xFFFFF000, 512 << 20, 4097])
def test_an_impossible_length_ends_the_replay(size: int) -> None:
    assert now(HIVE, LOG1=new_log(HIVE, 11, entry(1), log_entry(12, STATES[1], STATES[2], bins_size=size))) == 1
    head = bytearray(old_log(STATES[0], STATES[1], 12))
    struct.pack_into("<I", head, 40, size)
    assert now(HIVE, LOG1=log_head(bytes(head), 12, 1) + bytes(head[512:])) == 0


@pytest.mark.parametrize("name", ["LOG1", "LOG2", "LOG"])
def test_logs_of_the_old_form(name: str) -> None:
    hive = opened(HIVE, {f".{name}": old_log(STATES[0], STATES[3], 12)})
    assert (hive.replayed, hive.stale) == (True, False)
    assert content(hive) == content(opened(STATES[3]))


def test_an_old_log_of_another_time_is_ignored() -> None:
    later = bytearray(STATES[3])
    struct.pack_into("<Q", later, 12, 99)
    stray = old_log(STATES[0], bytes(later), 12)
    assert now(HIVE, LOG1=stray) == 0
    assert now(HIVE, LOG1=stray, LOG2=old_log(STATES[0], STATES[2], 12)) == 2


def test_an_old_log_that_was_not_finished_is_ignored() -> None:
    log = old_log(STATES[0], STATES[3], 12)
    assert now(HIVE, LOG1=log[:-512]) == 0
    assert now(HIVE, LOG1=dirty(log[:512], 13, 12) + log[512:]) == 0
    assert now(HIVE, LOG1=log[:100] + b"\xff" + log[101:]) == 0


@pytest.mark.parametrize("kind", ["new", "old"])
def test_a_torn_base_block_is_restored_from_the_log_begun_last(kind: str) -> None:
    torn = bytearray(HIVE)
    torn[36:44] = b"\xff" * 8
    if kind == "new":
        logs = {"LOG1": new_log(HIVE, 11, entry(1)), "LOG2": new_log(HIVE, 12, log_entry(12, HIVE, STATES[2]))}
    else:
        logs = {"LOG1": old_log(STATES[0], STATES[1], 11), "LOG2": old_log(STATES[0], STATES[2], 12)}
    assert base_block.is_dirty(torn)
    hive = opened(bytes(torn), {f".{name}": data for name, data in logs.items()})
    assert content(hive) == content(opened(STATES[2]))


@pytest.mark.parametrize("kind", ["new", "old"])
def test_replay_writes_nothing(kind: str, tmp_path: Path) -> None:
    log = new_log(HIVE, 11, entry(1)) if kind == "new" else old_log(STATES[0], STATES[1], 12)
    for name, data in {"SYSTEM": HIVE, "SYSTEM.LOG1": log, "SYSTEM.LOG2": b""}.items():
        (tmp_path / name).write_bytes(data)
        (tmp_path / name).chmod(0o444)
        os.utime(tmp_path / name, ns=(500, 500))
    hive = open_hive(FolderTree("folder0.root", tmp_path), "\\SYSTEM")
    assert hive.root.integer("now") == 1
    hive.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SYSTEM", "SYSTEM.LOG1", "SYSTEM.LOG2"]
    assert [(tmp_path / name).read_bytes() for name in ("SYSTEM", "SYSTEM.LOG1", "SYSTEM.LOG2")] == [HIVE, log, b""]
    assert {path.stat().st_mtime_ns for path in tmp_path.iterdir()} == {500}
