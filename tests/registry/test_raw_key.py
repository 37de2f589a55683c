"""Keys read by ourselves: the same names and default values as libregf finds, from the same places."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from reberth.registry.hive import Hive, Key, open_hive
from reberth.registry.hive_file import MemoryFile
from reberth.registry.raw_key import RawKey
from tests.support.hand_hive import HandKey, hand_hive
from tests.support.hives import make_hive
from tests.support.trees import MemoryTree

if TYPE_CHECKING:
    from pathlib import Path


def opened(path: Path) -> Hive:
    return open_hive(MemoryTree("t", {"\\SOFTWARE": path.read_bytes()}), "\\SOFTWARE")


def seen(key: Key) -> object:
    return [(item.name, item.text(""), item.text("Second"), seen(item)) for item in key.subkeys()]


def raw_seen(key: RawKey) -> object:
    return [(item.name, item.value(""), item.value("second"), raw_seen(item)) for item in key.subkeys()]


def test_the_same_as_libregf(tmp_path: Path) -> None:
    keys: dict[str, Any] = {
        f"Classes\\{{{number:04d}}}\\Inproc": {"": f"C:\\x\\{number}.dll", "Second": "ä"} for number in range(700)
    }
    hive = opened(make_hive(tmp_path / "SOFTWARE", {**keys, "Classes\\Ünïcode 日本": {}, "Empty": {}}))
    raw = hive.root.raw()
    assert raw is not None
    assert raw_seen(raw) == seen(hive.root)
    assert not hive.damaged
    classes = next(item for item in raw.subkeys() if item.name == "Classes")
    assert {item.name for item in classes.subkeys(by_place=True)} == {item.name for item in classes.subkeys()}


def test_what_is_damaged_is_passed_over_and_noted(tmp_path: Path) -> None:
    path = make_hive(tmp_path / "SOFTWARE", {"A": {"": "first"}, "B": {"": "second"}})
    data = bytearray(path.read_bytes())
    data[data.index(b"A" + b"\0" * 3, 4096) - 76 : data.index(b"A" + b"\0" * 3, 4096) - 74] = b"xx"
    path.write_bytes(data)
    hive = opened(path)
    raw = hive.root.raw()
    assert raw is not None
    assert [item.name for item in raw.subkeys()] == ["B"]
    assert hive.damaged


def test_an_index_that_names_one_list_over_and_over_is_bounded_by_the_count() -> None:
    """Sixty thousand lists of sixty thousand keys would be more than any memory holds."""
    leaf = HandKey("ROOT", (), tuple(HandKey(f"k{number:03d}") for number in range(300)), "ri:lh")
    data = bytearray(hand_hive(leaf))
    root = 4096 + struct.unpack_from("<I", data, 36)[0] + 4
    index = 4096 + struct.unpack_from("<I", data, root + 28)[0] + 4
    assert data[index : index + 4] == b"ri\3\0"
    first = data[index + 4 : index + 8]
    data[index + 4 : index + 16] = first * 3
    asked: list[int] = []
    file = MemoryFile(bytes(data))
    whole = file.at

    def at(offset: int, size: int) -> bytes:
        asked.append(offset)
        return whole(offset, size)

    file.at = at  # type: ignore[method-assign]
    struct.pack_into("<I", data, root + 20, 100)
    file._data = bytes(data)
    names = [key.name for key in RawKey(file, root - 4100).subkeys()]
    assert names == [f"k{number:03d}" for number in range(100)]
    leaf_place = 4096 + struct.unpack("<I", first)[0] + 4
    assert asked.count(leaf_place) == 1
