"""A migration document in the place of an image: the newest one that the engine has of it, with its settings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reberth.cli.main import main
from reberth.migration.document import Migration, RunSettings, save
from reberth.model.engine_requests import BuildRequest, RemoveRequest
from reberth.verbs.build import build
from reberth.verbs.remove import remove
from tests.support.builds import Events, build_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.engine import RealEngine

SETTINGS = RunSettings(ports=("0:8099",), environment=(("FROM", "document"), ("BOTH", "document")), memory="256m")


@pytest.fixture
def document(engine: RealEngine, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "mine.reberth"
    save(Migration("a-migration", ("disk.vhdx",), endpoint=engine.endpoint, run=SETTINGS, target="server2019"), path)
    yield path
    every = RemoveRequest(endpoint=engine.endpoint, everything=True, images=True, migration="a-migration")
    remove(every, Events())
    assert engine.leftovers()["containers"] == []


def built(engine: RealEngine, place: Path, tag: str, *lines: str) -> str:
    folder = build_folder(place, f"ENV TAG={tag}", *lines, 'ENTRYPOINT ["sleep", "600"]')
    request = BuildRequest(folder=str(folder), endpoint=engine.endpoint, tags=(tag,), migration="a-migration")
    return build(request, Events()).tags[0]


def test_run_save_and_remove_by_document(
    engine: RealEngine, document: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(document)]) == 9
    assert "[engine.no-image-of-migration]" in capsys.readouterr().err
    built(engine, tmp_path / "a", "by-document/old:1")
    newest = built(engine, tmp_path / "b", "by-document/new:1", "RUN sleep 1.1")
    assert main(["run", str(document), "-e", "BOTH=option", "--wait", "1", "--json"]) == 0
    container = json.loads(capsys.readouterr().out)["container"]
    facts = engine.api().inspect_container(container)
    assert facts["Config"]["Image"] == newest
    assert {"FROM=document", "BOTH=option"} <= set(facts["Config"]["Env"])
    assert facts["HostConfig"]["Memory"] == 256 << 20
    assert [port for port, places in facts["NetworkSettings"]["Ports"].items() if places] == ["8099/tcp"]
    assert main(["save", str(document), "-o", str(tmp_path / "image.tar"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["bytes"] == (tmp_path / "image.tar").stat().st_size
    assert main(["rm", "--all", "--images", "--migration", str(document), "--json"]) == 0
    gone = json.loads(capsys.readouterr().out)
    assert (gone["containers"], len(gone["images"])) == ([container], 2)


def test_the_doctor_asks_what_the_migration_needs(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", str(document), "--json"]) == 9
    told = json.loads(capsys.readouterr().out)
    assert told["target"]["name"] == "server2019"
    assert "advice.base-newer" in [check["code"] for check in told["checks"]]
    assert main(["doctor", str(document), "--windows", "ltsc2019", "--json"]) == 9
    codes = [check["code"] for check in json.loads(capsys.readouterr().out)["checks"]]
    assert "advice.base-newer" not in codes
    assert "doctor.mode-linux" in codes
