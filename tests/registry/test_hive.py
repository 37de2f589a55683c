"""Hives of known content, read by us and by hivex."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.model.errors import ExitCode, ReberthError
from reberth.registry.hive import open_hive
from reberth.registry.hive_file import TreeFile
from tests.registry.reading import content, opened
from tests.support.hand_hive import HandKey, hand_hive
from tests.support.hives import hive_by_hand, make_hive, read_with_hivex
from tests.support.trees import MemoryTree

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.hives import Value

LONG = "Long key name " * 18
BIG = bytes(range(256)) * 200


def text(value: str) -> bytes:
    return (value + "\0").encode("utf-16-le")


VALUES = (
    ("", 1, text("the default value")),
    ("sz", 1, text("Büro 日本 😀")),
    ("expand", 2, text("%SystemRoot%\\x")),
    ("binary", 3, bytes(range(7))),
    ("dword", 4, (0x80000001).to_bytes(4, "little")),
    ("big endian", 5, (0x01020304).to_bytes(4, "big")),
    ("link", 6, "\\Registry\\Machine".encode("utf-16-le")),
    ("multi", 7, "one\0zwei\0三\0\0".encode("utf-16-le")),
    ("resources", 8, b"\x01\x02"),
    ("qword", 11, (1 << 40).to_bytes(8, "little")),
    ("none", 0, b""),
    ("none with data", 0, b"abcde"),
    ("unknown type", 0x1234, b"123"),
    ("Größe", 3, b"\xff"),
    ("значение 值", 3, b"\xfe"),
    ("of 16344", 3, BIG[:16344]),
    ("of 16352", 3, BIG[:16352]),
    ("of 51200", 3, BIG),
)


def many(kind: str) -> HandKey:
    names = [f"Key{number:04d}" if number % 3 else f"Ключ {number}" for number in range(450)]
    return HandKey(kind.replace(":", " "), subkeys=tuple(HandKey(name) for name in names), kind=kind)


@pytest.fixture(scope="module")
def handmade() -> bytes:
    kinds = [many(kind) for kind in ("lf", "lh", "li", "ri:lf", "ri:lh", "ri:li")]
    deep = HandKey("end", (("here", 4, b"\x07\0\0\0"),))
    for number in range(60):
        deep = HandKey(f"level {number}", subkeys=(deep,), kind="lf")
    keys = (HandKey("values", VALUES), HandKey(LONG[:255], VALUES[:2]), HandKey("漢字キー"), HandKey("Straße"), deep)
    return hand_hive(HandKey("CMI-CreateHive", subkeys=(*kinds, *keys)))


def test_all_types_names_and_lists_read_as_a_second_reader_reads_them(handmade: bytes, tmp_path: Path) -> None:
    (tmp_path / "SYSTEM").write_bytes(handmade)
    found = content(opened(handmade))
    assert len(found) == 1 + 6 * 451 + 4 + 61
    assert found["values",] == {name: (kind, data) for name, kind, data in VALUES}
    assert found == read_with_hivex(tmp_path / "SYSTEM")


def test_a_hive_of_another_writer(tmp_path: Path) -> None:
    keys: dict[str, dict[str, Value]] = {f"Many\\Number {number}": {"n": number} for number in range(300)}
    keys |= {
        "Software\\Größe": {"Name": "Büro", "Path": "%windir%", "Number": 4_000_000_000, "List": ["a", "b"]},
        "Software\\日本": {"Raw": b"\0\1\2", "Long": (11, bytes(8))},
    }
    path = make_hive(tmp_path / "SYSTEM", keys)
    found = content(opened(path.read_bytes()))
    assert found == read_with_hivex(path)
    (tmp_path / "BY HAND").write_bytes(hive_by_hand(keys))
    assert read_with_hivex(tmp_path / "BY HAND") == found
    assert found["Software", "Größe"]["Number"] == (4, (4_000_000_000).to_bytes(4, "little"))
    assert sum(len(name) == 2 and name[0] == "Many" for name in found) == 300


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("VALUES", "values"),
        ("lf\\KEY0001", "Key0001"),
        ("Lh\\key0448", "Key0448"),
        ("li\\kEy0250", "Key0250"),
        ("ri LH\\КЛЮЧ 300", "Ключ 300"),
        ("ri li\\ключ 0", "Ключ 0"),
        ("ri lf\\key0449", "Key0449"),
        ("漢字キー", "漢字キー"),
        (LONG[:255].upper(), LONG[:255]),
    ],
)
def test_keys_are_found_whatever_their_case(handmade: bytes, path: str, name: str) -> None:
    key = opened(handmade).key(path)
    assert key is not None
    assert key.name == name
    assert key.path.startswith("SYSTEM\\")
    assert key.path.endswith("\\" + name)


@pytest.mark.parametrize("path", ["nothing", "values\\nothing", "lf\\Key0003", "lf\\Key00010", "", "values\\"])
def test_what_is_not_there_is_none(handmade: bytes, path: str) -> None:
    assert opened(handmade).key(path) is None


def test_values_mean_what_was_meant(handmade: bytes) -> None:
    key = opened(handmade).key("values")
    assert key is not None
    assert key.text("SZ") == "Büro 日本 😀"
    assert key.text("") == "the default value"
    assert key.text("link") == "\\Registry\\Machine"
    assert key.text("multi") == "one"
    assert key.text("dword") == "2147483649"
    assert key.text("binary") == ""
    assert key.text("gone") == ""
    assert (key.integer("dword"), key.integer("big endian")) == (0x80000001, 0x01020304)
    assert (key.integer("qword"), key.integer("sz"), key.integer("none"), key.integer("gone")) == (1 << 40,) + 3 * (
        None,
    )
    multi, plain, none = key.value("MULTI"), key.value("expand"), key.value("none")
    assert multi is not None
    assert plain is not None
    assert none is not None
    assert multi.strings == ("one", "zwei", "三")
    assert plain.strings == ("%SystemRoot%\\x",)
    assert none.strings == ()
    assert (plain.key, plain.name, plain.type) == ("SYSTEM\\values", "expand", 2)


@pytest.mark.parametrize(
    ("data", "meant", "number"),
    [
        (text("x") + b"\x41", "x", None),
        ("12".encode("utf-16-le"), "12", 12),
        (text(" 42 "), " 42 ", 42),
        (text("one\0rest"), "one", None),
        (b"\x00\xd8" + text("x"), "\ufffdx", None),
        (b"", "", None),
        (b"\x41", "", None),
        (text("١٢"), "١٢", None),
    ],
)
def test_careless_text_is_read(data: bytes, meant: str, number: int | None) -> None:
    hive = opened(hand_hive(HandKey("ROOT", (("v", 1, data),))))
    assert hive.root.text("v") == meant
    assert hive.root.integer("v") == number


@pytest.mark.parametrize(
    "size", [0, 1, 2, 3, 4, 5, 16343, 16344, 16345, 16346, 16348, 16349, 16350, 32688, 32689, 50001]
)
def test_every_byte_of_data_is_read(size: int) -> None:
    """Sizes at which both libregf and hivex are known to lose bytes, and their neighbours."""
    data = BIG[1 : size + 1]
    found = opened(hand_hive(HandKey("ROOT", (("v", 3, data),)))).root.value("v")
    assert found is not None
    assert found.data == data


def test_a_large_hive_is_read_in_blocks() -> None:
    """Whatever is asked for comes from blocks of 64 KiB, of which only some are kept."""
    data = bytes(range(251)) * 80_000
    tree = MemoryTree("t", {"\\SOFTWARE": data})
    entry = tree.find("\\SOFTWARE")
    assert entry is not None
    file = TreeFile(tree, entry)
    assert file.read() == data
    assert max(length for _, _, length in tree.reads) == 64 << 10
    assert file.seek(-70_000, 2) == file.tell() == len(data) - 70_000
    assert (file.read(66_000), file.read(9_999), file.read(1)) == (data[-70_000:-4_000], data[-4_000:], b"")
    before = len(tree.reads)
    assert file.at(len(data) - 100, 100) == data[-100:]
    assert len(tree.reads) == before
    assert file.at(5, 66_000) == data[5:66_005]
    assert len(tree.reads) > before
    with pytest.raises(OSError, match=str(len(data) - 1)):
        file.at(len(data) - 1, 2)


@pytest.mark.parametrize("files", [{}, {"\\config\\SYSTEM": None}, {"\\config\\SYSTEM2": b"regf"}])
def test_a_missing_hive_is_named(files: dict[str, bytes | None]) -> None:
    with pytest.raises(ReberthError) as raised:
        open_hive(MemoryTree("t", files), "\\config\\SYSTEM")
    assert raised.value.code == "registry.hive-missing"
    assert raised.value.params == {"hive": "SYSTEM", "path": "\\config\\SYSTEM"}
    assert raised.value.exit_code == ExitCode.WINDOWS
