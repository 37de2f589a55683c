"""A build without a way out: installers and the files of .NET 3.5 come from a folder beside the disks or the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from reberth.model.engine_requests import BuildRequest
from reberth.model.errors import ReberthError
from reberth.verbs.build import build
from tests.rendering.golden_servers import LEGACY, write
from tests.support.builds import Events

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.engine import RealEngine

REWRITE, PAYLOAD = "rewrite_amd64_en-US.msi", "sxs/microsoft-windows-netfx3-ondemand-package.cab"


@pytest.fixture
def legacy(engine: RealEngine, tmp_path: Path) -> BuildRequest:
    """A server on .NET 2.0 with URL Rewrite; nothing is put aside for it yet."""
    disks = (str(write(tmp_path / "disk", LEGACY)),)
    return BuildRequest(disks, selection=LEGACY.selection, endpoint=engine.endpoint, tags=("test/air-gap:1",))


def with_installers(place: Path) -> str:
    """What a person puts aside."""
    (place / "sxs").mkdir(parents=True)
    for name in (REWRITE, PAYLOAD):
        (place / name).write_bytes(b"MSCF")
    return str(place)


def listed(engine: RealEngine, image: str) -> list[str]:
    """Files of the installers folder in an image."""
    api = engine.api()
    made = api.create_container(image, ["-c", "cd /C:/reberth/installers; find . -type f | sort"], entrypoint=["sh"])
    try:
        api.start(made)
        api.wait(made)
        return [line.removeprefix("./") for line in api.logs(made).decode().split()]
    finally:
        api.remove_container(made, force=True)


def test_from_disks_with_a_folder_of_installers(engine: RealEngine, legacy: BuildRequest, tmp_path: Path) -> None:
    with pytest.raises(ReberthError) as caught:
        build(legacy, Events())
    assert caught.value.code == "build.installer-missing"
    result = build(replace(legacy, installers=with_installers(tmp_path / "aside")), Events())
    assert set(listed(engine, result.image_id)) == {"README.txt", REWRITE, PAYLOAD}


def test_from_a_build_folder(engine: RealEngine, legacy: BuildRequest, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with pytest.raises(ReberthError, match=r"build\.installer-missing"):
        build(replace(legacy, save_context=str(kept)), Events())
    aside = with_installers(tmp_path / "aside")
    result = build(BuildRequest(folder=str(kept), endpoint=engine.endpoint, installers=aside), Events())
    assert PAYLOAD in listed(engine, result.image_id)
    with_installers(kept / "installers")
    result = build(BuildRequest(folder=str(kept), endpoint=engine.endpoint, tags=("test/air-gap:2",)), Events())
    assert set(listed(engine, result.image_id)) == {"README.txt", REWRITE, PAYLOAD}
    script = (kept / "setup" / "features.cmd").read_text(encoding="utf-8")
    assert f"C:\\reberth\\installers\\{PAYLOAD.replace('/', chr(92))} " in script
