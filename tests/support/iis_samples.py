"""The applicationHost.config files of the tests, own ones and those of the corpus, read as from a server's disk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from reberth.iis.fallback import fallback_schema_text
from reberth.iis.reader import read_iis
from reberth.model.inventory import Inventory
from reberth.model.windows import WindowsInfo
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.trees import MemoryTree, memory_volumes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reberth.model.finding import Finding
    from reberth.model.iis import IisConfiguration
    from reberth.model.windows import Architecture

DATA = Path(__file__).resolve().parent.parent / "data" / "iis"
CONFIG = r"\Windows\System32\inetsrv\config"
HOST = rf"C:{CONFIG}\applicationHost.config"
ENVIRONMENT = (
    ("DATA_ROOT", r"D:\data"),
    ("PROGRAMFILES", r"C:\Program Files"),
    ("SYSTEMDRIVE", "C:"),
    ("SYSTEMROOT", r"C:\Windows"),
    ("WINDIR", r"C:\Windows"),
)
_VERSION = re.compile(r"-iis(\d+)(\d)$")


class Sample(NamedTuple):
    """One configuration folder: name, IIS version, files below the folder by Windows path."""

    name: str
    version: str
    files: Mapping[str, bytes]

    @property
    def host(self) -> bytes:
        return self.files["applicationHost.config"]


def own_samples() -> list[Sample]:
    """Those written for the tests; the version stands at the end of the folder's name."""
    found = []
    for folder in sorted(DATA.iterdir()):
        match = _VERSION.search(folder.name)
        if match is not None:
            files = {
                str(file.relative_to(folder)).replace("/", "\\"): file.read_bytes()
                for file in sorted(folder.rglob("*.config"))
            }
            found.append(Sample(folder.name, f"{match.group(1)}.{match.group(2)}", files))
    return found


def own_sample(number: int) -> Sample:
    return next(item for item in own_samples() if item.name.startswith(f"{number:02d}-"))


def corpus_samples() -> list[Sample]:
    """Real ones, where the corpus is there."""
    folder = CORPUS / "applicationHost"
    files = sorted(folder.glob("*.config")) if folder.is_dir() else []
    return [Sample(file.stem, "10.0", {"applicationHost.config": file.read_bytes()}) for file in files]


def sample(text: str | bytes, version: str = "8.5", **files: bytes) -> Sample:
    """One written in a test."""
    data = text.encode() if isinstance(text, str) else text
    return Sample("made", version, {"applicationHost.config": data, **files})


EVERY = [
    *(pytest.param(item, id=item.name) for item in own_samples()),
    *(pytest.param(item, id=item.name, marks=needs_corpus) for item in corpus_samples()),
]


def read(
    item: Sample,
    *disks: Mapping[str, bytes | None],
    schema: bytes | None = None,
    environment: tuple[tuple[str, str], ...] = ENVIRONMENT,
) -> tuple[IisConfiguration, tuple[Finding, ...]]:
    """Read it as :func:`reberth.iis.reader.read_iis` does.

    Args:
        item: The configuration.
        disks: Files of C:, D:, E: besides.
        schema: The disk's schema, our own for that version if None; empty for none on the disk.
        environment: The machine's.
    """
    system: dict[str, bytes | None] = {rf"{CONFIG}\{name}": data for name, data in item.files.items()}
    schema = fallback_schema_text(item.version) if schema is None else schema
    if schema:
        system[rf"{CONFIG}\schema\IIS_schema.xml"] = schema
    system |= disks[0] if disks else {}
    trees = [MemoryTree(f"disk{number}", files) for number, files in enumerate([system, *disks[1:]])]
    volumes = memory_volumes(*trees)
    volumes.assign_letters({f"disk{number}": "CDE"[number] for number in range(len(trees))})
    found, findings = read_iis(volumes, windows(item.version, environment=environment))
    assert found is not None
    return found, findings


def windows(
    version: str = "8.5",
    *,
    architecture: Architecture = "amd64",
    environment: tuple[tuple[str, str], ...] = ENVIRONMENT,
) -> WindowsInfo:
    return WindowsInfo(
        "disk0",
        r"C:\Windows",
        architecture=architecture,
        computer_name="WEB01",
        environment=environment,
        iis_version=version,
    )


def inventory(iis: IisConfiguration, *, architecture: Architecture = "amd64") -> Inventory:
    """What a scan of that server yields, applications and contents apart."""
    return Inventory((), (), windows(iis.version, architecture=architecture), iis)
