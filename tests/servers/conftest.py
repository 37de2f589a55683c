"""Each synthetic server's disks, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.synthetic import SYNTHETIC, build

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="package", params=SYNTHETIC)
def disks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, tuple[Path, ...]]:
    """Name of the server and its disks."""
    name = str(request.param)
    return name, build(SYNTHETIC[name], tmp_path_factory.mktemp(f"server-{name}"))
