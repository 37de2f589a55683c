"""``registry.reg``: registry values as Regedit writes them, version 5.00 in UTF-16, for ``reg import``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.model.extras import can_be_written
from reberth.model.rendered import RenderedFile, RenderedLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reberth.model.extras import RegistrySetting

PATH = "setup/registry.reg"
_PLAIN = re.compile("^[^\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]*$")
_TYPES = {"sz": 1, "expand-sz": 2, "binary": 3, "multi-sz": 7, "qword": 11}


def render_registry(path: str, settings: Iterable[RegistrySetting]) -> RenderedFile:
    """Render the file, values of one key together, in the order given.

    Raises:
        ValueError: For a key or name that cannot stand in it; the plan holds none.
    """
    return RenderedFile(path, tuple(_lines(settings)), "\r\n", utf16=True)


def _lines(settings: Iterable[RegistrySetting]) -> Iterator[RenderedLine]:
    """All lines."""
    keys: dict[str, list[RegistrySetting]] = {}
    for item in settings:
        if not can_be_written(item):
            raise ValueError(item.key)
        keys.setdefault(item.key, []).append(item)
    yield RenderedLine("Windows Registry Editor Version 5.00")
    for key, values in keys.items():
        steps = tuple(dict.fromkeys(item.step for item in values))
        yield RenderedLine("")
        yield RenderedLine(f"[{key}]", steps)
        for item in values:
            name = f'"{_escaped(item.name)}"' if item.name else "@"
            yield RenderedLine(f"{name}={_data(item)}", (item.step,))


def _escaped(text: str) -> str:
    """Text between double quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _data(item: RegistrySetting) -> str:
    """A value's data; text with characters that a line cannot hold is written as bytes."""
    if item.type == "dword":
        return f"dword:{int(item.value) & 0xFFFFFFFF:08x}"
    if item.type == "sz" and _PLAIN.match(item.value):
        return f'"{_escaped(item.value)}"'
    if item.type == "binary":
        data = bytes.fromhex(item.value)
    elif item.type == "qword":
        data = (int(item.value) & 0xFFFFFFFFFFFFFFFF).to_bytes(8, "little")
    else:
        text = item.value + ("\0\0" if item.type == "multi-sz" and item.value else "\0")
        data = text.encode("utf-16-le", errors="replace")
    number = _TYPES[item.type]
    return f"hex{'' if number == 3 else f'({number:x})'}:" + ",".join(f"{byte:02x}" for byte in data)
