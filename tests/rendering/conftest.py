"""The golden servers, converted once for all tests of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.model.events import silent
from reberth.verbs.convert import ConvertRequest, ConvertResult, convert
from tests.rendering.golden_servers import SERVERS, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session", params=SERVERS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, ConvertResult]:
    """A golden server's name, its build folder, and what the conversion said."""
    name = str(request.param)
    root = write(tmp_path_factory.mktemp(f"server-{name}"), SERVERS[name])
    output = tmp_path_factory.mktemp(f"build-{name}") / "out"
    result = convert(ConvertRequest((str(root),), str(output), SERVERS[name].selection), silent)
    return name, output, result
