"""Keys read by ourselves: the same names and default values as libregf finds, from the same places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reberth.registry.hive import Hive, Key, open_hive
from tests.support.hives import make_hive
from tests.support.trees import MemoryTree

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.registry.raw_key import RawKey


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
