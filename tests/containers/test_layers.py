"""The layers of a built image, the base image's first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reberth.model.engine_requests import BuildRequest, LayersRequest
from reberth.model.errors import ReberthError
from reberth.model.events import silent
from reberth.verbs.build import build
from reberth.verbs.layers import layers
from tests.support.builds import build_folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.engine import RealEngine


def test_each_step_has_its_layer(engine: RealEngine, tmp_path: Path) -> None:
    folder = build_folder(tmp_path, 'COPY ["a.txt", "C:/a.txt"]', "EXPOSE 80", a__txt="x" * 5000)
    built = build(BuildRequest(folder=str(folder), endpoint=engine.endpoint, tags=("layered",)), silent)
    found = layers(LayersRequest(built.image_id, engine.endpoint), silent).layers
    shell, copy, expose = found[-built.steps + 1 :][:3]
    assert "SHELL" in shell.text
    assert "COPY" in copy.text
    assert copy.size == 5000
    assert "EXPOSE" in expose.text
    assert expose.size == 0
    with pytest.raises(ReberthError, match=r"engine\.no-image"):
        layers(LayersRequest("nothing-of-that-name", engine.endpoint), silent)
