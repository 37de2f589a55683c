"""Progress on stderr, results on stdout."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from reberth.jobs.protocol import encode
from reberth.model.events import silent
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.model.events import Emit


@contextmanager
def progress() -> Iterator[Emit]:
    """An ``emit`` that draws a bar on a terminal and is silent elsewhere."""
    if not sys.stderr.isatty():
        yield silent
        return
    with import_module("reberth.cli.bars").bars() as emit:
        yield emit


def say(text: str = "") -> None:
    """A line of the result, safe for any terminal."""
    sys.stdout.write("\n".join(shown(line) for line in text.split("\n")) + "\n")


def say_json(value: object) -> None:
    """The result for machines."""
    sys.stdout.write(encode(value).decode() + "\n")


def size_of(number: int) -> str:
    """Bytes for people."""
    value = float(number)
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if value < 1024 or unit == "GiB":
            return f"{value:,.0f} {unit}" if unit == "bytes" else f"{value:,.1f} {unit}"
        value /= 1024
    return ""
