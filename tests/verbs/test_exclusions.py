"""What was excluded is not in the build folder; the folder itself is, empty; and each exclusion is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from reberth.cli.main import main
from reberth.model.errors import ReberthError
from reberth.model.events import Note, silent
from reberth.model.plan import LeftOut, Undecided
from reberth.model.requests import ConvertRequest, ScanRequest
from reberth.model.selection import Selection
from reberth.verbs.convert import convert
from reberth.verbs.scan import scan
from tests.support.servers import write_server


@pytest.fixture
def server(tmp_path: Path) -> str:
    root = tmp_path / "server"
    web = root / "inetpub" / "wwwroot"
    for name in ("index.html", "logs/2015/a.log", "logs/b.log", "upload/x.bin", "old.zip"):
        (web / name).parent.mkdir(parents=True, exist_ok=True)
        (web / name).write_bytes(name.encode())
    write_server(root, sites={"Default Web Site": r"C:\inetpub\wwwroot"})
    return str(root)


def test_the_scan_proposes_and_the_conversion_obeys(server: str, tmp_path: Path) -> None:
    inventory = scan(ScanRequest((server,)), silent)
    [facts] = inventory.content
    assert [(item.path, item.kind, item.files) for item in facts.dispensable] == [
        (r"\logs", "logs", 2),
        (r"\upload", "uploads", 1),
    ]
    excluded = (r"C:\inetpub\wwwroot\LOGS", r"C:\inetpub\wwwroot\old.zip", r"C:\inetpub\wwwroot\gone")
    notes: list[object] = []
    result = convert(ConvertRequest((server,), str(tmp_path / "out"), Selection(excluded=excluded)), notes.append)
    content = Path(result.folder) / "content" / "01"
    assert sorted(path.relative_to(content).as_posix() for path in content.rglob("*")) == [
        "index.html",
        "logs",
        "upload",
        "upload/x.bin",
    ]
    left = {item.name: item.code for item in result.plan.outcomes if isinstance(item, LeftOut)}
    assert {path: left[path] for path in excluded} == dict.fromkeys(excluded, "selection.excluded")
    [missing] = [item for item in result.plan.outcomes if isinstance(item, Undecided) and item.kind == "file"]
    assert (missing.code, missing.name[-5:]) == ("selection.excluded-missing", "\\gone")
    assert [note.code for note in notes if isinstance(note, Note)] == ["selection.excluded-missing"]


def test_the_command_line_says_the_same(server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    options = ["--exclude", r"C:\inetpub\wwwroot\logs", "--exclude", "C:/inetpub/wwwroot/upload"]
    assert main(["convert", server, "-o", str(out), *options]) == 0
    assert sorted(path.name for path in (out / "content" / "01").iterdir()) == [
        "index.html",
        "logs",
        "old.zip",
        "upload",
    ]
    assert not list((out / "content" / "01" / "logs").iterdir())
    assert main(["convert", server, "-o", str(tmp_path / "second"), "--exclude", r"C:\windows"]) == 6
    assert "C:\\windows" in capsys.readouterr().err


def test_what_stays_behind_needs_no_room(server: str, tmp_path: Path) -> None:
    with (Path(server) / "inetpub/wwwroot/logs/huge.log").open("wb") as file:
        file.truncate(1 << 43)
    wanted = Selection(excluded=(r"C:\inetpub\wwwroot\logs",))
    result = convert(ConvertRequest((server,), str(tmp_path / "out"), wanted), silent)
    assert result.files == 3
    with pytest.raises(ReberthError) as caught:
        convert(ConvertRequest((server,), str(tmp_path / "all")), silent)
    assert caught.value.code == "output.disk-full"
