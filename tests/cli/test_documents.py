"""A migration document gives on the command line what its choices give without it, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from reberth.cli.build import _of_document
from reberth.cli.documents import disks_of
from reberth.cli.main import main, parser
from reberth.migration.document import Migration, save
from reberth.migration.edits import make_edit
from reberth.migration.requests import scan_request
from reberth.model.requests import ScanRequest
from reberth.model.selection import Selection
from tests.support.servers import write_server

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def document(tmp_path: Path) -> tuple[Path, Migration]:
    root = tmp_path / "server"
    root.mkdir()
    write_server(root, sites={"Shop": r"C:\shop", "Other": r"C:\other"})
    for name in ("shop", "other"):
        (root / name).mkdir()
        (root / name / "default.htm").write_text(name, encoding="utf-8")
    migration = Migration("an-id", (str(root),), selection=Selection(("Shop",)), tag="shop:1", build_isolation="hyperv")
    path = tmp_path / "mine.reberth"
    save(migration, path)
    return path, migration


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.usefixtures("capsys")
def test_the_same_bytes(document: tuple[Path, Migration], tmp_path: Path) -> None:
    path, migration = document
    assert main(["convert", str(path), "-o", str(tmp_path / "one")]) == 0
    assert main(["convert", migration.paths[0], "--site", "Shop", "-o", str(tmp_path / "two")]) == 0
    one = files(tmp_path / "one")
    assert one == files(tmp_path / "two")
    text = one["Dockerfile"].decode()
    edit = make_edit("Dockerfile", text, text + "ENV A=1\n")
    assert edit is not None
    save(replace(migration, edits=(edit,)), path)
    assert main(["convert", str(path), "-o", str(tmp_path / "three")]) == 0
    assert files(tmp_path / "three")["Dockerfile"].decode() == text + "ENV A=1\n"


def test_choices_beside_it_are_refused(
    document: tuple[Path, Migration], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(document[0])
    assert main(["convert", path, "--site", "Other", "-o", str(tmp_path / "out")]) == 2
    assert "[usage.migration-choices]" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_build_takes_tag_and_isolation_from_it(document: tuple[Path, Migration]) -> None:
    path, migration = document
    request = _of_document(migration, parser("build").parse_args(["build", str(path)]))
    assert (request.tags, request.isolation, request.migration) == (("shop:1",), "hyperv", "an-id")
    asked = ["build", str(path), "-t", "x", "--isolation", "process", "--endpoint", "tcp://h:1"]
    request = _of_document(migration, parser("build").parse_args(asked))
    assert (request.tags, request.isolation, request.endpoint) == (("x",), "process", "tcp://h:1")
    assert scan_request(migration) == ScanRequest(migration.paths)


def test_every_command_that_reads_disks_takes_it(
    document: tuple[Path, Migration], capsys: pytest.CaptureFixture[str]
) -> None:
    path, migration = document
    for words in (("scan",), ("sites",), ("ls", "C:\\shop"), ("cat", "C:\\shop\\default.htm")):
        assert main([words[0], str(path), *words[1:]]) == 0
        by_document = capsys.readouterr().out
        assert main([words[0], *migration.paths, *words[1:]]) == 0
        assert capsys.readouterr().out == by_document != ""


def test_letters_and_the_image_in_a_wim_are_its_own(
    document: tuple[Path, Migration], capsys: pytest.CaptureFixture[str]
) -> None:
    path, migration = document
    save(replace(migration, wim_image="2", letters=(("disk1.partition1", "E"),)), path)
    found = disks_of([str(path)], parser("replay").parse_args(["replay", str(path), "--container", "x"]))
    assert found[:3] == (migration.paths, "2", (("disk1.partition1", "E"),))
    for more in (("--letter", "disk1.partition1=D"), ("--wim-index", "1")):
        assert main(["sites", str(path), *more]) == 2
        assert "[usage.migration-choices]" in capsys.readouterr().err


def test_a_document_that_is_not_there_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.reberth").write_text("{", encoding="utf-8")
    for command in (("scan",), ("run",), ("save", "-o", str(tmp_path / "x.tar")), ("doctor",)):
        for name, code in (("none", "migration.unreadable"), ("broken", "migration.damaged")):
            assert main([command[0], str(tmp_path / f"{name}.reberth"), *command[1:]]) == 3
            assert f"[{code}]" in capsys.readouterr().err
