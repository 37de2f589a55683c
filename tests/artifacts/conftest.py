"""The server that has everything, scanned and converted once for all tests of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from reberth.model.events import silent
from reberth.model.requests import ConvertRequest, ConvertResult, ScanRequest
from reberth.verbs.convert import convert
from reberth.verbs.scan import scan
from tests.artifacts.golden_servers import ASKED, GOLDEN
from tests.support.artifact_server import write_everything

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.inventory import Inventory


class Everything(NamedTuple):
    """The server's drives and what a scan for all kinds finds."""

    paths: tuple[str, str]
    inventory: Inventory

    def of(self, kind: str) -> dict[str, ArtifactRecord]:
        """Records of a kind by name."""
        return {item.name: item for item in self.inventory.artifacts if item.kind == kind}


class Built(NamedTuple):
    """A golden server's name, its build folder, and what the conversion said."""

    name: str
    folder: Path
    result: ConvertResult


LETTERS = (("folder1.root", "D"),)


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Everything:
    paths = write_everything(tmp_path_factory.mktemp("everything"))
    return Everything(paths, scan(ScanRequest(paths, letters=LETTERS, artifacts=ASKED), silent))


@pytest.fixture(scope="session", params=GOLDEN)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    name = str(request.param)
    golden = GOLDEN[name]
    paths = write_everything(tmp_path_factory.mktemp(name), **golden.options)
    output = tmp_path_factory.mktemp(f"{name}-out") / "out"
    result = convert(ConvertRequest(paths, str(output), golden.selection, letters=LETTERS), silent)
    return Built(name, output, result)
