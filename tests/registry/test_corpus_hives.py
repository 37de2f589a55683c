"""Real hives, where the shared corpus lies beside the repository."""

from __future__ import annotations

import lzma
from typing import TYPE_CHECKING

import pytest

from reberth.model.errors import ReberthError
from reberth.registry.hive import open_hive
from reberth.registry.replay import replay
from tests.registry.reading import content, opened
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.hives import read_with_hivex
from tests.support.trees import MemoryTree

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.registry.hive import Key

HIVES = CORPUS / "hives"
pytestmark = needs_corpus


def unpacked(name: str) -> bytes:
    return lzma.decompress((HIVES / f"{name}.xz").read_bytes())


def count(key: Key) -> int:
    return 1 + sum(count(child) for child in key.subkeys())


@pytest.mark.parametrize(
    ("name", "logs", "keys", "unreplayed"),
    [
        ("SYSTEM_B", ("SYSTEM_B.LOG1", "SYSTEM_B.LOG2"), 35595, 33123),
        ("UsrClass.dat", ("UsrClass.dat.LOG1", "UsrClass.dat.LOG2"), 6238, 6205),
        ("transactions_NTUSER.DAT", ("transactions_ntuser.dat.log1", "transactions_ntuser.dat.log2"), 3105, 2590),
    ],
)
def test_dirty_hives_with_their_logs(name: str, logs: tuple[str, str], keys: int, unreplayed: int) -> None:
    hive = unpacked(f"regipy__regipy_tests__data__{name}")
    first, second = (unpacked(f"regipy__regipy_tests__data__{log}") for log in logs)
    files = {f"\\{name}": hive, f"\\{name}.LOG1": first, f"\\{name}.log2": second}
    found = open_hive(MemoryTree("t", files), f"\\{name}")
    assert (found.replayed, found.stale) == (True, False)
    assert count(found.root) == keys
    stale = open_hive(MemoryTree("t", {f"\\{name}": hive}), f"\\{name}")
    assert (stale.replayed, stale.stale) == (False, True)
    assert count(stale.root) == unreplayed


def test_a_second_reader_agrees_on_a_replayed_hive(tmp_path: Path) -> None:
    base = "regipy__regipy_tests__data__UsrClass.dat"
    replayed = replay(unpacked(base), [unpacked(f"{base}.LOG1"), unpacked(f"{base}.LOG2")])
    assert replayed is not None
    (tmp_path / "UsrClass.dat").write_bytes(replayed)
    assert content(opened(replayed)) == read_with_hivex(tmp_path / "UsrClass.dat")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("dfwinreg-20190329__test_data__SYSTEM", 10269),
        ("plaso__test_data__regf__100_sub_keys.hiv", 101),
        ("python-registry__tests__reg_samples__UNICODE_TESTS", 3),
        ("python-registry__tests__reg_samples__REORGANIZED_VALUES_TESTS", 3),
        ("Registry__Registry.Test__Hives__SAM_hasBigEndianDWord", 92),
    ],
)
def test_a_second_reader_agrees_on_real_hives(name: str, keys: int, tmp_path: Path) -> None:
    (tmp_path / "hive").write_bytes(unpacked(name))
    found = content(opened(unpacked(name)))
    assert len(found) == keys
    assert found == read_with_hivex(tmp_path / "hive")


@pytest.mark.parametrize(
    ("name", "keys", "damaged"),
    [
        ("Registry__Registry.Test__Hives__SAMBadHBinHeader", 1, True),
        ("Registry__Registry.Test__Hives__SECURITYNoRoot", 8, False),
        ("plaso__test_data__regf__corrupt_sub_key_list.hiv", 100, True),
        ("python-registry__tests__reg_samples__issue22.hive", 1, False),
    ],
)
def test_damage_is_told(name: str, keys: int, *, damaged: bool) -> None:
    hive = opened(unpacked(name))
    assert (len(content(hive)), hive.damaged) == (keys, damaged)


def test_another_file_is_refused() -> None:
    with pytest.raises(ReberthError) as raised:
        opened(unpacked("Registry__Registry.Test__Hives__NotAHive"))
    assert raised.value.code == "registry.hive-unreadable"
