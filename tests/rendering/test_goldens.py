"""Every generated file of the golden servers, byte for byte.

``REBERTH_REGENERATE=1`` writes them anew: read the diff.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from tests.rendering.golden_servers import SERVERS

if TYPE_CHECKING:
    from reberth.verbs.convert import ConvertResult

GOLDENS = Path(__file__).resolve().parents[1] / "goldens"
SCRIPTS = {item.name: item.read_bytes() for item in (files("reberth_resources") / "scripts").iterdir()}


def test_generated_files_are_as_they_were(built: tuple[str, Path, ConvertResult]) -> None:
    name, folder, result = built
    written = {path: (folder / path).read_bytes() for path in result.written}
    for place in folder.glob("secrets/**/*"):
        if place.is_file():
            written[place.relative_to(folder).as_posix()] = place.read_bytes()
    # Fixed scripts lie in the resources; what travels is the same text for PowerShell 5.1.
    for path in [path for path in written if path.rpartition("/")[2] in SCRIPTS]:
        script = SCRIPTS[path.rpartition("/")[2]].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        assert written.pop(path) == b"\xef\xbb\xbf" + script
    if os.environ.get("REBERTH_REGENERATE"):
        _regenerate(GOLDENS / name, written)
    golden = {
        path.relative_to(GOLDENS / name).as_posix(): path.read_bytes()
        for path in (GOLDENS / name).rglob("*")
        if path.is_file()
    }
    assert sorted(written) == sorted(golden)
    assert [path for path in written if written[path] != golden[path]] == []


def test_each_golden_has_its_server() -> None:
    assert {path.name for path in GOLDENS.iterdir() if path.is_dir()} == set(SERVERS)


def _regenerate(folder: Path, written: dict[str, bytes]) -> None:
    """Write the goldens of one server, and nothing but them."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, data in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
