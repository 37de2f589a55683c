"""What only the copying finds out is told: the file, and the secrets that were to leave it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reberth.filesystems.folder import FolderTree
from reberth.model.errors import ReberthError
from reberth.model.events import Note, silent
from reberth.model.plan import CarriedOver, Undecided
from reberth.model.requests import ConvertRequest, ScanRequest
from reberth.verbs.convert import convert
from reberth.verbs.scan import scan
from reberth_resources.catalogue import message
from tests.support.servers import write_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from reberth.filesystems.tree import Entry
    from reberth.model.requests import ConvertResult

CODE = "application.rewrite-impossible"


def _server(folder: Path) -> Path:
    """A site whose web.config cannot be rewritten, and one below it that can."""
    server = folder / "server"
    write_server(server, sites={"Shop": r"C:\shop"})
    (server / "shop" / "sub").mkdir(parents=True)
    # More than any honest file has.
    many = "".join(f'<add key="Password{number}" value="Mk0many{number}" />' for number in range(2001))
    (server / "shop" / "web.config").write_text(f"<configuration><appSettings>{many}</appSettings></configuration>")
    few = '<add name="Main" connectionString="Server=x;Password=Mk0few9xQ" />'
    (server / "shop" / "sub" / "web.config").write_text(
        f"<configuration><connectionStrings>{few}</connectionStrings></configuration>"
    )
    return server


def test_secrets_of_a_file_that_could_not_be_rewritten_are_not_called_carried(tmp_path: Path) -> None:
    server = _server(tmp_path)
    notes: list[object] = []
    result = convert(ConvertRequest((str(server),), str(tmp_path / "out")), notes.append)
    fates = [item for item in result.plan.outcomes if item.kind in {"secret", "file"}]
    assert Counter(type(item) for item in fates if item.kind == "secret") == {Undecided: 2001, CarriedOver: 1}
    lost = [item for item in fates if isinstance(item, Undecided)]
    assert {(item.code, item.params["path"]) for item in lost} == {(CODE, r"C:\shop\web.config")}
    assert len([item for item in lost if item.kind == "file"]) == 1
    assert [item.code for item in notes if isinstance(item, Note)] == [CODE]
    assert not (tmp_path / "out/content/01/web.config").exists()

    _only_one_value_is_asked_for(result, tmp_path / "out")


def _only_one_value_is_asked_for(result: ConvertResult, out: Path) -> None:
    """That of the file which is in the image."""
    assert [item.variable for item in result.plan.secrets] == ["CONNECTIONSTRING_MAIN"]
    lines = (out / ".env.example").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["CONNECTIONSTRING_MAIN="]
    assert "# More secrets have no value here: 2001; outcomes.md tells for each what to do." in lines
    for name in ("setup/start.xml", "evidence.json", "README.md"):
        assert "PASSWORD1" not in (out / name).read_text(encoding="utf-8-sig"), name
    assert '<variable name="CONNECTIONSTRING_MAIN"' in (out / "setup/start.xml").read_text(encoding="utf-8-sig")


def test_nothing_is_asked_for_where_no_file_takes_a_value(tmp_path: Path) -> None:
    server = _server(tmp_path)
    (server / "shop" / "sub" / "web.config").unlink()
    out = tmp_path / "out"
    result = convert(ConvertRequest((str(server),), str(out)), silent)
    assert result.plan.secrets == ()
    assert not (out / ".env.example").exists()
    assert ".env" not in (out / "compose.yaml").read_text(encoding="utf-8")
    assert "secrets" not in (out / "Dockerfile").read_text(encoding="utf-8")


def test_files_that_need_libwim_are_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = tmp_path / "server"
    write_server(server, sites={"Shop": r"C:\shop"})
    (server / "shop" / "sub").mkdir(parents=True)
    for name in ("web.config", "sub/web.config", "1.dat", "2.dat", "index.html"):
        (server / "shop" / name).write_text("<configuration />")
    whole = FolderTree.chunks

    def chunks(self: FolderTree, entry: Entry, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        if "\\shop\\" in entry.path and not entry.name.endswith("html"):
            raise ReberthError("filesystem.file-needs-libwim", path=entry.path)
        return whole(self, entry, offset, length)

    monkeypatch.setattr(FolderTree, "chunks", chunks)
    notes: list[object] = []
    result = convert(ConvertRequest((str(server),), str(tmp_path / "out")), notes.append)
    code = "filesystem.files-need-libwim"
    late = [item for item in result.plan.outcomes if isinstance(item, Undecided) and "libwim" in item.code]
    assert [(item.code, item.params) for item in late] == [(code, {"count": 4, "path": r"C:\shop\1.dat"})]
    assert [(item.code, item.params) for item in notes if isinstance(item, Note)] == [(code, late[0].params)]
    assert [path.name for path in (tmp_path / "out/content/01").rglob("*.*")] == ["index.html"]
    found = scan(ScanRequest((str(server),)), silent).findings
    config = [item for item in found if "libwim" in item.code]
    assert [(item.code, item.params["count"], len(item.evidence)) for item in config] == [(code, 2, 2)]
    for words in (message(code, config[0].params), message(code, late[0].params, "de")):
        assert "{" not in "".join(words)
